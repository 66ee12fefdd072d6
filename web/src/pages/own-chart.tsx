import type { ChartView } from '../../../api/conversation-contract.ts';
import { shortDay } from '../format/own-chart.ts';
import { useSpeech } from '../words/words.tsx';

const WIDTH = 320;
const HEIGHT = 150;
const LEFT = 34;
const BOTTOM = 22;
const TOP = 10;

/** A small course of one's own numbers: points and a line, the lowest and the highest named. The text beside it says the same. */
export function OwnChart({ chart: { kind, unit, from, to, points }, zone }: { readonly chart: ChartView; readonly zone: string }) {
  const { language, words } = useSpeech();
  const values = points.flatMap(({ value, other }) => (other === undefined ? [value] : [value, other]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = Math.max((high - low) * 0.12, 0.5);
  const x = (at: number) => LEFT + ((at - from) / Math.max(1, to - from)) * (WIDTH - LEFT - 10);
  const y = (value: number) => TOP + (1 - (value - low + pad) / (high - low + 2 * pad)) * (HEIGHT - TOP - BOTTOM);
  const lines = [
    points.map(({ at, value }) => [at, value] as const),
    points.flatMap(({ at, other }) => (other === undefined ? [] : [[at, other] as const])),
  ];
  return (
    <figure className="own-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words.ask.chart(words.kind[kind], points.length)}>
        {[low, high].map((value) => (
          <g key={value}>
            <line className="own-chart-grid" x1={LEFT} x2={WIDTH - 10} y1={y(value)} y2={y(value)} />
            <text className="own-chart-label" x={LEFT - 5} y={y(value) + 4} textAnchor="end">
              {Number(value.toFixed(1))}
            </text>
          </g>
        ))}
        <text className="own-chart-label" x={LEFT} y={HEIGHT - 5}>
          {shortDay(from, zone, language)}
        </text>
        <text className="own-chart-label" x={WIDTH - 10} y={HEIGHT - 5} textAnchor="end">
          {shortDay(to, zone, language)}
        </text>
        {lines
          .filter((line) => line.length > 0)
          .map((line, nth) => (
            <g key={nth === 0 ? 'value' : 'other'} className={nth === 0 ? 'own-chart-line' : 'own-chart-line own-chart-other'}>
              <polyline points={line.map(([at, value]) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')} />
              {line.length <= 60 && line.map(([at, value]) => <circle key={`${at} ${value}`} cx={x(at)} cy={y(value)} r={3} />)}
            </g>
          ))}
      </svg>
      <figcaption>
        {words.kind[kind]} ({unit})
      </figcaption>
    </figure>
  );
}
