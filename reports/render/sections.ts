import { agpChart } from '../charts/agp.ts';
import { glucoseCourseChart } from '../charts/glucose-course.ts';
import { BAND_COLOUR } from '../charts/palette.ts';
import { pressureCourseChart } from '../charts/pressure-course.ts';
import type { Figure, Shortfall } from '../figure.ts';
import { BANDS, bandsOf, inUnit } from '../metrics/time-in-range.ts';
import type { PressureMean, Report, SectionOf } from '../report.ts';
import { escaped, type Speech } from './speech.ts';
import { svgOf } from './svg.ts';

/* Each section of the report as HTML. */

const section = (title: string, body: string, name = ''): string => `<section class="${name}"><h2>${title}</h2>${body}</section>`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`;
const tile = (name: string, value: string, note = ''): string =>
  `<div class="tile"><span>${name}</span><b>${value}</b><small>${note}</small></div>`;

const shortfall = ({ have, need, of }: Shortfall, { say }: Speech): string => say('shortfall', { have, need, of: say(`of.${of}`) });

export function attentionHtml({ alerts, gaps }: SectionOf<'attention'>, speech: Speech): string {
  const { say, of, moment, values } = speech;
  const lines = [
    ...alerts.map((alert) => {
      const when = alert.late ? say('lateNote', { opened: moment(alert.opened), raised: moment(alert.raised) }) : moment(alert.opened);
      const open = alert.state === 'resolved' ? '' : `<em>${say('stillOpen')}</em>`;
      const often = alert.times > 1 ? say('times', { n: alert.times, at: when }) : when;
      return `<li class="${alert.severity}"><b>${of(alert.title)}</b> ${values(alert)} ${open}<small>${often}</small></li>`;
    }),
    ...gaps.map(({ kind, ...gap }) => `<li class="low">${say('gap', { ...gap, kind: say(kind as 'glucose') })}</li>`),
  ];
  return section(say('attention'), lines.length > 0 ? `<ul>${lines.join('')}</ul>` : `<p>${say('nothing')}</p>`, 'attention');
}

export function glucoseHtml(glucose: SectionOf<'glucose'>, report: Report, speech: Speech): string {
  const { say, glucose: amount, shown, unit } = speech;
  const { mean, sd, cv, gmi } = glucose.figures;
  const figure = (name: string, one: Figure, text: (value: number) => string, note = ''): string => {
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
  return section(
    say('glucose'),
    `<div class="tiles">${tiles.join('')}</div>${sharesHtml(glucose, speech)}<h3>${say('course')}</h3>${svgOf(course)}`,
  );
}

function sharesHtml({ shares, goals }: SectionOf<'glucose'>, { say }: Speech): string {
  const bar = BANDS.map((band) => `<i style="width:${shares[band]}%;background:${BAND_COLOUR[band]}"></i>`).join('');
  const names = BANDS.map((band) => {
    const goal = goals[band];
    const asked = goal
      ? ` <small>${say('goal', { goal: goal.atLeast === undefined ? `< ${goal.below} %` : `≥ ${goal.atLeast} %` })}</small>`
      : '';
    return `<span><i style="background:${BAND_COLOUR[band]}"></i>${say(band)} <b>${shares[band].toFixed(1)} %</b>${asked}</span>`;
  });
  return `<h3>${say('shares')}</h3><div class="bar">${bar}</div><div class="legend">${names.join('')}</div>`;
}

export function agpHtml({ points, days, activePercent }: SectionOf<'agp'>, report: Report, speech: Speech): string {
  const { say, shown, unit } = speech;
  const bands = bandsOf[report.patient.group];
  const chart = agpChart(points, [shown(bands.low.mmolL), shown(bands.high.mmolL)], shown, unit);
  return section(
    say('agp'),
    `${svgOf(chart, { height: 270 })}<p class="note">${say('agpNote', { days: days.toFixed(1), active: activePercent.toFixed(0) })}</p>`,
  );
}

export function mealsHtml({ slots }: SectionOf<'meals'>, { say, shown, unit }: Speech): string {
  const heads = [say('slot'), say('count'), `${say('mean')} (${unit})`, say('lowest'), say('highest')];
  return section(
    say('meals'),
    table(
      heads,
      slots.map(({ slot, n, mean, lowest, highest }) => [
        say(slot),
        String(n),
        String(shown(mean)),
        String(shown(lowest)),
        String(shown(highest)),
      ]),
    ),
  );
}

const pair = ({ systolicMmHg, diastolicMmHg }: Pick<PressureMean, 'systolicMmHg' | 'diastolicMmHg'>): string =>
  `${Math.round(systolicMmHg)}/${Math.round(diastolicMmHg)}`;

export function pressureHtml(pressure: SectionOf<'pressure'>, report: Report, speech: Speech): string {
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
  return section(say('pressure'), `<div class="tiles">${tiles.join('')}</div><h3>${say('course')}</h3>${svgOf(chart)}`);
}

export function alertsHtml({ alerts }: SectionOf<'alerts'>, speech: Speech): string {
  const { say, of, moment, values } = speech;
  const rows = alerts
    .slice(0, 40)
    .map((alert) => [
      moment(alert.opened),
      `${of(alert.title)}${alert.late ? ` <small>(${say('late')}: ${moment(alert.raised)})</small>` : ''}`,
      values(alert),
      say(`severity.${alert.severity}`),
      say(alert.state),
    ]);
  return section(`${say('alerts')} (${alerts.length})`, table([say('opened'), say('what'), '', say('severity'), say('state')], rows));
}

export function saidHtml({ advice, questions }: SectionOf<'said'>, { say, of, moment }: Speech): string {
  const lines = [
    ...advice.map(
      ({ written, text, by }) =>
        `<li>${escaped(text)}<small>${moment(written)} · ${say('by', { by: by === 'curated' ? say('curated') : escaped(by) })}</small></li>`,
    ),
    ...questions.map(
      ({ asked, question, state, answer }) =>
        `<li>${of(question)} → <b>${answer ? of(answer) : say(state === 'answered' ? 'open' : state)}</b><small>${moment(asked)}</small></li>`,
    ),
  ];
  return section(say('said'), `<ul>${lines.join('')}</ul>`);
}

export function dataHtml({ readings, excluded, clockDoubts, late, plan }: SectionOf<'data'>, { say }: Speech): string {
  const lines = [
    ...plan.map(({ kind, ...rest }) => say('plan', { ...rest, kind: say(kind as 'glucose') })),
    `${readings} ${say('readings')}`,
    ...(excluded > 0 ? [`${excluded} ${say('excluded')}`] : []),
    ...(clockDoubts > 0 ? [`${clockDoubts} ${say('clockDoubts')}`] : []),
    ...(late > 0 ? [`${late} ${say('lateReadings')}`] : []),
  ];
  return section(say('data'), `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>`);
}
