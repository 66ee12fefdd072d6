import { agpChart } from '../charts/agp.ts';
import { bandsOf } from '../metrics/time-in-range.ts';
import type { Report, SectionOf } from '../report.ts';
import type { Item, Part } from './blocks.ts';
import type { Speech } from './speech.ts';
import { svgOf } from './svg.ts';

/* Each section of the report in words. */

export function agpPart({ points, days, activePercent }: SectionOf<'agp'>, report: Report, speech: Speech): Part {
  const { say, shown, unit } = speech;
  const bands = bandsOf[report.patient.group];
  const chart = agpChart(points, [shown(bands.low.mmolL), shown(bands.high.mmolL)], shown, unit);
  const note = say('agpNote', { days: days.toFixed(1), active: activePercent.toFixed(0) });
  return { name: 'agp', title: say('agp'), blocks: [{ is: 'chart', svg: svgOf(chart, { height: 270 }), note }] };
}

export function mealsPart({ slots }: SectionOf<'meals'>, { say, shown, unit }: Speech): Part {
  const heads = [say('slot'), say('count'), `${say('mean')} (${unit})`, say('lowest'), say('highest')];
  const numbers = [1, 2, 3, 4];
  const rows = slots.map(({ slot, n, mean, lowest, highest }) => [
    say(slot),
    String(n),
    ...[mean, lowest, highest].map((value) => String(shown(value))),
  ]);
  return { name: 'meals', title: say('meals'), blocks: [{ is: 'table', heads, rows, numbers }] };
}

const MOST_ALERTS = 40;

export function alertsPart({ alerts }: SectionOf<'alerts'>, speech: Speech): Part {
  const { say, of, moment, values } = speech;
  const rows = alerts
    .slice(0, MOST_ALERTS)
    .map((alert) => [
      moment(alert.opened),
      `${of(alert.title)}${alert.late ? ` (${say('late')}: ${moment(alert.raised)})` : ''}`,
      values(alert),
      say(`severity.${alert.severity}`),
      say(alert.state),
    ]);
  const heads = [say('opened'), say('what'), '', say('severity'), say('state')];
  return { name: 'alerts', title: `${say('alerts')} (${alerts.length})`, blocks: [{ is: 'table', heads, rows }] };
}

export function saidPart({ advice, questions }: SectionOf<'said'>, { say, of, moment }: Speech): Part {
  const items: Item[] = [
    ...advice.map(({ written, text, by }) => ({
      text,
      note: `${moment(written)} · ${say('by', { by: by === 'curated' ? say('curated') : by })}`,
    })),
    ...questions.map(({ asked, question, state, answer }) => ({
      text: `${of(question)} → `,
      after: answer ? of(answer) : say(state === 'answered' ? 'open' : state),
      note: moment(asked),
    })),
  ];
  return { name: 'said', title: say('said'), blocks: [{ is: 'list', items }] };
}

export function dataPart(
  { readings, excluded, clockDoubts, late, plan, transmission }: SectionOf<'data'>,
  last: string,
  { say }: Speech,
): Part {
  const lines = [
    ...plan.map(({ kind, ...rest }) => say(rest.everyDays === 1 ? 'planDaily' : 'plan', { ...rest, kind: say(kind as 'glucose') })),
    say('transmission', { days: transmission.days, of: transmission.of, need: transmission.need, last }),
    `${readings} ${say('readings')}`,
    ...(excluded > 0 ? [`${excluded} ${say('excluded')}`] : []),
    ...(clockDoubts > 0 ? [`${clockDoubts} ${say('clockDoubts')}`] : []),
    ...(late > 0 ? [`${late} ${say('lateReadings')}`] : []),
  ];
  return { name: 'data', title: say('data'), blocks: [{ is: 'list', items: lines.map((text) => ({ text })) }] };
}
