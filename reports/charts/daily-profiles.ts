import { dayOf, minuteOf, type WallTime } from '../wall-time.ts';
import { BAND_COLOUR, FONT, GRID, INK, TEXT } from './palette.ts';
import { thinOut } from './thin-out.ts';

type Point = readonly [at: number, mmolL: number, ...rest: unknown[]];

/** Two rows of a week, as the profile's report of the consensus shows them (Battelino et al. 2019, figure 2). */
const [ROWS, PER_ROW] = [2, 7];
/** So many days stand one by one. */
export const DRAWN_DAYS = ROWS * PER_ROW;
const [WIDTH, LEFT, TOP, BOTTOM] = [720, 34, 18, 6];
const [PANEL, GAP, HEIGHT] = [94, 4, 70];
/** A sensor that was silent for longer breaks the line. */
const GAP_MS = 30 * 60_000;
const DAY = 86_400_000;

/**
 * The last 14 days one by one, each from midnight to midnight over the target range: what the profile adds up. Lows and highs in their
 * colours. Drawn by hand, for fourteen charts of a library would take as long as all others of a report together.
 * @param points of a sensor, in order of time
 * @param target in mmol/L, with the numbers that the reader reads
 * @param named a day (a count of days) as the reader reads it
 * @returns SVG, with the days that it holds; undefined of none
 */
export function dailyProfiles(
  points: readonly Point[],
  {
    wall,
    to,
    target,
    named,
  }: {
    readonly wall: WallTime;
    readonly to: number;
    readonly target: readonly { readonly mmolL: number; readonly text: string }[];
    readonly named: (day: number) => string;
  },
): { readonly svg: string; readonly days: number } | undefined {
  const last = dayOf(wall(to - 1));
  const first = last - ROWS * PER_ROW + 1;
  const perDay = Map.groupBy(points, ([at]) => dayOf(wall(at)));
  const days = Array.from({ length: ROWS * PER_ROW }, (_, i) => first + i).filter((day) => perDay.has(day));
  if (days.length === 0) return undefined;
  // Rows begin where the first day with readings lies: a week's report has one of them.
  const rows = Math.ceil((last - days[0]! + 1) / PER_ROW);
  const start = last - rows * PER_ROW + 1;
  const highest = days.reduce((most, day) => perDay.get(day)!.reduce((top, [, value]) => Math.max(top, value), most), 15);
  const y = (mmolL: number) => HEIGHT - (HEIGHT * Math.min(mmolL, highest)) / highest;
  const [low, high] = target.map(({ mmolL }) => y(mmolL)) as [number, number];
  const panels = Array.from({ length: rows * PER_ROW }, (_, i) => {
    const day = start + i;
    const [x, top] = [LEFT + (i % PER_ROW) * (PANEL + GAP), TOP + Math.floor(i / PER_ROW) * (HEIGHT + TOP + BOTTOM)];
    const line = pathOf(perDay.get(day) ?? [], wall, y);
    return `<g transform="translate(${x} ${top})">
<text x="${PANEL / 2}" y="-5" text-anchor="middle">${escaped(named(day))}</text>
<rect width="${PANEL}" height="${HEIGHT}" fill="none" stroke="${GRID}"/>
<rect y="${round(high)}" width="${PANEL}" height="${round(low - high)}" fill="${BAND_COLOUR.target}" opacity="0.12"/>
${
  line === ''
    ? ''
    : `<path d="${line}" clip-path="url(#daily-in)" stroke="${INK}"/><path d="${line}" clip-path="url(#daily-low)" stroke="${BAND_COLOUR.low}"/><path d="${line}" clip-path="url(#daily-high)" stroke="${BAND_COLOUR.veryHigh}"/>`
}
</g>`;
  });
  const labels = Array.from({ length: rows }, (_, row) =>
    target
      .map(
        ({ mmolL, text }) =>
          `<text x="${LEFT - 5}" y="${round(TOP + row * (HEIGHT + TOP + BOTTOM) + y(mmolL) + 3.5)}" text-anchor="end">${escaped(text)}</text>`,
      )
      .join(''),
  );
  const clip = (id: string, from: number, until: number) =>
    `<clipPath id="daily-${id}"><rect y="${round(from)}" width="${PANEL}" height="${round(Math.max(0, until - from))}"/></clipPath>`;
  const height = rows * (HEIGHT + TOP + BOTTOM);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${FONT}" font-size="11" fill="${TEXT}">
<defs>${clip('high', 0, high)}${clip('in', high, low)}${clip('low', low, HEIGHT)}</defs>
${labels.join('')}<g stroke-linejoin="round"><g>${panels.join('').replaceAll('<path ', '<path fill="none" stroke-width="1.3" ')}</g></g></svg>`;
  return { svg, days: days.length };
}

function pathOf(points: readonly Point[], wall: WallTime, y: (mmolL: number) => number): string {
  const from = points[0]?.[0] ?? 0;
  let last = Number.NEGATIVE_INFINITY;
  let path = '';
  for (const [at, value] of thinOut(points, from, from + DAY, PANEL / 2)) {
    path += `${at - last > GAP_MS ? 'M' : 'L'}${round((PANEL * minuteOf(wall(at))) / 1440)} ${round(y(value))}`;
    last = at;
  }
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
