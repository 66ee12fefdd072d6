import type { MedicineMark } from '../charts/medicine-lines.ts';
import { pressureCourseChart } from '../charts/pressure-course.ts';
import type { Shortfall } from '../figure.ts';
import type { PressureMean, Report, SectionOf } from '../report.ts';
import type { Block, Part, Tile } from './blocks.ts';
import type { Speech } from './speech.ts';
import { svgOf } from './svg.ts';
import { figureTile, percent, shortfall, signed, tile } from './tile.ts';

const pair = ({ systolicMmHg, diastolicMmHg }: Pick<PressureMean, 'systolicMmHg' | 'diastolicMmHg'>): string =>
  `${Math.round(systolicMmHg)}/${Math.round(diastolicMmHg)}`;
const mmHg = (value: number): string => `${value.toFixed(1)} mmHg`;
const difference = (value: number): string => `${signed(String(Math.abs(Math.round(value))), value)} mmHg`;

function meanTile(name: string, mean: PressureMean, missing: Shortfall | undefined, speech: Speech, note = `n = ${mean.n}`): Tile {
  if (!missing) return tile(name, pair(mean), note);
  return { name, value: pair(mean), note: `${speech.say('preliminary')} · ${shortfall(missing, speech)}`, muted: true };
}

export function pressurePart(pressure: SectionOf<'pressure'>, report: Report, marks: readonly MedicineMark[], speech: Speech): Part {
  const { say } = speech;
  const { mean, morning, evening, all, previous, irregularPulse, meansShort, figures, goal, protocol } = pressure;
  const name = say(protocol.source === 'esh-home-2010' ? 'protocol' : 'protocolAll');
  const tiles = [
    'need' in mean
      ? { ...tile(name, '–', shortfall(mean, speech)), muted: true }
      : tile(name, pair(mean), say('protocolNote', { n: mean.n, sessions: mean.sessions, asked: mean.sessionsAsked })),
    ...(morning ? [meanTile(say('morning'), morning, meansShort.morning, speech)] : []),
    ...(evening ? [meanTile(say('evening'), evening, meansShort.evening, speech)] : []),
    meanTile(say('all'), all, meansShort.all, speech, previous && say('before', { value: pair(previous) })),
    figureTile(say('atGoal'), figures.atGoal, percent, speech, say('goal', { goal: `< ${goal.systolic}/${goal.diastolic} mmHg` })),
    tile(
      say('highestSystolic'),
      String(Math.round(all.highestSystolic)),
      irregularPulse > 0 ? `${say('irregular')} ${irregularPulse} / ${all.n}` : 'mmHg',
    ),
    figureTile(
      say('variability'),
      figures.systolicSd,
      mmHg,
      speech,
      figures.systolicCv.value === null ? '' : `CV ${percent(figures.systolicCv.value)}`,
    ),
    figureTile(say('arv'), figures.systolicArv, mmHg, speech, say('arvNote')),
    figureTile(say('morningEvening'), figures.morningEvening, difference, speech, say('systolic')),
    // Who never measures at night is not told three times that there are no nights.
    ...(figures.nightDip.n > 0
      ? [
          figureTile(say('nightDip'), figures.nightDip, percent, speech, pressure.nightPattern ? say(`dip.${pressure.nightPattern}`) : ''),
          figureTile(say('surge'), figures.morningSurge, difference, speech, say('systolic')),
        ]
      : []),
  ];
  const { from, to, zone } = report;
  const chart = pressureCourseChart(pressure, { from, to, zone, language: speech.language, marks });
  const blocks: Block[] = [
    { is: 'tiles', tiles },
    { is: 'chart', title: say('course'), svg: svgOf(chart), ...leftOut(mean, speech) },
  ];
  return { name: 'pressure', title: say('pressure'), blocks };
}

/** Which readings of the week are not in its mean. */
function leftOut(mean: SectionOf<'pressure'>['mean'], { say }: Speech): { readonly note?: string } {
  if ('need' in mean || mean.discarded === 0) return {};
  const { firstDay, outsideSessions, beyondSession } = mean.left;
  return { note: say('leftOut', { firstDay, outsideSessions, beyondSession }) };
}
