import { useMemo } from 'react';
import type { AlertView, ReadingView } from '../../../api/contract.ts';
import { mgPerDlFromMmolPerL } from '../../../domain/units.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { SHOWN } from '../format/reading.ts';
import { shortDay } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { useSpeech } from '../words/words.tsx';

const HOUR = 3_600_000;
const WIDTH = 320;
const HEIGHT = 72;
const TOP = 8;
const BOTTOM = 8;

/** The readings around an alert as a small drawing: enough to see whether it came out of the blue. */
export function Trace({ alert }: { readonly alert: AlertView }) {
  const { language, words } = useSpeech();
  const now = useNow();
  const kind = kindOf(alert);
  const glucose = kind === 'glucose';
  const days = glucose ? 2 : 14;
  const from = alert.opened - days * 24 * HOUR;
  const to = alert.opened + (glucose ? 12 : 48) * HOUR;
  const silent = alert.values.unit === 'd' || !isMeasured(alert);
  const { data } = useResource(silent ? undefined : resources.readings(alert.patient, kind, from, to));
  const points = useMemo(() => (data ?? []).map((reading) => ({ at: reading.at, value: numberOf(reading, alert) })), [data, alert]);
  if (silent) return null;
  if (points.length < 3) return <div className="trace trace-empty" />;

  const limit = typeof alert.values.limit === 'number' ? alert.values.limit : undefined;
  const values = points.map(({ value }) => value);
  const low = Math.min(...values, limit ?? Number.POSITIVE_INFINITY);
  const high = Math.max(...values, limit ?? Number.NEGATIVE_INFINITY);
  const x = (at: number) => ((at - from) / (to - from)) * WIDTH;
  const y = (value: number) => TOP + (1 - (value - low) / Math.max(1e-9, high - low)) * (HEIGHT - TOP - BOTTOM);
  const evidence = new Set(alert.evidence);
  const marked = (data ?? []).filter(({ id }) => evidence.has(id));
  return (
    <figure className="trace">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {limit !== undefined && <line className="trace-limit" x1="0" x2={WIDTH} y1={y(limit)} y2={y(limit)} />}
        {points.length > 60 ? (
          <polyline className="trace-line" points={points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')} />
        ) : (
          points.map(({ at, value }) => <path key={at} className="trace-point" d={`M${x(at).toFixed(1)} ${y(value).toFixed(1)}h0`} />)
        )}
        {marked.map((reading) => (
          <path
            key={reading.id}
            className={`trace-mark trace-${alert.severity}`}
            d={`M${x(reading.at).toFixed(1)} ${y(numberOf(reading, alert)).toFixed(1)}h0`}
          />
        ))}
      </svg>
      <figcaption className="trace-caption">
        <span>{shortDay(from, alert.zone, language, now)}</span>
        <span>
          {words.kind[kind]}
          {kind === 'blood-pressure' && ` · ${words.alert.field[fieldOf(alert)]}`}
        </span>
        <span>{shortDay(to, alert.zone, language, now)}</span>
      </figcaption>
    </figure>
  );
}

/** An alert of a rule that is no longer there says by its unit what it was about. */
const kindOf = ({ watches, values }: AlertView): ReadingView['kind'] => watches ?? (values.unit === 'mmHg' ? 'blood-pressure' : 'glucose');

/** A finding about medicines stands on no reading. */
export const isMeasured = ({ watches, values }: AlertView): boolean => watches !== undefined || values.unit !== undefined;

const fieldOf = ({ values }: AlertView): 'systolic' | 'diastolic' => (values.field === 'diastolic' ? 'diastolic' : 'systolic');

function numberOf(reading: ReadingView, alert: AlertView): number {
  if (reading.kind === 'blood-pressure') return (fieldOf(alert) === 'diastolic' ? reading.diastolicMmHg : reading.systolicMmHg) ?? 0;
  if (reading.kind !== 'glucose') return SHOWN[reading.kind].of(reading) ?? 0;
  const { unit } = alert.values;
  if (reading.reported && reading.reported.unit === unit) return reading.reported.value;
  return unit === 'mg/dL' ? mgPerDlFromMmolPerL(reading.glucoseMmolL ?? 0) : (reading.glucoseMmolL ?? 0);
}
