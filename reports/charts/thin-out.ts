/** As many columns as a chart of A4 has dots across, at its width of 720. */
const COLUMNS = 720;

/**
 * The points of a line that can be seen: of each column's the first, the lowest, the highest and the last, in their order; all of them where
 * they are few. No extreme is lost, and 90 days of a sensor (25,920 readings) draw in a tenth of the time.
 * @param points in order of time, from <= at < to
 */
export function thinOut<P extends readonly [at: number, value: number, ...unknown[]]>(
  points: readonly P[],
  from: number,
  to: number,
  columns = COLUMNS,
): readonly P[] {
  if (points.length <= columns * 4) return points;
  const width = (to - from) / columns;
  const kept: P[] = [];
  let start = 0;
  while (start < points.length) {
    const column = Math.floor((points[start]![0] - from) / width);
    let [end, lowest, highest] = [start, start, start];
    while (end < points.length && Math.floor((points[end]![0] - from) / width) === column) {
      if (points[end]![1] < points[lowest]![1]) lowest = end;
      if (points[end]![1] > points[highest]![1]) highest = end;
      end += 1;
    }
    for (const i of [...new Set([start, lowest, highest, end - 1])].sort((a, b) => a - b)) kept.push(points[i]!);
    start = end;
  }
  return kept;
}
