import { expect, test } from 'vitest';
import type { Alert } from '../domain/alert.ts';
import { DAY, HOUR } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import type { Language } from '../domain/source.ts';
import { buildReport, type ReportInput } from './build.ts';
import { pageOf } from './render/page.ts';
import type { SectionOf } from './report.ts';

/** Days without readings, as the first page tells them. */

const FROM = Date.UTC(2026, 2, 1);
const TO = FROM + 14 * DAY;

const weight = (day: number): Reading => ({
  kind: 'weight',
  id: `w${day}`,
  at: FROM + day * DAY + 9 * HOUR,
  received: FROM + day * DAY + 9 * HOUR,
  clock: 'device',
  quality: [],
  patient: 'p1',
  device: 'd',
  weightKg: 70,
});

const reportOf = (days: readonly number[], more: Partial<ReportInput> = {}) =>
  buildReport({
    patient: {
      id: 'p1',
      language: 'en',
      zone: 'Europe/London',
      glucoseUnit: 'mmol/L',
      group: 'adult',
      conditions: [],
      medicines: [],
      allergies: [],
      plan: [{ kind: 'weight', everyDays: 1 }],
    },
    readings: days.map(weight),
    previous: [],
    heardBefore: [],
    alerts: [],
    advice: [],
    followUps: [],
    from: FROM,
    to: TO,
    generatedAt: TO,
    words: () => undefined,
    ...more,
  });

const planOf = (days: readonly number[], more: Partial<ReportInput>) =>
  (reportOf(days, more).sections.find(({ section }) => section === 'data') as SectionOf<'data'>).plan[0];

function told(days: readonly number[], language: Language = 'en', more: Partial<ReportInput> = {}): string[] {
  const [block] = pageOf(reportOf(days, more), { language, clinic: '' }).parts[0]!.blocks;
  return block?.is === 'list' ? block.items.map(({ text, note }) => [text, ...(note ? [note] : [])].join(' | ')) : [];
}

const all = Array.from({ length: 14 }, (_, day) => day);
const without = (...missing: number[]) => all.filter((day) => !missing.includes(day));

test('in the words and dates of the language; one day is one day', () => {
  expect(told(without(2, 5, 6))).toEqual(['No weight readings on Mar 3', 'No weight readings from Mar 6 to Mar 7 (2 days)']);
  expect(told(without(2, 5, 6), 'zh-CN')).toEqual(['3月3日没有体重读数', '3月6日至3月7日没有体重读数（2 天）']);
});

test('a report of one day names it once, in its head and over its figures', () => {
  const page = pageOf(reportOf([0], { to: FROM + DAY, previous: [weight(-1)] }), { language: 'en', clinic: '' });
  expect(page.period).toBe('Mar 1, 2026');
  const [table] = page.parts.find(({ name }) => name === 'changes')!.blocks;
  expect(table?.is === 'table' && table.heads.slice(1, 3)).toEqual(['Mar 1', 'Feb 28']);
});

test('more than three stretches are one line, with the longest of them', () => {
  expect(told(without(1, 3, 5, 6, 9))).toEqual([
    'No weight readings on 5 days, in 4 stretches | the longest: No weight readings from Mar 6 to Mar 7 (2 days)',
  ]);
  expect(told(without(1, 3, 5, 6, 9), 'zh-CN')).toEqual(['共 5 天没有体重读数，分 4 段 | 最长一段：3月6日至3月7日没有体重读数（2 天）']);
});

test('a day that is not over may still bring its reading', () => {
  expect(told(without(13))).toEqual(['No weight readings on Mar 14']);
  expect(told(without(13), 'en', { generatedAt: TO - 20 * HOUR })).toEqual([]);
});

test('before the first reading ever nothing was missed; who had begun before the period, or never began, is told of', () => {
  expect(told(all.slice(4))).toEqual([]);
  expect(told(all.slice(4), 'en', { previous: [weight(-3)] })).toEqual(['No weight readings from Feb 27 to Mar 4 (6 days)']);
  expect(told([])).toEqual(['No weight readings from Mar 1 to Mar 14 (14 days)']);
});

test('who stopped measuring before the period is told of with all of the silence, not with what of it lies in the period', () => {
  const lastBefore = new Map([['weight', FROM - 26 * DAY]] as const);
  expect(told([], 'en', { lastBefore })).toEqual(['No weight readings from Feb 4 to Mar 14 (39 days)']);
  // Today is not over, and may still bring a reading.
  expect(told([], 'zh-CN', { lastBefore, generatedAt: TO - 20 * HOUR })).toEqual(['2月4日至3月13日没有体重读数（38 天）']);
  // A silence that ended before the period is no matter of it.
  expect(told(all, 'en', { lastBefore })).toEqual([]);
});

test('of time before somebody was a patient nothing is asked, and nothing was missed', () => {
  const joined = FROM + 10 * DAY + 15 * HOUR;
  expect(told([], 'en', { joined })).toEqual(['No weight readings from Mar 11 to Mar 14 (4 days)']);
  expect(told([11, 12, 13], 'en', { joined })).toEqual([]);
  expect(planOf([11, 12, 13], { joined })).toMatchObject({ daysWithReadings: 3, days: 3, asked: 3, met: 3 });
  expect(planOf([], { joined })).toMatchObject({ daysWithReadings: 0, days: 4, asked: 4, met: 0 });
  // Who had begun before is asked for all of it.
  expect(planOf([11], { joined, lastBefore: new Map([['weight', FROM - DAY]] as const) })).toMatchObject({ days: 14, asked: 14, met: 1 });
});

test('an alert that is open stands first, whenever it was opened', () => {
  const alert = (severity: 'high' | 'medium', state: 'active' | 'resolved'): Alert => ({
    ...{
      id: `${severity}-${state}`,
      patient: 'p1',
      rule: { id: `rule-${severity}`, version: 1 },
      severity,
      late: false,
      evidence: [],
      values: {},
    },
    ...{ opened: FROM - 20 * DAY, raised: FROM - 20 * DAY },
    state: state === 'active' ? { is: 'active' } : { is: 'resolved', at: FROM, because: 'recovered' },
  });
  const lines = told(all, 'en', { stillOpen: [alert('high', 'active')] });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('Feb 9');
  expect(told(all, 'en', { stillOpen: [], alertsBefore: [alert('medium', 'active')] })).toEqual([]);
});
