import type { ThresholdView } from '../../../api/contract.ts';
import { decimals, unitWord } from '../format/reading.ts';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { useWords } from '../words/words.tsx';

/** Who set what, when, and why. */
export function ThresholdHistory({ limit, zone, open }: { readonly limit: ThresholdView; readonly zone: string; readonly open: boolean }) {
  const words = useWords();
  const { thresholds } = words;
  return (
    <details className="history" open={open || undefined}>
      <summary>
        <Icon name="history" size={14} /> {thresholds.history(limit.history.length)}
      </summary>
      <ul>
        {limit.history
          .toSorted((a, b) => b.since - a.since)
          .map((change) => (
            <li key={`${change.scope} ${change.since} ${change.until}`} className={change.until === undefined ? '' : 'history-past'}>
              <span className="number history-value">
                {decimals(change.value, limit.unit)} <span className="unit">{unitWord(limit.unit, words)}</span>
              </span>
              <span>
                {change.reason}
                {change.ended && <span className="muted"> → {change.ended.because}</span>}
              </span>
              <span className="muted">
                {change.scope === 'clinic'
                  ? thresholds.scopeClinic
                  : change.scope.startsWith('cohort:')
                    ? thresholds.from.cohort
                    : thresholds.scopePatient}{' '}
                · {change.byName ?? change.by}
                {change.approvedBy && `, ${words.limits.approvedBy(change.approvedBy)}`} · <Moment at={change.since} zone={zone} />
                {change.until !== undefined && (
                  <>
                    {' – '}
                    <Moment at={change.until} zone={zone} />
                  </>
                )}
              </span>
            </li>
          ))}
      </ul>
    </details>
  );
}
