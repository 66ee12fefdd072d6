import { useMemo, useState } from 'react';
import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { SINGLE_KINDS } from '../format/reading.ts';
import { Problem, Skeleton } from '../parts/state.tsx';
import { useSpeech } from '../words/words.tsx';
import { ThresholdRule } from './threshold-rule.tsx';

/** The numbers by which this patient is judged: each with where it comes from, what it may be, and who changed it. */
export function ThresholdsTab({ patient }: { readonly patient: PatientRow }) {
  const { words } = useSpeech();
  const { thresholds } = words;
  const loaded = useResource(resources.thresholds(patient.id));
  const [onlyChanged, setOnlyChanged] = useState(false);
  const [editing, setEditing] = useState<string>();
  const rules = useMemo(() => {
    const shown = (loaded.data ?? []).filter(({ fromWhere }) => !onlyChanged || fromWhere !== 'pack');
    return [...Map.groupBy(shown, ({ rule }) => rule).values()];
  }, [loaded.data, onlyChanged]);
  const kinds = measuredFirst(patient).map((kind) => ({ kind, rules: rules.filter(([limit]) => limit!.watches === kind) }));
  return (
    <>
      <div className="toolbar">
        <p className="lede muted">{thresholds.lede}</p>
        <label className="check">
          <input type="checkbox" checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)} />
          {thresholds.onlyChanged}
        </label>
      </div>
      {loaded.error && <Problem error={loaded.error} again={loaded.reload} />}
      {loaded.first && <Skeleton lines={8} height={56} />}
      {loaded.data && rules.length === 0 && <p className="muted">{onlyChanged ? thresholds.noneChanged : thresholds.none}</p>}
      {kinds.map(
        ({ kind, rules: some }) =>
          some.length > 0 && (
            <section key={kind} className="limits" aria-label={words.kind[kind]}>
              <h2>{words.kind[kind]}</h2>
              {some.map((limits) => (
                <ThresholdRule key={limits[0]!.rule} limits={limits} patient={patient} editing={editing} edit={setEditing} />
              ))}
            </section>
          ),
      )}
    </>
  );
}

/** What this patient measures comes first. */
function measuredFirst({ plan, latest }: PatientRow): readonly ReadingView['kind'][] {
  const measured = (kind: ReadingView['kind']) => plan.some((part) => part.kind === kind) || latest[kind] !== undefined;
  const kinds = ['glucose', 'blood-pressure', ...SINGLE_KINDS] as const;
  return [...kinds.filter(measured), ...kinds.filter((kind) => !measured(kind))];
}
