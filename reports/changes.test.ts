import { expect, test } from 'vitest';
import { reportInput } from '../bench/report-house.ts';
import { DAY } from '../domain/clock.ts';
import { buildReport, type ReportInput } from './build.ts';
import { pageOf } from './render/page.ts';
import type { SectionOf } from './report.ts';

const base = reportInput(14);
const changesOf = (more: Partial<ReportInput>) => {
  const report = buildReport({ ...base, ...more });
  return { report, changes: report.sections.find((one): one is SectionOf<'changes'> => one.section === 'changes')! };
};
const figure = (changes: SectionOf<'changes'>, name: string) => changes.figures.find((one) => one.figure === name)!;

test('the period against the one before: each figure with its change', () => {
  const { changes } = changesOf({});
  expect(changes).toMatchObject({ since: 'period-before', now: { from: base.from, to: base.to }, before: { from: base.from - 14 * DAY } });
  const mean = figure(changes, 'glucose.mean');
  expect(mean.comparable).toBe(true);
  expect(mean.change).toBeCloseTo(mean.now! - mean.before!, 12);
  expect(figure(changes, 'alerts.count')).toMatchObject({ now: 12, before: 5, change: 7 });
});

test('a visit within the period parts it: as many days before it as behind it', () => {
  const lastVisit = base.to - 10 * DAY;
  const { changes } = changesOf({ lastVisit });
  expect(changes).toMatchObject({
    since: 'last-visit',
    now: { from: lastVisit, to: base.to },
    before: { from: lastVisit - 10 * DAY, to: lastVisit },
  });
  // Ten days of a sensor hold 2,880 readings: 70 % of fourteen days are 2,823.
  expect(figure(changes, 'glucose.target-share').comparable).toBe(true);
});

test('data that do not suffice: not comparable, withheld, and said on both sides, also on the page', () => {
  const { report, changes } = changesOf({ previous: base.previous.filter(({ kind }) => kind === 'glucose').slice(0, 100) });
  expect(figure(changes, 'glucose.target-share')).toEqual({
    figure: 'glucose.target-share',
    unit: '%',
    now: expect.any(Number),
    before: null,
    comparable: false,
    why: { before: { have: 100, need: 2823, of: 'sensor-readings' } },
  });
  expect(figure(changes, 'pressure.systolic')).toMatchObject({ before: null, comparable: false, why: { before: { have: 0 } } });
  const page = pageOf(report, { language: 'en', clinic: '' });
  const part = page.parts.find(({ name }) => name === 'changes')!;
  const table = part.blocks[0] as Extract<(typeof part.blocks)[number], { is: 'table' }>;
  const row = table.rows.findIndex(([name]) => name === 'Time in range');
  expect(table.rows[row]).toEqual([
    'Time in range',
    expect.stringMatching(/%$/),
    '–',
    'not comparable: before too few data: 100 of 2823 sensor readings',
  ]);
  expect(table.muted).toContain(row);
});

test('who says nothing of the alerts before is told nothing of their number', () => {
  const { alertsBefore: _, ...rest } = base;
  const report = buildReport(rest);
  const changes = report.sections.find((one): one is SectionOf<'changes'> => one.section === 'changes')!;
  expect(figure(changes, 'alerts.count')).toBeUndefined();
});
