import type { AlertView, PatientRow } from '../../../api/contract.ts';
import type { MedicationCheckView } from '../../../api/medication-contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { keyOf } from '../parts/alert-reason.tsx';
import { type MedicineFinding, MedicineReason } from '../parts/medicine-finding.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { useMore } from '../parts/use-more.tsx';
import { useSpeech } from '../words/words.tsx';

/**
 * The record's medicines against each other, its diagnoses and allergies: what was found, why, and what nobody could check. What an open alert
 * says stands at the alert.
 */
export function PatientMedicines({ patient, alerts }: { readonly patient: PatientRow; readonly alerts: readonly AlertView[] }) {
  const { words } = useSpeech();
  const { data, error, first, reload } = useResource(resources.medicineCheck(patient.id));
  const told = new Set(alerts.flatMap(({ state, values }) => (state.is === 'resolved' ? [] : [values.key])));
  const findings = (data?.findings ?? []).filter((one) => !told.has(keyOf(one)));
  const nothing = data !== undefined && findings.length === 0 && data.unknown.length === 0;
  if (nothing && data.findings.length > 0) return null;
  return (
    <section className={nothing ? 'panel panel-empty' : 'panel'} aria-label={words.medicines.title}>
      <header className="panel-head">
        <h2>{words.medicines.title}</h2>
        {findings.length > 0 && <span className="muted number">{findings.length}</span>}
      </header>
      {error && <Problem error={error} again={reload} />}
      {first && <Skeleton lines={3} />}
      {nothing && <p className="muted panel-none">{words.medicines.none}</p>}
      {data && !nothing && <Found findings={findings} unknown={data.unknown} />}
    </section>
  );
}

function Found({ findings, unknown }: Pick<MedicationCheckView, 'unknown'> & { readonly findings: readonly MedicineFinding[] }) {
  const { words } = useSpeech();
  const { shown, button } = useMore(findings, 3);
  return (
    <>
      <ul className="entries">
        {shown.map((finding) => (
          <Finding key={`${finding.id} ${finding.between.map(({ code }) => code).join(' ')}`} finding={finding} />
        ))}
      </ul>
      {button}
      {unknown.length > 0 && (
        <p className="small medicine-open">
          {words.medicines.unknown}
          {words.common.colon}
          {unknown.map(({ given }) => given).join(words.common.comma)}
        </p>
      )}
    </>
  );
}

function Finding({ finding }: { readonly finding: MedicineFinding }) {
  const { language, words } = useSpeech();
  return (
    <li className="entry">
      <p className="entry-title">
        {finding.between.map(({ name }) => name[language]).join(' + ')}{' '}
        <span className={`badge medicine-${finding.severity}`}>{words.medicines.severity[finding.severity]}</span>
      </p>
      <MedicineReason finding={finding} />
    </li>
  );
}
