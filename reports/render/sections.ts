import { DAY, HOUR } from '../../domain/clock.ts';
import { agpChart } from '../charts/agp.ts';
import { DRAWN_DAYS, dailyProfiles } from '../charts/daily-profiles.ts';
import type { MedicineMark } from '../charts/medicine-lines.ts';
import { bandsOf } from '../metrics/time-in-range.ts';
import type { Report, SectionOf } from '../report.ts';
import { wallTimeIn } from '../wall-time.ts';
import type { Block, Item, Part } from './blocks.ts';
import { glucoseDetails } from './glucose.ts';
import type { Speech } from './speech.ts';
import { svgOf } from './svg.ts';
import { shortfall } from './tile.ts';

/* Each section of the report in words. */

export function agpPart(
  { points, days, activePercent }: SectionOf<'agp'>,
  report: Report,
  marks: readonly MedicineMark[],
  speech: Speech,
): Part {
  const { say, shown, unit } = speech;
  const bands = bandsOf[report.patient.group];
  const chart = agpChart(points, [shown(bands.low.mmolL), shown(bands.high.mmolL)], shown, unit);
  const stands = say('agpNote', { days: days.toFixed(1), active: activePercent.toFixed(0) });
  const glucose = report.sections.find(({ section }) => section === 'glucose') as SectionOf<'glucose'> | undefined;
  const short = glucose?.sharesShort;
  const note = short ? `${stands} ${say('preliminary')} · ${shortfall(short, speech)}` : stands;
  return {
    name: 'agp',
    title: say('agp'),
    blocks: [
      { is: 'chart', svg: svgOf(chart, { height: 270 }), note },
      ...(glucose
        ? [
            ...dailyBlocks(glucose, report, speech),
            ...glucoseDetails(glucose, report, marks, speech, !isDrawnByDay(report) || marks.length > 0),
          ]
        : []),
    ],
  };
}

/** The days of the whole period stand one by one: their course once more would say nothing new. */
const isDrawnByDay = ({ from, to }: Report): boolean => to - from <= DRAWN_DAYS * DAY + HOUR;

/** The days of which the profile is made, one by one. */
function dailyBlocks(glucose: SectionOf<'glucose'>, report: Report, { say, shown, dayName }: Speech): readonly Block[] {
  if (!glucose.sensor) return [];
  const { low, high } = bandsOf[report.patient.group];
  const drawn = dailyProfiles(glucose.points, {
    wall: wallTimeIn(report.zone),
    to: report.to,
    target: [low, high].map(({ mmolL }) => ({ mmolL, text: String(shown(mmolL)) })),
    named: dayName,
  });
  return drawn ? [{ is: 'chart', title: say('dailyProfiles', { n: drawn.days }), svg: drawn.svg }] : [];
}

export function mealsPart({ slots }: SectionOf<'meals'>, { say, bare, unit }: Speech): Part {
  const heads = [say('slot'), say('count'), `${say('mean')} (${unit})`, say('lowest'), say('highest')];
  const numbers = [1, 2, 3, 4];
  const rows = slots.map(({ slot, n, mean, lowest, highest }) => [say(slot), String(n), ...[mean, lowest, highest].map(bare)]);
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
  const more = alerts.length - rows.length;
  const rest: readonly Block[] = more > 0 ? [{ is: 'text', text: say('moreAlerts', { n: more }) }] : [];
  return { name: 'alerts', title: `${say('alerts')} (${alerts.length})`, blocks: [{ is: 'table', heads, rows }, ...rest] };
}

export function saidPart(
  { advice, questions, moreAdvice = 0, moreQuestions = 0 }: SectionOf<'said'>,
  { say, of, moment, language }: Speech,
): Part {
  const items: Item[] = [
    ...advice.map(({ written, text, by, language: sentIn = language }) => ({
      text,
      // The words are what the patient read: they are not translated, and say why they look so.
      note: [
        moment(written),
        say('by', { by: by === 'curated' ? say('curated') : by }),
        ...(sentIn === language ? [] : [say(`sentIn.${sentIn}`)]),
      ].join(' · '),
    })),
    ...(moreAdvice > 0 ? [{ text: say('moreAdvice', { n: moreAdvice }) }] : []),
    ...questions.map(({ asked, question, state, answer }) => ({
      text: `${of(question)} → `,
      after: answer ? of(answer) : say(state === 'answered' ? 'open' : state),
      note: moment(asked),
    })),
    ...(moreQuestions > 0 ? [{ text: say('moreQuestions', { n: moreQuestions }) }] : []),
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
    say('readingsInAll', { n: readings.toLocaleString('en') }),
    ...(excluded > 0 ? [`${excluded} ${say('excluded')}`] : []),
    ...(clockDoubts > 0 ? [`${clockDoubts} ${say('clockDoubts')}`] : []),
    ...(late > 0 ? [`${late} ${say('lateReadings')}`] : []),
  ];
  return { name: 'data', title: say('data'), blocks: [{ is: 'list', items: lines.map((text) => ({ text })) }] };
}
