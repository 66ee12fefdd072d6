import { agpChart } from '../charts/agp.ts';
import { glucoseCourseChart } from '../charts/glucose-course.ts';
import { BAND_COLOUR } from '../charts/palette.ts';
import { pressureCourseChart } from '../charts/pressure-course.ts';
import type { Figure, Shortfall } from '../figure.ts';
import { BANDS, bandsOf, inUnit } from '../metrics/time-in-range.ts';
import type { PressureMean, Report, SectionOf } from '../report.ts';
import type { Block, Item, Part, Tile } from './blocks.ts';
import type { Speech } from './speech.ts';
import { svgOf } from './svg.ts';

/* Each section of the report in words. */

const tile = (name: string, value: string, note = ''): Tile => ({ name, value, note });

const shortfall = ({ have, need, of }: Shortfall, { say }: Speech): string => say('shortfall', { have, need, of: say(`of.${of}`) });

export function attentionPart({ dangers, alerts, gaps }: SectionOf<'attention'>, speech: Speech): Part {
  const { say, of, moment, values } = speech;
  const items: Item[] = [
    ...dangers.map(({ question, answer, answered }) => ({
      mark: 'high' as const,
      text: `${of(question)} →`,
      after: of(answer),
      note: say('answeredAt', { at: moment(answered) }),
    })),
    ...alerts.map((alert) => {
      const when = alert.late ? say('lateNote', { opened: moment(alert.opened), raised: moment(alert.raised) }) : moment(alert.opened);
      return {
        mark: alert.severity,
        strong: of(alert.title),
        text: values(alert),
        ...(alert.state === 'resolved' ? {} : { flag: say('stillOpen') }),
        note: alert.times > 1 ? say('times', { n: alert.times, at: when }) : when,
      };
    }),
    ...gaps.map(({ kind, ...gap }) => ({ mark: 'low' as const, text: say('gap', { ...gap, kind: say(kind as 'glucose') }) })),
  ];
  const block: Block = items.length > 0 ? { is: 'list', items } : { is: 'text', text: say('nothing') };
  return { name: items.length > 0 ? 'attention' : 'calm', title: say('attention'), blocks: [block] };
}

export function glucosePart(glucose: SectionOf<'glucose'>, report: Report, speech: Speech): Part {
  const { say, glucose: amount, shown, unit } = speech;
  const { mean, sd, cv, gmi } = glucose.figures;
  const figure = (name: string, one: Figure, text: (value: number) => string, note = ''): Tile => {
    if (one.value === null) return tile(name, '–', one.why ? shortfall(one.why, speech) : '');
    return tile(name, text(one.value), one.sufficient ? note : `${say('preliminary')} · ${one.why ? shortfall(one.why, speech) : ''}`);
  };
  const percent = (value: number) => `${value.toFixed(1)} %`;
  const before = glucose.previousMean === undefined ? '' : say('before', { value: amount(glucose.previousMean) });
  const tiles = [
    figure(say('mean'), mean, amount, before),
    figure(say('sd'), sd, (value) => amount(value)),
    figure(say('cv'), cv, percent),
    figure(say('gmi'), gmi, percent),
    tile(say('range'), `${shown(glucose.lowest)} – ${shown(glucose.highest)}`, glucose.beyond > 0 ? `HI/LO ${glucose.beyond}` : unit),
    tile(say('readings'), String(mean.n)),
  ];
  const bands = bandsOf[report.patient.group];
  const target = [shown(inUnit(bands.low, 'mmol/L')), shown(inUnit(bands.high, 'mmol/L'))] as const;
  const course = glucoseCourseChart(glucose, {
    from: report.from,
    to: report.to,
    zone: report.zone,
    language: speech.language,
    target,
    shown,
    unit,
  });
  return {
    name: 'glucose',
    title: say('glucose'),
    blocks: [{ is: 'tiles', tiles }, sharesBlock(glucose, speech), { is: 'chart', title: say('course'), svg: svgOf(course) }],
  };
}

function sharesBlock({ shares, goals, sharesShort }: SectionOf<'glucose'>, speech: Speech): Block {
  const { say } = speech;
  const parts = BANDS.map((band) => {
    const goal = goals[band];
    const asked = goal && say('goal', { goal: goal.atLeast === undefined ? `< ${goal.below} %` : `≥ ${goal.atLeast} %` });
    return { name: say(band), percent: shares[band], colour: BAND_COLOUR[band], ...(asked ? { goal: asked } : {}) };
  });
  const title = sharesShort ? `${say('shares')} · ${say('preliminary')} · ${shortfall(sharesShort, speech)}` : say('shares');
  return { is: 'bar', title, parts };
}

export function agpPart({ points, days, activePercent }: SectionOf<'agp'>, report: Report, speech: Speech): Part {
  const { say, shown, unit } = speech;
  const bands = bandsOf[report.patient.group];
  const chart = agpChart(points, [shown(bands.low.mmolL), shown(bands.high.mmolL)], shown, unit);
  const note = say('agpNote', { days: days.toFixed(1), active: activePercent.toFixed(0) });
  return { name: 'agp', title: say('agp'), blocks: [{ is: 'chart', svg: svgOf(chart, { height: 270 }), note }] };
}

export function mealsPart({ slots }: SectionOf<'meals'>, { say, shown, unit }: Speech): Part {
  const heads = [say('slot'), say('count'), `${say('mean')} (${unit})`, say('lowest'), say('highest')];
  const rows = slots.map(({ slot, n, mean, lowest, highest }) => [
    say(slot),
    String(n),
    ...[mean, lowest, highest].map((value) => String(shown(value))),
  ]);
  return { name: 'meals', title: say('meals'), blocks: [{ is: 'table', heads, rows }] };
}

const pair = ({ systolicMmHg, diastolicMmHg }: Pick<PressureMean, 'systolicMmHg' | 'diastolicMmHg'>): string =>
  `${Math.round(systolicMmHg)}/${Math.round(diastolicMmHg)}`;

export function pressurePart(pressure: SectionOf<'pressure'>, report: Report, speech: Speech): Part {
  const { say } = speech;
  const { mean, morning, evening, all, previous, irregularPulse } = pressure;
  const tiles = [
    'need' in mean
      ? tile(say('protocol'), '–', shortfall(mean, speech))
      : tile(say('protocol'), pair(mean), say('protocolNote', { n: mean.n, sessions: mean.sessions, asked: mean.sessionsAsked })),
    ...(morning ? [tile(say('morning'), pair(morning), `n = ${morning.n}`)] : []),
    ...(evening ? [tile(say('evening'), pair(evening), `n = ${evening.n}`)] : []),
    tile(say('all'), pair(all), previous ? say('before', { value: pair(previous) }) : `n = ${all.n}`),
    tile(say('variability'), `${all.sd.toFixed(1)} mmHg`),
    tile(
      say('highestSystolic'),
      String(Math.round(all.highestSystolic)),
      irregularPulse > 0 ? `${say('irregular')} ${irregularPulse}` : 'mmHg',
    ),
  ];
  const chart = pressureCourseChart(pressure, { from: report.from, to: report.to, zone: report.zone, language: speech.language });
  const blocks: Block[] = [
    { is: 'tiles', tiles },
    { is: 'chart', title: say('course'), svg: svgOf(chart) },
  ];
  return { name: 'pressure', title: say('pressure'), blocks };
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

export function dataPart({ readings, excluded, clockDoubts, late, plan }: SectionOf<'data'>, { say }: Speech): Part {
  const lines = [
    ...plan.map(({ kind, ...rest }) => say(rest.everyDays === 1 ? 'planDaily' : 'plan', { ...rest, kind: say(kind as 'glucose') })),
    `${readings} ${say('readings')}`,
    ...(excluded > 0 ? [`${excluded} ${say('excluded')}`] : []),
    ...(clockDoubts > 0 ? [`${clockDoubts} ${say('clockDoubts')}`] : []),
    ...(late > 0 ? [`${late} ${say('lateReadings')}`] : []),
  ];
  return { name: 'data', title: say('data'), blocks: [{ is: 'list', items: lines.map((text) => ({ text })) }] };
}
