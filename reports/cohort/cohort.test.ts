import { expect, test } from 'vitest';
import type { AlertLife } from '../../domain/alert.ts';
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts';
import { Patient } from '../../domain/patient.ts';
import type { Reading } from '../../domain/reading.ts';
import { buildReport } from '../build.ts';
import { cohortPage } from '../render/cohort-page.ts';
import type { SectionOf } from '../report.ts';
import { countCohort, mayBeChance, percentOf } from './cohort.ts';
import { type PatientInput, verdictOf } from './patient.ts';
import { MOST_NAMED, wilson } from './share.ts';

const FROM = Date.UTC(2026, 9, 1);
const TO = FROM + 28 * DAY;
const patient = (more: Partial<Patient> = {}) => Patient.parse({ id: 'p1', language: 'en', zone: 'UTC', ...more });
const common = { device: 'd', patient: 'p1', received: TO, quality: [], clock: 'device' };
const sensor = (at: number, glucoseMmolL: number) =>
  ({
    ...common,
    id: `g${at}`,
    kind: 'glucose',
    at,
    glucoseMmolL,
    reported: { value: glucoseMmolL, unit: 'mmol/L' },
    specimen: 'interstitial',
  }) as unknown as Reading;
const cuff = (at: number, systolicMmHg: number, diastolicMmHg: number) =>
  ({ ...common, id: `b${at}`, kind: 'blood-pressure', at, systolicMmHg, diastolicMmHg }) as unknown as Reading;
const input = (more: Partial<PatientInput> = {}): PatientInput => ({
  patient: patient(),
  readings: [],
  heardBefore: new Set(['blood-pressure']),
  followUps: [],
  messages: { sent: 0, givenUp: 0 },
  from: FROM,
  to: TO,
  ...more,
});
/** Every 15 minutes over so many days: `share` of the readings at 6, the others at 12. */
const worn = (days: number, share: number, other = 12) =>
  Array.from({ length: days * 96 }, (_, i) => sensor(FROM + i * 15 * MINUTE, i % 100 < share * 100 ? 6 : other));

test('time in range has a verdict where the sensor was worn, and its goal is that of the group', () => {
  expect(verdictOf(input({ readings: worn(25, 0.7) })).sensor).toMatchObject({ enough: true, inRange: true, notLow: true });
  expect(verdictOf(input({ readings: worn(25, 0.69) })).sensor).toMatchObject({ enough: true, inRange: false });
  expect(verdictOf(input({ readings: worn(25, 0.69), patient: patient({ group: 'older-adult' }) })).sensor).toMatchObject({
    inRange: true,
  });
  expect(verdictOf(input({ readings: worn(9, 0.7) })).sensor).toMatchObject({ enough: false });
  expect(verdictOf(input({ readings: worn(25, 0.96, 3.5) })).sensor).toMatchObject({ inRange: true, notLow: false });
  expect(verdictOf(input({ readings: worn(25, 0.97, 3.5) })).sensor).toMatchObject({ notLow: true });
  expect(verdictOf(input({ readings: worn(25, 0.98, 2.5) })).sensor).toMatchObject({ notLow: false });
});

test('GMI has a goal for adults alone', () => {
  // GMI 7 % is a mean of 154.3 mg/dL, 8.56 mmol/L.
  const flat = (value: number) => Array.from({ length: 20 * 96 }, (_, i) => sensor(FROM + i * 15 * MINUTE, value));
  expect(verdictOf(input({ readings: flat(8.5) })).sensor?.gmi).toBe(true);
  expect(verdictOf(input({ readings: flat(8.6) })).sensor?.gmi).toBe(false);
  expect(verdictOf(input({ readings: flat(8.5), patient: patient({ group: 'pregnancy' }) })).sensor?.gmi).toBeUndefined();
});

test('finger-sticks have no goal, and are counted as what they are', () => {
  const stick = { ...sensor(FROM, 6), specimen: 'capillary-whole-blood' } as unknown as Reading;
  expect(verdictOf(input({ readings: [stick] }))).toMatchObject({ fingerSticks: true });
  expect(verdictOf(input({ readings: [stick] })).sensor).toBeUndefined();
  expect(verdictOf(input({ readings: [stick, sensor(FROM, 6)] })).fingerSticks).toBe(false);
});

test('blood pressure is at goal under the mark of the guideline, by the protocol, with twelve readings', () => {
  const week = (systolic: number, diastolic: number, days = 7) =>
    Array.from({ length: days * 2 }, (_, i) => cuff(FROM + Math.floor(i / 2) * DAY + (i % 2 ? 20 : 8) * HOUR, systolic, diastolic));
  const verdict = (readings: readonly Reading[], more: Partial<Patient> = {}) =>
    verdictOf(input({ readings, patient: patient(more) })).pressure;
  expect(verdict(week(134, 84))).toEqual({ enough: true, atGoal: true });
  expect(verdict(week(135, 84))).toEqual({ enough: true, atGoal: false });
  expect(verdict(week(134, 85))).toEqual({ enough: true, atGoal: false });
  expect(verdict(week(131, 79), { guideline: 'aha-2025' })).toEqual({ enough: true, atGoal: false });
  expect(verdict(week(129, 79), { guideline: 'aha-2025' })).toEqual({ enough: true, atGoal: true });
  expect(verdict(week(120, 70, 6))).toEqual({ enough: false, atGoal: false });
  expect(verdict([], { plan: [{ kind: 'blood-pressure', everyDays: 1 }] })).toEqual({ enough: false, atGoal: false });
  expect(verdict([])).toBeUndefined();
});

test('one protocol for one patient: the American one averages all days, as the patient’s own report does', () => {
  const week = Array.from({ length: 7 }, (_, day) =>
    [7, 20].map((hour) => cuff(FROM + day * DAY + hour * HOUR, day === 0 ? 150 : 128, 78)),
  ).flat();
  const twice = [...week, ...week.map((one) => ({ ...one, id: `${one.id}b`, at: one.at + 2 * MINUTE }) as Reading)];
  for (const [guideline, atGoal] of [
    ['aha-2025', false],
    ['china-2024', true],
    ['esc-2024', true],
  ] as const) {
    const theirs = patient({ guideline });
    expect(verdictOf(input({ readings: twice, patient: theirs })).pressure).toEqual({ enough: true, atGoal });
    const { sections } = buildReport({
      ...{ patient: theirs, readings: twice, previous: [], heardBefore: [], alerts: [], advice: [], followUps: [] },
      ...{ from: FROM, to: TO, generatedAt: TO, words: () => undefined },
    });
    const { findings } = sections.find(({ section }) => section === 'attention') as SectionOf<'attention'>;
    expect(findings.map(({ finding }) => finding)).toEqual(atGoal ? [] : ['pressure.home-mean']);
  }
});

test('standing readings are measuring, and no part of the mean', () => {
  const week = Array.from({ length: 7 }, (_, day) => [7, 20].map((hour) => cuff(FROM + day * DAY + hour * HOUR, 140, 80))).flat();
  const standing = week.map(
    (one) => ({ ...one, id: `s${one.id}`, at: one.at + 2 * MINUTE, systolicMmHg: 90, posture: 'standing' }) as Reading,
  );
  expect(verdictOf(input({ readings: [...week, ...standing] })).pressure).toEqual({ enough: true, atGoal: false });
  expect(verdictOf(input({ readings: standing })).pressure).toBeUndefined();
  const plan = [{ kind: 'blood-pressure' as const, everyDays: 1 }];
  expect(verdictOf(input({ readings: standing, patient: patient({ plan }) })).adherence).toEqual(
    verdictOf(input({ readings: week, patient: patient({ plan }) })).adherence,
  );
});

test('who is silent at the end of the period, and who did what was planned', () => {
  const plan = [{ kind: 'blood-pressure' as const, everyDays: 1 }];
  const verdict = (readings: readonly Reading[], everyDays = 1) =>
    verdictOf(input({ readings, patient: patient({ plan: [{ ...plan[0]!, everyDays }] }) }));
  expect(verdict([cuff(TO - 7 * DAY, 120, 80)]).silent).toBe(false);
  expect(verdict([cuff(TO - 7 * DAY - 1, 120, 80)]).silent).toBe(true);
  expect(verdict([cuff(TO - 7 * DAY - 1, 120, 80)], 7).silent).toBe(false);
  expect(verdict([]).adherence).toEqual({ asked: 28, met: 0 });
  expect(verdict([cuff(FROM, 120, 80), cuff(FROM + DAY, 120, 80)], 7).adherence).toEqual({ asked: 4, met: 1 });
  expect(verdictOf(input()).silent).toBeUndefined();
  // Nothing is missed before the first reading ever.
  const newcomer = (readings: readonly Reading[]) => verdictOf(input({ readings, patient: patient({ plan }), heardBefore: new Set() }));
  expect(newcomer([])).not.toHaveProperty('silent');
  expect(newcomer([])).not.toHaveProperty('pressure');
  expect(newcomer([cuff(TO - 2 * DAY, 120, 80)]).adherence).toEqual({ asked: 2, met: 1 });
});

test('shares add up, name the patients behind them, and stay small', () => {
  const cohort = countCohort();
  for (let i = 0; i < 500; i++) {
    const id = `p${String(i).padStart(3, '0')}`;
    cohort.add(id, {
      fingerSticks: i < 3,
      pressure: { enough: i % 2 === 0, atGoal: i % 4 === 0 },
      adherence: { asked: 4, met: i % 5 },
      followUps: { answered: 1, closed: i === 7 ? 2 : 1 },
      messages: { sent: i < 10 ? 1 : 0, givenUp: i === 3 ? 1 : 0 },
    });
  }
  const { shares, fingerSticks } = cohort.close(500, FROM, TO);
  expect(shares.pressure).toMatchObject({ part: 125, of: 250, behind: 125 });
  expect(shares.pressure.patients.slice(0, 2)).toEqual(['p002', 'p006']);
  expect(shares['pressure-data']).toMatchObject({ part: 250, of: 500, behind: 250 });
  expect(shares['pressure-data'].patients).toHaveLength(MOST_NAMED);
  expect(shares.adherence).toMatchObject({ part: 1000, of: 2000, behind: 200 });
  expect(shares.adherence.interval).toBeUndefined();
  expect(shares['follow-ups']).toMatchObject({ part: 500, of: 501, patients: ['p007'] });
  expect(shares.unreached).toMatchObject({ part: 1, of: 10, few: true, patients: ['p003'] });
  expect(shares['in-range']).toMatchObject({ part: 0, of: 0 });
  expect(percentOf(shares['in-range'])).toBeUndefined();
  expect(fingerSticks).toBe(3);
});

test('the score interval is that of the books, and says what may be chance', () => {
  expect(wilson(10, 20).map((value) => value.toFixed(2))).toEqual(['29.93', '70.07']);
  expect(wilson(0, 10).map((value) => value.toFixed(2))).toEqual(['0.00', '27.75']);
  const share = (part: number, of: number) => ({ part, of, interval: wilson(part, of), behind: 0, patients: [] });
  expect(mayBeChance(share(31, 50), share(29, 50))).toBe(true);
  expect(mayBeChance(share(310, 500), share(240, 500))).toBe(false);
});

test('alerts are counted by severity, with how long they waited', () => {
  const cohort = countCohort();
  const life = (i: number, severity: 'high' | 'low', minutes?: number): AlertLife => ({
    id: `a${i}`,
    patient: `p${i % 3}`,
    rule: 'r',
    severity,
    raised: FROM,
    late: false,
    ...(minutes === undefined ? {} : { answered: { by: 'li', at: FROM + minutes * MINUTE } }),
    state: { is: 'active' },
  });
  for (const [i, minutes] of [5, 10, 15, 20, undefined].entries()) cohort.alert(life(i, 'high', minutes));
  cohort.alert(life(5, 'low'));
  const { alerts } = cohort.close(50, FROM, TO);
  expect(alerts.bySeverity.high).toEqual({ alerts: 5, answered: 4, medianMinutes: 12.5, slowestTenthMinutes: 18.5 });
  expect(alerts.bySeverity.low).toEqual({ alerts: 1, answered: 0 });
  expect(alerts.perHundredPatientWeeks).toBe(3);
  expect(alerts.most).toEqual([0, 1, 2].map((i) => ({ patient: `p${i}`, alerts: 2 })));
});

test.each([
  ['en', '1 d 15 h'],
  ['zh-CN', '1 天 15 小时'],
] as const)('how long alerts waited is said in days and hours: %s', (language, text) => {
  const cohort = countCohort();
  const life: AlertLife = {
    id: 'a',
    patient: 'p',
    rule: 'r',
    severity: 'high',
    raised: FROM,
    late: false,
    answered: { by: 'li', at: FROM + 2350.3 * MINUTE },
    state: { is: 'active' },
  };
  cohort.alert(life);
  const now = cohort.close(1, FROM, TO);
  const report = { version: 1, period: '2026-10', generatedAt: TO, zone: 'UTC', patients: 1, now, before: now } as const;
  const load = cohortPage(report, { language, clinic: '' }).parts.find(({ name }) => name === 'load')!;
  const [table] = load.blocks;
  expect(table).toMatchObject({ is: 'table' });
  expect(table!.is === 'table' && table!.rows[0]!.slice(4)).toEqual([text, text, text]);
});
