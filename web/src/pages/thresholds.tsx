import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { LIMITED_KINDS } from '../format/reading.ts';
import { useWords } from '../words/words.tsx';
import { LimitList } from './limit-list.tsx';

/** The numbers by which this patient is judged: each with where it comes from, what it may be, and who changed it. */
export function ThresholdsTab({ patient }: { readonly patient: PatientRow }) {
  const { thresholds } = useWords();
  const loaded = useResource(resources.thresholds(patient.id));
  const place = {
    path: `/patients/${encodeURIComponent(patient.id)}`,
    scope: 'patient',
    tried: { patient: patient.id },
    zone: patient.zone,
    glucoseUnit: patient.glucoseUnit,
  } as const;
  return <LimitList place={place} loaded={loaded} kinds={measuredFirst(patient)} lede={thresholds.lede} />;
}

/** What this patient measures comes first. */
function measuredFirst({ plan, latest }: PatientRow): readonly ReadingView['kind'][] {
  const measured = (kind: ReadingView['kind']) => plan.some((part) => part.kind === kind) || latest[kind] !== undefined;
  const kinds = LIMITED_KINDS;
  return [...kinds.filter(measured), ...kinds.filter((kind) => !measured(kind))];
}
