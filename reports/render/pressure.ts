import type { MedicineMark } from '../charts/medicine-lines.ts';
import { pressureCourseChart } from '../charts/pressure-course.ts';
import type { PressureMean, Report, SectionOf } from '../report.ts';
import type { Block, Part } from './blocks.ts';
import type { Speech } from './speech.ts';
import { svgOf } from './svg.ts';
import { figureTile, percent, shortfall, signed, tile } from './tile.ts';

const pair = ({ systolicMmHg, diastolicMmHg }: Pick<PressureMean, 'systolicMmHg' | 'diastolicMmHg'>): string =>
  `${Math.round(systolicMmHg)}/${Math.round(diastolicMmHg)}`;
const mmHg = (value: number): string => `${value.toFixed(1)} mmHg`;
const difference = (value: number): string => `${signed(String(Math.abs(Math.round(value))), value)} mmHg`;

export function pressurePart(pressure: SectionOf<'pressure'>, report: Report, marks: readonly MedicineMark[], speech: Speech): Part {
  const { say } = speech;
  const { mean, morning, evening, all, previous, irregularPulse, figures, goal, protocol } = pressure;
  const name = say(protocol.source === 'esh-home-2010' ? 'protocol' : 'protocolAll');
  const tiles = [
    'need' in mean
      ? { ...tile(name, '–', shortfall(mean, speech)), muted: true }
      : tile(name, pair(mean), say('protocolNote', { n: mean.n, sessions: mean.sessions, asked: mean.sessionsAsked })),
    ...(morning ? [tile(say('morning'), pair(morning), `n = ${morning.n}`)] : []),
    ...(evening ? [tile(say('evening'), pair(evening), `n = ${evening.n}`)] : []),
    tile(say('all'), pair(all), previous ? say('before', { value: pair(previous) }) : `n = ${all.n}`),
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
