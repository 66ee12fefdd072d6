import type { PatientRow } from '../../../api/contract.ts';
import { Link } from '../parts/link.tsx';
import { useResource } from '../resource.ts';
import { useSpeech } from '../words/speak.ts';
import { Overview } from './overview.tsx';
import { ReportPage } from './report.tsx';
import { Thresholds } from './thresholds.tsx';

const TABS = ['overview', 'thresholds', 'report'] as const;

/** One patient: what is known, and three ways to look at it. */
export function Patient({ id, tab }: { id: string; tab: string }) {
  const { say, ago } = useSpeech();
  const { value: patient, problem } = useResource<PatientRow>(`/patients/${id}`);
  if (problem && !patient) return <p className="problem">{say('loadingFailed', { why: problem })}</p>;
  if (!patient) return <div className="skeleton tall" />;
  const facts = [
    patient.birthYear && say('years', { n: new Date().getFullYear() - patient.birthYear }),
    ...patient.conditions,
    ...patient.medicines,
    patient.zone,
    patient.lastHeard && `${say('lastHeard')} ${ago(patient.lastHeard)}`,
  ].filter(Boolean);
  return (
    <>
      <div className="heading">
        <div>
          <h1>{patient.name}</h1>
          <p className="quiet">{facts.join(' · ')}</p>
        </div>
        <nav className="tabs" aria-label={patient.name}>
          {TABS.map((one) => (
            <Link key={one} to={`/patients/${id}${one === 'overview' ? '' : `/${one}`}`} current={tab === one}>
              {say(one)}
            </Link>
          ))}
        </nav>
      </div>
      {tab === 'thresholds' ? (
        <Thresholds patient={id} />
      ) : tab === 'report' ? (
        <ReportPage patient={patient} />
      ) : (
        <Overview patient={patient} />
      )}
    </>
  );
}
