import { useState } from 'react';
import type { PatientDetail } from '../../../api/contract.ts';
import { recordName } from '../../../domain/record-names.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { profileText } from '../format/profile-draft.ts';
import { clockTime } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { Icon } from '../parts/icon.tsx';
import { useMay } from '../parts/may.tsx';
import { Ago } from '../parts/moment.tsx';
import { useTitle } from '../parts/page.tsx';
import { SeverityCounts } from '../parts/severity.tsx';
import { Empty, Problem, SkeletonBlock } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech, useWords } from '../words/words.tsx';
import { ContactForm } from './contact-form.tsx';
import { OwnPageLink } from './own-page-link.tsx';
import { PatientOverview } from './patient-overview.tsx';
import { PatientPlan } from './patient-plan.tsx';
import { PatientRecord } from './patient-record.tsx';
import { ProposeVisit } from './propose-visit.tsx';
import { ReportTab } from './report.tsx';
import { ThresholdsTab } from './thresholds.tsx';

export type Tab = 'overview' | 'thresholds' | 'report';

/** One patient: who it is, and one of three views. */
export function PatientPage({ id, tab }: { readonly id: string; readonly tab: Tab }) {
  const words = useWords();
  const { read } = useMay();
  const patient = useResource(resources.patient(id));
  useTitle(patient.data?.name ?? words.patients.title);
  if (patient.error?.status === 404) {
    return (
      <Empty
        alone
        title={words.patient.missing}
        action={
          <Link className="button" to="/patients">
            {words.worklist.toPatients}
          </Link>
        }
      />
    );
  }
  return (
    <div className="page page-wide">
      {patient.error && <Problem error={patient.error} again={patient.reload} />}
      {patient.first && <SkeletonBlock height={480} />}
      {patient.data && (
        <>
          <Head patient={patient.data} />
          <nav className="tabs" aria-label={patient.data.name}>
            {(['overview', 'thresholds', ...(read ? (['report'] as const) : [])] as const).map((each) => (
              <Link
                key={each}
                className="tab"
                to={each === 'overview' ? `/patients/${id}` : `/patients/${id}/${each}`}
                aria-current={each === tab ? 'page' : undefined}
              >
                {words.patient[each]}
              </Link>
            ))}
          </nav>
          {tab === 'overview' && <PatientOverview patient={patient.data} />}
          {tab === 'thresholds' && <ThresholdsTab patient={patient.data} />}
          {tab === 'report' && read && <ReportTab patient={patient.data} />}
        </>
      )}
    </div>
  );
}

function Head({ patient }: { readonly patient: PatientDetail }) {
  const may = useMay();
  const [changing, setChanging] = useState(false);
  const [open, setOpen] = useState<'plan' | 'visit' | 'contact'>();
  const { language, words } = useSpeech();
  const now = useNow();
  const about = [
    ...(patient.birthYear === undefined ? [] : [words.patient.years(new Date(now).getFullYear() - patient.birthYear)]),
    ...(patient.sex ? [words.patient.sex[patient.sex]] : []),
    ...(patient.group === 'adult' ? [] : [words.patient.group[patient.group]]),
  ];
  const list = (codes: readonly string[]) =>
    codes.map((code) => recordName(code, language)).join(words.common.comma) || words.patient.noneKnown;
  const plan = patient.plan.map(({ kind, everyDays }) => words.patient.every(words.kind[kind], everyDays)).join(words.common.comma);
  const overdue = patient.overdue.map((kind) => words.kind[kind as keyof Words['kind']] ?? kind).join(words.common.comma);
  const profile = profileText(patient.profile, language, words.record.profile.fallsRisk, words.common.comma);
  const facts: readonly (readonly [string, string])[] = [
    [words.patient.conditions, list(patient.conditions)],
    [words.patient.medicines, list(patient.medicines)],
    [words.patient.allergies, list(patient.allergies)],
    ...(patient.profile ? ([[words.record.profile.title, profile]] as const) : []),
    [words.patient.plan, plan || words.patient.noPlan],
    [words.patient.zone, clockTime(now, patient.zone, language)],
  ];
  return (
    <header className="patient-head">
      <div className="patient-title">
        <Link className="button button-plain button-icon patient-back" to="/patients" aria-label={words.worklist.toPatients}>
          <Icon name="back" />
        </Link>
        <h1>{patient.name}</h1>
        <span className="patient-about">{about.join(' · ')}</span>
        <SeverityCounts counts={patient.openAlerts} />
        {overdue !== '' && <span className="badge badge-overdue">{words.patients.overdueOf(overdue)}</span>}
        {may.treat && (
          <span className="patient-acts">
            <button type="button" className="button" onClick={() => setChanging(true)}>
              {words.record.change}
            </button>
            <button type="button" className="button" onClick={() => setOpen('plan')}>
              {words.plan.open}
            </button>
            <button type="button" className="button" onClick={() => setOpen('visit')}>
              {words.visit.open}
            </button>
            <button type="button" className="button" onClick={() => setOpen('contact')}>
              {words.contact.open}
            </button>
            <OwnPageLink patient={patient} />
          </span>
        )}
        {open === 'plan' && <PatientPlan patient={patient} close={() => setOpen(undefined)} />}
        {open === 'visit' && <ProposeVisit patient={patient} close={() => setOpen(undefined)} />}
        {open === 'contact' && <ContactForm patient={patient} close={() => setOpen(undefined)} />}
        {changing && <PatientRecord patient={patient} close={() => setChanging(false)} />}
      </div>
      <dl className="patient-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {patient.phone && (
          <div>
            <dt>{words.record.phone}</dt>
            <dd>
              <a href={`tel:${patient.phone.replaceAll(/[^+\d]/g, '')}`}>{patient.phone}</a>
            </dd>
          </div>
        )}
        <div>
          <dt>{words.patient.lastHeard}</dt>
          <dd>{patient.lastHeard === undefined ? words.common.never : <Ago at={patient.lastHeard} zone={patient.zone} />}</dd>
        </div>
      </dl>
    </header>
  );
}
