import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { glucoseMetrics } from './all-glucose.ts';
import { dayGrid } from './day-grid.ts';
import { allEpisodes, countEpisodes, knownDays } from './episodes.ts';
import { mean } from './glucose.ts';
import { meanAmplitude } from './mage.ts';
import { conga } from './swings.ts';

/* What R iglu 4.2.2 publishes for three people, at full precision; fixtures/NOTICE.md says where files and figures are from. */

interface Published {
  readonly [name: string]: number | Record<string, { total: number; perDay: number; minutes: number; glucose: number | null }>;
  readonly episodes: Record<string, { total: number; perDay: number; minutes: number; glucose: number | null }>;
}

const file = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const published = JSON.parse(file('iglu-published.json')) as Record<string, Published>;
const rows = `${file('iglu-subject-1.csv').trim()}\n${file('iglu-subjects-2-3.csv').trim()}`
  .split('\n')
  .filter((line) => line.includes('Subject'))
  .map((line) => line.replaceAll('"', '').split(','))
  .map(([, id, time, value]) => ({ id: id!, at: Date.parse(`${time!.replace(' ', 'T')}Z`), value: Number(value) }));
const of = (id: string) => {
  const theirs = rows.filter((row) => row.id === id);
  return { wallMs: theirs.map(({ at }) => at), mgPerDl: theirs.map(({ value }) => value) };
};

/** iglu rounds 10 x 1.509² = 22.77081 to 22.77. */
const ROUNDED = 22.77 / 22.77081;
const NAMES = [
  ['mean', 'mean', 1],
  ['median', 'median', 1],
  ['iqr', 'IQR', 1],
  ['sd', 'SD', 1],
  ['cvPercent', 'CV', 1],
  ['gmiPercent', 'GMI', 1],
  ['estimatedA1cPercent', 'eA1C', 1],
  ['inRangePercent', 'in_range_70_180', 1],
  ['inPregnancyRangePercent', 'in_range_63_140', 1],
  ['abovePregnancyRangePercent', 'above_140', 1],
  ['belowRangePercent', 'below_70', 1],
  ['veryLowPercent', 'below_54', 1],
  ['aboveRangePercent', 'above_180', 1],
  ['veryHighPercent', 'above_250', 1],
  ['gri', 'GRI', 1],
  ['lbgi', 'LBGI', ROUNDED],
  ['hbgi', 'HBGI', ROUNDED],
  ['adrr', 'ADRR', ROUNDED],
  ['jIndex', 'J_index', 1],
  ['mage', 'MAGE', 1],
  ['modd', 'MODD', 1],
  ['conga24h', 'CONGA', 1],
  ['activePercent', 'active_percent', 1],
] as const;

test.each(Object.keys(published))('%s: 23 figures to nine decimals', (id) => {
  const { wallMs, mgPerDl } = of(id);
  const ours = glucoseMetrics(wallMs, mgPerDl.map(mmolPerLFromMgPerDl), 'mg/dL');
  expect(mgPerDl.length).toBeGreaterThan(1500);
  for (const [name, theirs, factor] of NAMES) expect(Number(ours[name]) * factor, name).toBeCloseTo(published[id]![theirs] as number, 9);
});

test.each(Object.keys(published))('%s: episodes of every kind, how many, how long, how low or high', (id) => {
  const { wallMs, mgPerDl } = of(id);
  const grid = dayGrid(wallMs, mgPerDl)!;
  const found = allEpisodes(grid, { level1: 70, level2: 54 }, { level1: 180, level2: 250 });
  const days = knownDays(grid);
  const kinds = {
    lowLevel1: 'hypo lv1',
    lowLevel2: 'hypo lv2',
    lowProlonged: 'hypo extended',
    highLevel1: 'hyper lv1',
    highLevel2: 'hyper lv2',
  } as const;
  for (const [kind, theirs] of Object.entries(kinds)) {
    const { total, perDay, minutes, glucose } = published[id]!.episodes[theirs]!;
    const episodes = found[kind as keyof typeof kinds];
    const count = countEpisodes(episodes, days);
    expect(count.episodes, kind).toBe(total);
    expect(count.perDay, kind).toBeCloseTo(perDay, 9);
    expect(count.meanMinutes, kind).toBeCloseTo(minutes, 9);
    if (glucose !== null) expect(mean(episodes.map((one) => one.mean)), kind).toBeCloseTo(glucose, 9);
  }
});

test.each(Object.keys(published))('%s: CONGA of 96 hours', (id) => {
  const { wallMs, mgPerDl } = of(id);
  expect(conga(dayGrid(wallMs, mgPerDl)!, 96)).toBeCloseTo(published[id]!['CONGA 96 h'] as number, 9);
});

test('MAGE of a trace that does not swing, and of nothing, is none', () => {
  const wallMs = Array.from({ length: 601 }, (_, i) => i * 300_000);
  const flat = dayGrid(
    wallMs,
    wallMs.map(() => 100),
    5,
  )!;
  expect(meanAmplitude(flat).mean).toBeNaN();
  expect(meanAmplitude({ values: new Float64Array(0) }).mean).toBeNaN();
  const wave = dayGrid(
    wallMs,
    wallMs.map((_, i) => 100 + 50 * Math.cos((i * Math.PI) / 50)),
    5,
  )!;
  expect(meanAmplitude(wave).mean).toBeCloseTo(100, 1);
});
