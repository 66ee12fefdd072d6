import { useEffect, useMemo, useState } from 'react';
import type { ReadingView, ThresholdView } from '../../../api/contract.ts';
import type { Loaded } from '../api/use-resource.ts';
import type { LimitPlace } from '../format/limit.ts';
import { useMayChange } from '../parts/may.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { useSearch } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import { ThresholdRule } from './threshold-rule.tsx';

/** The limits of one place, rule by rule, under the kinds of readings that they watch. */
export function LimitList({
  place,
  loaded,
  kinds,
  lede,
}: {
  readonly place: LimitPlace;
  readonly loaded: Loaded<readonly ThresholdView[]>;
  readonly kinds: readonly ReadingView['kind'][];
  readonly lede: string;
}) {
  const { words } = useSpeech();
  const { thresholds } = words;
  const mayChange = useMayChange(place);
  const [onlyChanged, setOnlyChanged] = useState(false);
  const [editing, setEditing] = useState<string>();
  const rules = useMemo(() => {
    const all = [...Map.groupBy(loaded.data ?? [], ({ rule }) => rule).values()];
    return onlyChanged ? all.filter((limits) => limits.some(({ fromWhere, off }) => fromWhere !== 'pack' || off)) : all;
  }, [loaded.data, onlyChanged]);
  // Whoever comes for one rule begins with its first limit open.
  const wanted = useSearch().get('rule');
  const known = loaded.data?.find(({ rule }) => rule === wanted);
  const first = known && `${known.rule}/${known.name}`;
  useEffect(() => {
    if (first === undefined) return;
    setEditing(first);
    document.getElementById(`rule-${wanted}`)?.scrollIntoView({ block: 'start' });
  }, [first, wanted]);
  const byKind = kinds.map((kind) => ({ kind, rules: rules.filter(([limit]) => limit!.watches === kind) }));
  return (
    <>
      <div className="toolbar">
        <p className="lede muted">
          {lede} {!mayChange && <strong>{thresholds.readOnly[place.scope]}</strong>}
        </p>
        <label className="check">
          <input type="checkbox" checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)} />
          {thresholds.onlyChanged}
        </label>
      </div>
      {loaded.error && <Problem error={loaded.error} again={loaded.reload} />}
      {loaded.first && <Skeleton lines={8} height={56} />}
      {loaded.data && rules.length === 0 && <p className="muted">{onlyChanged ? thresholds.noneChanged : thresholds.none}</p>}
      {byKind.map(
        ({ kind, rules: some }) =>
          some.length > 0 && (
            <section key={kind} className="limits" aria-label={words.kind[kind]}>
              <h2>{words.kind[kind]}</h2>
              {some.map((limits) => (
                <ThresholdRule key={limits[0]!.rule} limits={limits} place={place} editing={editing} edit={setEditing} />
              ))}
            </section>
          ),
      )}
    </>
  );
}
