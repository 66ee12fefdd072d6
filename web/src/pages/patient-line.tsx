import { memo } from 'react';
import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import { recordName } from '../../../domain/record-names.ts';
import { readingValue, unitOf } from '../format/reading.ts';
import { Ago } from '../parts/moment.tsx';
import { SeverityCounts } from '../parts/severity.tsx';
import { rowId } from '../parts/use-row-keys.ts';
import { Link } from '../router.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech } from '../words/words.tsx';

/** One person in the list: who, how it stands, when last heard. */
export const PatientLine = memo(function PatientLine({
  patient,
  height,
  focused,
}: {
  readonly patient: PatientRow;
  readonly height: number;
  readonly focused: (id: string) => void;
}) {
  const { language, words } = useSpeech();
  const { latest, overdue } = patient;
  const about = [
    ...(patient.birthYear === undefined ? [] : [words.patients.years(new Date().getFullYear() - patient.birthYear)]),
    ...patient.conditions.map((condition) => recordName(condition, language)),
  ];
  const kinds = overdue.map((kind) => words.kind[kind as keyof Words['kind']] ?? kind).join(words.common.comma);
  return (
    <li style={{ height }}>
      <Link id={rowId(patient.id)} className="person" to={`/patients/${patient.id}`} onFocus={() => focused(patient.id)}>
        <span className="person-who">
          <span className="person-name">{patient.name}</span>
          <span className="person-about">{about.join(' · ')}</span>
        </span>
        <span className="person-alerts">
          <SeverityCounts counts={patient.openAlerts} />
        </span>
        <span className="person-values">
          <Latest reading={latest.glucose} patient={patient} label={words.patients.glucose} />
          <Latest reading={latest['blood-pressure']} patient={patient} label={words.patients.pressure} />
        </span>
        <span className="person-heard right">
          {patient.lastHeard === undefined ? (
            <span className="muted">{words.common.never}</span>
          ) : (
            <Ago at={patient.lastHeard} zone={patient.zone} />
          )}
          {overdue.length > 0 && (
            <span className="badge badge-overdue" title={words.patients.overdueOf(kinds)}>
              {words.patients.overdue}
            </span>
          )}
        </span>
      </Link>
    </li>
  );
});

function Latest({
  reading,
  patient,
  label,
}: {
  readonly reading: ReadingView | undefined;
  readonly patient: PatientRow;
  readonly label: string;
}) {
  if (!reading) return <span className="person-value person-without right" aria-hidden="true" />;
  return (
    <span className="person-value right">
      <span className="unseen">{label}</span>
      <span>
        <b className="number">{readingValue(reading, patient.glucoseUnit)}</b>{' '}
        <span className="unit">{unitOf(reading.kind, patient.glucoseUnit)}</span>
      </span>
      <span className="person-ago">
        <Ago at={reading.at} zone={patient.zone} />
      </span>
    </span>
  );
}
