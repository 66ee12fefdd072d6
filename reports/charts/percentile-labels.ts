import type { AgpPoint } from '../metrics/agp.ts';

type Percentile = Exclude<keyof AgpPoint, 'minute'>;
/** Two lines of 10 px one above the other. */
const APART = 11;

/**
 * How far down (px) the name of each curve moves from the curve's end, so that no two lie on each other: the median's stays, the others make
 * room for it. At night the curves are often closer than their names are high.
 */
export function labelOffsets(end: Pick<AgpPoint, Percentile>, pxPerMmolL: number): Readonly<Record<Percentile, number>> {
  const at = (key: Percentile) => -end[key] * pxPerMmolL;
  const place = { p50: at('p50'), p75: 0, p95: 0, p25: 0, p5: 0 };
  place.p75 = Math.min(at('p75'), place.p50 - APART);
  place.p95 = Math.min(at('p95'), place.p75 - APART);
  place.p25 = Math.max(at('p25'), place.p50 + APART);
  place.p5 = Math.max(at('p5'), place.p25 + APART);
  const moved = (key: Percentile) => place[key] - at(key);
  return { p5: moved('p5'), p25: moved('p25'), p50: 0, p75: moved('p75'), p95: moved('p95') };
}
