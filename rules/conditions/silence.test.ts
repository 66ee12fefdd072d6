import { expect, test } from 'vitest';
import { compile, silenceMs } from '../compile.ts';
import { shortRule, shortThreshold } from '../try-condition.ts';

const set = compile([shortRule({ when: { silence: 'grace' }, thresholds: { grace: shortThreshold(12, 'h') } })]);
const patient = {
  id: 'p',
  language: 'en',
  zone: 'Asia/Shanghai',
  glucoseUnit: 'mmol/L',
  group: 'adult',
  conditions: [],
  medicines: [],
  allergies: [],
} as const;
const plan = [
  { kind: 'glucose', everyDays: 3 },
  { kind: 'glucose', everyDays: 2 },
  { kind: 'blood-pressure', everyDays: 1 },
] as const;

test('no reading is judged by it: it runs on timers', () => {
  expect(Object.values(set.byStream).flat()).toEqual([]);
  expect(set.silences).toHaveLength(1);
});

test.each([
  ['the plan of the kind and the grace', plan, {}, 60],
  ['a grace of the patient', plan, { 'test.rule.grace': 0 }, 48],
  ['no plan, no silence', [], {}, undefined],
])('%s', (_, of, limits, hours) => {
  const wait = silenceMs(set.silences[0]!, { ...patient, conditions: [], medicines: [], allergies: [], plan: [...of] }, limits);
  expect(wait).toBe(hours === undefined ? undefined : hours * 3_600_000);
});

test('so many expected times in a row, and the grace', () => {
  const missed = compile([
    shortRule({
      when: { silence: 'grace', missed: 'times' },
      thresholds: { grace: shortThreshold(12, 'h'), times: shortThreshold(3, 'readings') },
    }),
  ]);
  const them = { ...patient, conditions: [], medicines: [], allergies: [], plan: [...plan] };
  expect(silenceMs(missed.silences[0]!, them, {})).toBe((3 * 48 + 12) * 3_600_000);
  expect(silenceMs(missed.silences[0]!, them, { 'test.rule.times': 2 })).toBe((2 * 48 + 12) * 3_600_000);
});
