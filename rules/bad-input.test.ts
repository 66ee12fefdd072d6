import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { Patient } from '../domain/patient.ts';
import { compile } from './compile.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading as glucose, pressureReading as pressure, testPatient } from './try-judge.ts';

/* What nonsense gets: a defined answer, and never a silenced neighbour. */

const START = Date.UTC(2026, 2, 2);
const limit = shortThreshold(7, 'mmol/L', { unit: 'mg/dL', value: 126 });
const plain = shortRule({ id: 'glucose.plain', when: { value: 'glucose', above: 'limit' }, thresholds: { limit } });
const sample = { specimen: 'sample' } as const;

describe('a window that overflows the memory', () => {
  const long = shortRule({
    id: 'glucose.long',
    appliesTo: sample,
    when: { statistic: 'median', of: 'glucose', within: 'P90D', minimum: 20, above: 'limit' },
    clears: { statistic: 'median', of: 'glucose', within: 'P90D', minimum: 20, atMost: 'limit' },
    thresholds: { limit },
    endsAfter: 'P90D',
  });

  test('is of what is remembered; the state stays small, and nothing fails', () => {
    const bench = createBench(compile([long]));
    for (let i = 0; i < 3_000; i++) bench.hear([glucose(`meter-1~glucose~${i}`, START + i * 10 * MINUTE, i < 2_500 ? 5 : 9)]);
    expect(bench.world.faults).toEqual([]);
    expect(JSON.stringify(bench.state).length).toBeLessThan(20_000);
    expect(bench.alerts()).toMatchObject([{ state: { is: 'active' } }]);
  });
});

describe('NaN', () => {
  test('is above nothing and below nothing, in a value or in a window', () => {
    const rules = [
      plain,
      shortRule({ id: 'glucose.below', when: { value: 'glucose', below: 'limit' }, thresholds: { limit } }),
      shortRule({
        id: 'glucose.some',
        appliesTo: sample,
        when: { statistic: 'max', of: 'glucose', within: 'P1D', minimum: 2, above: 'limit' },
        clears: { statistic: 'max', of: 'glucose', within: 'P1D', minimum: 2, atMost: 'limit' },
        thresholds: { limit },
      }),
    ];
    const { hear, alerts, world } = createBench(compile(rules));
    hear([glucose('nan', START, Number.NaN)]);
    hear([glucose('two', START + 1, Number.NaN)]);
    expect(alerts()).toEqual([]);
    hear([glucose('a', START + HOUR, 9)]);
    hear([glucose('b', START + 2 * HOUR, 9)]);
    expect(alerts().map(({ rule, evidence }) => [rule.id, evidence])).toEqual([
      ['glucose.plain', ['a', 'b']],
      ['glucose.some', ['a', 'b']],
    ]);
    expect(world.faults).toEqual([]);
  });
});

describe('a zone', () => {
  test('that is missing, or that nobody knows, is refused at the door', () => {
    for (const zone of [undefined, '', 'Mars/Olympus']) expect(Patient.safeParse({ id: 'p', language: 'en', zone }).success).toBe(false);
  });

  test('that is wrong all the same lets fail alone what asks for the time of day, and says so once', () => {
    const morning = shortRule({
      id: 'glucose.morning',
      when: { all: [{ time: { from: '06:00', to: '10:00' } }, { value: 'glucose', above: 'limit' }] },
      clears: { value: 'glucose', atMost: 'limit' },
      thresholds: { limit },
    });
    const { hear, alerts, world } = createBench(compile([morning, plain]), testPatient({ zone: 'Mars/Olympus' }));
    hear([glucose('a', START, 9)]);
    hear([glucose('b', START + DAY, 9)]);
    expect(alerts().map(({ rule }) => rule.id)).toEqual(['glucose.plain', 'glucose.plain']);
    expect(world.faults).toEqual([expect.stringMatching(/^glucose\.morning failed: .*time zone/)]);
  });
});

test('what a reading does not have fulfils nothing: no meal, no pulse', () => {
  const meal = shortRule({
    id: 'glucose.meal',
    when: { all: [{ meal: ['after'] }, { value: 'glucose', above: 'limit' }] },
    clears: { value: 'glucose', atMost: 'limit' },
    thresholds: { limit },
  });
  const pulse = (id: string, when: object) =>
    shortRule({
      id,
      watches: 'blood-pressure',
      when: when as never,
      clears: { value: 'pulse', atMost: 'limit' },
      thresholds: { limit: shortThreshold(100, '1/min') },
    });
  const set = compile([meal, pulse('bp.fast', { value: 'pulse', above: 'limit' }), pulse('bp.slow', { value: 'pulse', below: 'limit' })]);
  const { hear, alerts, world } = createBench(set);
  hear([glucose('g', START, 20), pressure('b', START, 120, 80)]);
  expect([alerts(), world.faults]).toEqual([[], []]);
});
