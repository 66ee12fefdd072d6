import { glucoseCourseChart } from '../charts/glucose-course.ts';
import type { MedicineMark } from '../charts/medicine-lines.ts';
import { BAND_COLOUR } from '../charts/palette.ts';
import { HIGH_KINDS, LOW_KINDS } from '../metrics/episodes.ts';
import { BANDS, bandsOf, limitText } from '../metrics/time-in-range.ts';
import type { Report, SectionOf } from '../report.ts';
import type { Block, Part } from './blocks.ts';
import type { Speech } from './speech.ts';
import { svgOf } from './svg.ts';
import { figureTile, percent, shortfall, tile } from './tile.ts';

export function glucosePart(glucose: SectionOf<'glucose'>, report: Report, marks: readonly MedicineMark[], speech: Speech): Part {
  const { say, glucose: amount, bare, unit } = speech;
  const { mean, sd, cv, gmi } = glucose.figures;
  const { beside, overlapping = 0 } = glucose;
  const before = glucose.previousMean === undefined ? '' : say('before', { value: amount(glucose.previousMean) });
  const tiles = [
    figureTile(say('mean'), mean, amount, speech, before),
    figureTile(say('sd'), sd, amount, speech),
    figureTile(say('cv'), cv, percent, speech),
    figureTile(say('gmi'), gmi, percent, speech, gmi.value === null ? say('notInPregnancy') : ''),
    tile(say('range'), `${bare(glucose.lowest)} – ${bare(glucose.highest)}`, glucose.beyond > 0 ? `HI/LO ${glucose.beyond}` : unit),
    tile(say('readings'), mean.n.toLocaleString('en'), overlapping > 0 ? say('overlapping', { n: overlapping }) : ''),
    ...(beside ? [besideTile(beside, speech)] : []),
  ];
  // Where there is a profile of the day it comes before the details, as on the profile's report of the consensus.
  const profiled = report.sections.some(({ section }) => section === 'agp');
  return {
    name: 'glucose',
    title: say('glucose'),
    blocks: [
      { is: 'tiles', tiles },
      sharesBlock(glucose, report, speech),
      ...(profiled ? [] : glucoseDetails(glucose, report, marks, speech)),
    ],
  };
}

/** Finger-sticks beside a sensor: how many, their mean and range. They are in no other figure. */
const besideTile = (
  { sensor, n, mean, lowest, highest, beyond }: NonNullable<SectionOf<'glucose'>['beside']>,
  { say, glucose: amount, bare }: Speech,
) =>
  tile(
    say(sensor ? 'besideSensor' : 'besideSticks'),
    amount(mean),
    `${say('besideNote', { n, lowest: bare(lowest), highest: bare(highest) })}${beyond > 0 ? ` · HI/LO ${beyond}` : ''}`,
  );

/** The course of the whole period, and of a sensor its episodes and indices. */
export function glucoseDetails(
  glucose: SectionOf<'glucose'>,
  report: Report,
  marks: readonly MedicineMark[],
  speech: Speech,
  withCourse = true,
): readonly Block[] {
  const { say, shown, unit, language } = speech;
  const bands = bandsOf[report.patient.group];
  const target = [shown(bands.low.mmolL), shown(bands.high.mmolL)] as const;
  const { from, to, zone } = report;
  const course = glucoseCourseChart(glucose, { from, to, zone, language, target, shown, unit, marks });
  return [
    ...(withCourse ? [{ is: 'chart' as const, title: say('course'), svg: svgOf(course) }] : []),
    ...(glucose.episodes ? [episodesBlock(glucose.episodes, report, speech)] : []),
    ...(glucose.sensor ? [indicesBlock(glucose.indices, speech)] : []),
  ];
}

/** `<3.0`, `3.0–3.8` …: what each band is, in the reader's unit. */
function bandText(band: (typeof BANDS)[number], { patient }: Report, { unit }: Speech): string {
  const { low, veryLow, high, veryHigh } = bandsOf[patient.group];
  const at = (limit: { readonly mmolL: number; readonly mgDl: number }) =>
    unit === 'mmol/L' ? limit.mmolL.toFixed(1) : String(limit.mgDl);
  switch (band) {
    case 'veryLow':
      return `< ${at(veryLow)}`;
    case 'low':
      return `${at(veryLow)} – < ${at(low)}`;
    case 'target':
      return `${at(low)} – ${at(high)}`;
    case 'high':
      return veryHigh ? `> ${at(high)} – ${at(veryHigh)}` : `> ${at(high)}`;
    case 'veryHigh':
      return veryHigh ? `> ${at(veryHigh)}` : '';
  }
}

function sharesBlock({ shares, goals, sharesShort }: SectionOf<'glucose'>, report: Report, speech: Speech): Block {
  const { say, unit } = speech;
  const bands = bandsOf[report.patient.group];
  /** A goal for all that is low or high stands with the share of all of it: beside the slice alone a missed goal would look met. */
  const goalText = (band: (typeof BANDS)[number]): string | undefined => {
    const goal = goals[band];
    if (!goal) return undefined;
    const text = goal.atLeast === undefined ? `< ${goal.below} %` : `≥ ${goal.atLeast} %`;
    const all = (edge: string, share: number) => say('goalOfAll', { edge, share: percent(share), goal: text });
    if (band === 'low') return all(`< ${limitText(bands.low, unit)}`, shares.veryLow + shares.low);
    if (band === 'high' && bands.veryHigh) return all(`> ${limitText(bands.high, unit)}`, shares.high + shares.veryHigh);
    return say('goal', { goal: text });
  };
  const parts = BANDS.flatMap((band) => {
    const edges = bandText(band, report, speech);
    if (edges === '') return [];
    const asked = goalText(band);
    const name = `${say(band)} ${edges}`;
    return [{ name, percent: shares[band], colour: BAND_COLOUR[band], ...(asked ? { goal: asked } : {}) }];
  });
  const title = `${say('shares')} (${unit})`;
  if (!sharesShort) return { is: 'bar', title, parts };
  return { is: 'bar', title: `${title} · ${say('preliminary')} · ${shortfall(sharesShort, speech)}`, parts, muted: true };
}

function episodesBlock(episodes: NonNullable<SectionOf<'glucose'>['episodes']>, { patient }: Report, { say, unit }: Speech): Block {
  const { low, veryLow, high, veryHigh = bandsOf.adult.veryHigh! } = bandsOf[patient.group];
  const edge = { lowLevel1: low, lowLevel2: veryLow, lowProlonged: low, highLevel1: high, highLevel2: veryHigh };
  const rows = [...LOW_KINDS, ...HIGH_KINDS].map((kind) => {
    const { episodes: n, perDay, meanMinutes, nocturnal } = episodes[kind];
    const limit = limitText(edge[kind], unit);
    return [
      say(`episode.${kind}`, { limit }),
      String(n),
      perDay.toFixed(2),
      n > 0 ? String(Math.round(meanMinutes)) : '–',
      String(nocturnal),
    ];
  });
  const heads = [say('episodeKind', { unit }), say('count'), say('perDay'), say('meanMinutes'), say('nocturnal')];
  return { is: 'table', title: say('episodes'), heads, rows, numbers: [1, 2, 3, 4] };
}

function indicesBlock(indices: SectionOf<'glucose'>['indices'], speech: Speech): Block {
  const { say, glucose: amount } = speech;
  const index = (value: number) => value.toFixed(1);
  return {
    is: 'tiles',
    tiles: [
      figureTile('GRI', indices.gri, index, speech, say(indices.gri.value === null ? 'notInPregnancy' : 'griNote')),
      figureTile('LBGI', indices.lbgi, index, speech, say('lbgiNote')),
      figureTile('HBGI', indices.hbgi, index, speech, say('hbgiNote')),
      figureTile('MAGE', indices.mage, amount, speech, say('mageNote')),
      figureTile('MODD', indices.modd, amount, speech, say('moddNote')),
      figureTile(say('median'), indices.median, amount, speech),
    ],
  };
}
