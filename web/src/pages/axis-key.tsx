import type { AxisMark } from '../charts/axis-marks.ts';
import type { Span } from '../charts/time-window.ts';
import { shortDay } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { useSpeech } from '../words/words.tsx';

/** What stands on the time axis of the charts beside the alerts, in words: medicines that came and went, and how much was advised. */
export function AxisKey({ marks, shown, zone }: { readonly marks: readonly AxisMark[]; readonly shown: Span; readonly zone: string }) {
  const { language, words } = useSpeech();
  const now = useNow();
  const inside = marks.filter(({ at }) => at >= shown.from && at <= shown.to);
  const medicines = inside.filter(({ is }) => is === 'medicine');
  const advice = inside.length - medicines.length;
  if (inside.length === 0) return null;
  return (
    <p className="axis-key muted small">
      {medicines.map(({ at, text }) => (
        <span key={`${at} ${text}`}>
          <i className="axis-key-medicine" aria-hidden="true" /> {text} {shortDay(at, zone, language, now)}
        </span>
      ))}
      {advice > 0 && (
        <span>
          <i className="axis-key-advice" aria-hidden="true" /> {words.patient.adviceTitle}
          {words.common.colon}
          {advice}
        </span>
      )}
    </p>
  );
}
