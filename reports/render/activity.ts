import { activityDaysChart } from '../charts/activity-days.ts';
import type { Report, SectionOf } from '../report.ts';
import type { Block, Part } from './blocks.ts';
import type { Speech } from './speech.ts';
import { svgOf } from './svg.ts';
import { figureTile, tile } from './tile.ts';

/** Steps and minutes, and a bar for each day. */
export function activityPart(activity: SectionOf<'activity'>, report: Report, speech: Speech): Part {
  const { say, language } = speech;
  const { figures, lowest, highest, days, counted, worn, unfinished, littleWorn, goal, previousStepsPerDay, points } = activity;
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const text = (value: number) => whole.format(Math.round(value));
  const before = previousStepsPerDay === undefined ? '' : say('before', { value: text(previousStepsPerDay) });
  const minutes = (value: number) => `${text(value)} ${say('minutesUnit')}`;
  const left = [
    ...(unfinished > 0 ? [say('daysUnfinished', { n: unfinished })] : []),
    ...(littleWorn > 0 ? [say('daysLittleWorn', { n: littleWorn })] : []),
    ...(worn < counted ? [say('wearUnknown', { n: counted - worn })] : []),
  ];
  const tiles = [
    figureTile(say('stepsPerDay'), figures.stepsPerDay, text, speech, before),
    ...(lowest === undefined || highest === undefined ? [] : [tile(say('range'), `${text(lowest)} – ${text(highest)}`, say('stepsUnit'))]),
    tile(say('daysCounted'), `${counted} / ${days}`, left.join(' · ')),
    // Who has no device that knows minutes is not told that there are none.
    ...(figures.weeklyMinutes.n > 0
      ? [figureTile(say('weeklyMinutes'), figures.weeklyMinutes, minutes, speech, say('goal', { goal: `≥ ${goal.weeklyMinutes}` }))]
      : []),
  ];
  const chart: readonly Block[] =
    points.length > 1
      ? [{ is: 'chart', title: say('course'), svg: svgOf(activityDaysChart(points, report, language), { height: 150 }) }]
      : [];
  return { name: 'activity', title: say('activity'), blocks: [{ is: 'tiles', tiles }, ...chart] };
}
