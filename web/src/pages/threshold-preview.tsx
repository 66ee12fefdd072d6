import { useEffect, useRef, useState } from 'react';
import type { PreviewComparison, ThresholdView } from '../../../api/contract.ts';
import { previewLimit } from '../api/preview.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import type { LimitPlace } from '../format/limit.ts';
import { Moment } from '../parts/moment.tsx';
import { useWords } from '../words/words.tsx';

const DAYS = 30;
/** So long a slider rests before its value is tried. */
const REST_MS = 120;

type Tried = { readonly is: 'waiting' } | { readonly is: 'failed' } | { readonly is: 'done'; readonly found: PreviewComparison };

/**
 * What this value would have brought over the last thirty days, before it is saved. For one patient it follows the slider; for a cohort or
 * the clinic it is asked for.
 */
export function ThresholdPreview({
  limit: { rule, name },
  place,
  unit,
  value,
}: {
  readonly limit: ThresholdView;
  readonly place: LimitPlace;
  readonly unit: string;
  /** Undefined: what was typed is no value that the rule allows. */
  readonly value: number | undefined;
}) {
  const { thresholds, limits } = useWords();
  const [tried, setTried] = useState<Tried>();
  const live = place.tried.patient !== undefined;
  const running = useRef(false);
  const wanted = useRef<number>(undefined);

  /** One at a time: while one is tried, only the last of those that follow is remembered. */
  const look = async () => {
    if (running.current) return;
    running.current = true;
    for (let next = wanted.current; next !== undefined; next = wanted.current) {
      wanted.current = undefined;
      try {
        setTried({ is: 'done', found: await previewLimit({ rule, name, value: next, unit }, place.tried, DAYS) });
      } catch {
        setTried({ is: 'failed' });
      }
    }
    running.current = false;
  };
  const start = () => {
    wanted.current = value;
    if (!live) setTried({ is: 'waiting' });
    void look();
  };
  useEffect(() => {
    // What was found for one value says nothing about the next.
    if (!live || value === undefined) {
      wanted.current = undefined;
      setTried(undefined);
      return;
    }
    const timer = setTimeout(start, REST_MS);
    return () => clearTimeout(timer);
  }, [value, unit, live]);

  return (
    <div className="limit-preview">
      {!live && (
        <button type="button" className="button" disabled={value === undefined || tried?.is === 'waiting'} onClick={start}>
          {tried?.is === 'waiting' ? thresholds.previewing : limits.tryAll(DAYS)}
        </button>
      )}
      <div role="status">
        {tried?.is === 'failed' && <span className="field-hint">{thresholds.previewFailed}</span>}
        {tried?.is === 'done' && <Found found={tried.found} />}
      </div>
    </div>
  );
}

function Found({ found: { today, draft, readings, added, addedCount, gone, goneCount, patients } }: { readonly found: PreviewComparison }) {
  const { thresholds, limits } = useWords();
  if (readings === 0) return <span className="field-hint">{thresholds.previewEmpty(DAYS)}</span>;
  const rows = [
    [limits.row.alerts, today.alerts, draft.alerts],
    [limits.row.atNight, today.atNight, draft.atNight],
    ...(patients > 1 ? [[limits.row.patients, today.patients, draft.patients] as const] : []),
    [limits.row.firstAfter, today.firstAfterHours ?? '–', draft.firstAfterHours ?? '–'],
    [limits.row.minutes, today.minutesOfWork, draft.minutesOfWork],
  ] as const;
  return (
    <>
      <p className="field-hint">
        {thresholds.previewed(DAYS, today.alerts, draft.alerts, draft.atNight)} {thresholds.previewChange(addedCount, goneCount)}
      </p>
      <table className="found">
        <thead>
          <tr>
            <td />
            <th scope="col">{limits.today}</th>
            <th scope="col">{limits.draft}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, before, after]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="number">{before}</td>
              <td className="number">{after}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Episodes title={limits.addedTitle(addedCount)} alerts={added} />
      <Episodes title={limits.goneTitle(goneCount)} alerts={gone} />
    </>
  );
}

/** Which episodes they are: the answer names the first hundred. */
function Episodes({ title, alerts }: { readonly title: string; readonly alerts: PreviewComparison['added'] }) {
  const names = new Map((useResource(resources.patients).data ?? []).map(({ id, name, zone }) => [id, { name, zone }]));
  const { limits } = useWords();
  if (alerts.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {alerts.map(({ patient, rule, opened, night }) => (
          <li key={`${patient} ${rule} ${opened}`}>
            <Moment at={opened} zone={names.get(patient)?.zone} /> · {names.get(patient)?.name ?? patient}
            {night && <span className="muted"> · {limits.night}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
