import { useEffect, useRef, useState } from 'react';
import type { PreviewComparison, ThresholdView } from '../../../api/contract.ts';
import { previewLimit } from '../api/preview.ts';
import type { LimitPlace } from '../format/limit.ts';
import { useWords } from '../words/words.tsx';
import { Compared } from './compared.tsx';

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

function Found({ found }: { readonly found: PreviewComparison }) {
  const { thresholds } = useWords();
  const { today, draft, readings, addedCount, goneCount } = found;
  if (readings === 0) return <span className="field-hint">{thresholds.previewEmpty(DAYS)}</span>;
  return (
    <>
      <p className="field-hint">
        {thresholds.previewed(DAYS, today.alerts, draft.alerts, draft.atNight)} {thresholds.previewChange(addedCount, goneCount)}
      </p>
      <Compared found={found} />
    </>
  );
}
