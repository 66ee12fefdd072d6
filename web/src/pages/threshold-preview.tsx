import { useEffect, useState } from 'react';
import type { PreviewComparison, ThresholdView } from '../../../api/contract.ts';
import { previewLimit } from '../api/preview.ts';
import { useWords } from '../words/words.tsx';

const DAYS = 30;

type Tried = { readonly is: 'waiting' } | { readonly is: 'failed' } | { readonly is: 'done'; readonly found: PreviewComparison };

/** What this value would have brought over the last thirty days of the patient, before it is saved. */
export function ThresholdPreview({
  limit,
  patient,
  value,
}: {
  readonly limit: ThresholdView;
  readonly patient: string;
  /** Undefined: what was typed is no value that the rule allows. */
  readonly value: number | undefined;
}) {
  const { thresholds } = useWords();
  const [tried, setTried] = useState<Tried>();
  // What was found for one value says nothing about the next.
  useEffect(() => setTried(undefined), [value]);

  const look = async () => {
    if (value === undefined) return;
    setTried({ is: 'waiting' });
    try {
      setTried({ is: 'done', found: await previewLimit(patient, limit.rule, limit.name, value, DAYS) });
    } catch {
      setTried({ is: 'failed' });
    }
  };

  return (
    <div className="limit-preview">
      <button type="button" className="button" disabled={value === undefined || tried?.is === 'waiting'} onClick={() => void look()}>
        {tried?.is === 'waiting' ? thresholds.previewing : thresholds.preview}
      </button>
      <span className="field-hint" role="status">
        {tried?.is === 'failed' && thresholds.previewFailed}
        {tried?.is === 'done' && inWords(tried.found)}
      </span>
    </div>
  );

  function inWords({ today, draft, readings, addedCount, goneCount }: PreviewComparison): string {
    if (readings === 0) return thresholds.previewEmpty(DAYS);
    return `${thresholds.previewed(DAYS, today.alerts, draft.alerts, draft.atNight)} ${thresholds.previewChange(addedCount, goneCount)}`;
  }
}
