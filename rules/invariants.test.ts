import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { Meal, type Reading } from '../domain/reading.ts';
import { compile } from './compile.ts';
import { enrol, settle, timerOf, wake } from './judge.ts';
import { parsePack } from './pack.ts';
import { createBench, glucoseReading, pressureReading, testPatient } from './try-judge.ts';

/* What must hold of the real packs whatever arrives: nonsense in time and value, corrections, timers, people. */

const set = compile(
  globSync(join(import.meta.dirname, 'packs/*.yaml'))
    .filter((file) => !file.endsWith('.cases.yaml'))
    .flatMap((file) => parsePack(readFileSync(file, 'utf8'), file)),
);
const RUNS = 150;
const START = Date.UTC(2026, 2, 2);

/** `ago` before it is heard (or ahead of it); one of a few ids, so that corrections happen. */
const heard = {
  id: fc.integer({ min: 0, max: 60 }),
  after: fc.integer({ min: 0, max: 300 }),
  ago: fc.constantFrom(0, 1, 15, 60, 600, 30_000, -5, -90_000),
};
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      ...heard,
      what: fc.constant('glucose' as const),
      value: fc.constantFrom(1.2, 2.9, 3, 3.5, 3.9, 5.2, 7.1, 10.5, 14, 16.7, 30),
      meal: fc.option(fc.constantFrom(...Meal.options)),
      specimen: fc.constantFrom('capillary' as const, 'interstitial' as const),
      beyond: fc.option(fc.constantFrom('low' as const, 'high' as const), { freq: 10 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      ...heard,
      what: fc.constant('pressure' as const),
      systolic: fc.constantFrom(80, 120, 136, 181, 220),
      diastolic: fc.constantFrom(50, 80, 86, 111, 125),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('wake' as const), after: fc.integer({ min: 0, max: 5000 }) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('settle' as const), after: fc.constant(1), which: fc.nat() }) },
);
/** A crisis is corrected onto the moment of now, and covers what a milder rule said of that very moment. */
const correctedToSuperseded: Step[] = [
  { what: 'pressure', id: 1, after: 0, ago: 600, systolic: 220, diastolic: 50 },
  { what: 'pressure', id: 0, after: 0, ago: 0, systolic: 80, diastolic: 111 },
  { what: 'pressure', id: 0, after: 0, ago: 0, systolic: 80, diastolic: 125 },
];
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function readingOf(one: Step & { what: 'glucose' | 'pressure' }, now: number): Reading {
  const at = Math.max(0, now - one.ago * MINUTE);
  if (one.what === 'pressure') return pressureReading(`bp${one.id}`, at, one.systolic, one.diastolic, { received: now });
  const { meal, beyond, specimen } = one;
  return glucoseReading(`g${one.id}`, at, one.value, { received: now, specimen, ...(meal ? { meal } : {}), ...(beyond ? { beyond } : {}) });
}

test.each(['adult', 'older-adult', 'pregnancy'] as const)('whatever arrives at a patient of the group %s', (group) => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 80 }), (steps) => {
      const plan = [{ kind: 'glucose' as const, everyDays: 1 }];
      const bench = createBench(set, testPatient({ group, plan }));
      bench.take({ state: bench.state, decisions: enrol(set, bench.about, START) });
      const opened = new Set<string>();
      const settled = new Set<string>();
      let now = START;
      for (const one of steps) {
        now += one.after * MINUTE;
        const active = bench.alerts().filter(({ state }) => state.is === 'active');
        let decisions: readonly Decision[];
        if (one.what === 'wake') decisions = bench.take(wake(set, bench.about, bench.state, timerOf('glucose.no-readings'), now));
        else if (one.what === 'settle') {
          const alert = active[one.which % Math.max(1, active.length)];
          if (!alert) continue;
          decisions = bench.take(settle(set, bench.about, bench.state, alert, now));
          bench.world.seen.get(alert.id)!.alert = { ...alert, state: { is: 'resolved', at: now, because: 'person', by: 'nurse' } };
          settled.add(alert.id);
        } else decisions = bench.hear([readingOf(one, now)], now);

        for (const decision of decisions) {
          if (decision.do === 'open-alert') {
            const { alert } = decision;
            opened.add(alert.id);
            settled.delete(alert.id);
            expect(alert.opened).toBeLessThanOrEqual(now);
            expect(alert.evidence.length).toBeLessThanOrEqual(50);
            expect(new Set(alert.evidence).size).toBe(alert.evidence.length);
            expect(alert.values).toHaveProperty('limit');
          }
          if (decision.do === 'change-alert') {
            expect(opened).toContain(decision.alert);
            expect(settled, 'the word of a person stands').not.toContain(decision.alert);
            if (decision.to.is === 'resolved' && decision.to.because === 'recovered') expect(decision.to.at).toBeLessThanOrEqual(now);
          }
          if (decision.do === 'add-evidence') expect(opened).toContain(decision.alert);
          if (decision.do === 'send') {
            const { message } = decision;
            expect(message.expires ?? Number.POSITIVE_INFINITY, 'an instruction that is already void').toBeGreaterThanOrEqual(now);
            if (message.template === 'alert.late') expect(message).toMatchObject({ urgent: false, to: { role: 'coordinator' } });
          }
          expect(decision.do).not.toBe('report-fault');
        }
        expect(JSON.stringify(bench.state).length).toBeLessThan(30_000);
      }
      const open = bench.alerts().filter(({ state, rule }) => state.is === 'active' && rule.id !== 'glucose.no-readings');
      expect(new Set(open.map(({ rule }) => rule.id)).size, 'at most one open alert of a rule').toBe(open.length);
    }),
    { numRuns: RUNS, examples: [[correctedToSuperseded]] },
  );
});

test('a silence is always noticed: after any history, a timer is set or the alert is open', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      const bench = createBench(set, testPatient({ plan: [{ kind: 'glucose', everyDays: 1 }] }));
      bench.take({ state: bench.state, decisions: enrol(set, bench.about, START) });
      const timer = timerOf('glucose.no-readings');
      let now = START;
      let last = START;
      for (const one of steps) {
        if (one.what === 'wake' || one.what === 'settle') continue;
        now += one.after * MINUTE;
        for (let due = bench.world.timers.get(timer); due !== undefined && due <= now; due = bench.world.timers.get(timer)) {
          bench.world.timers.delete(timer);
          bench.take(wake(set, bench.about, bench.state, timer, due));
        }
        bench.hear([readingOf(one, now)], now);
        if (one.what === 'glucose' && one.ago > -10) last = now;
      }
      const end = last + DAY + 12 * HOUR;
      for (let due = bench.world.timers.get(timer); due !== undefined && due <= Math.max(end, now); due = bench.world.timers.get(timer)) {
        bench.world.timers.delete(timer);
        bench.take(wake(set, bench.about, bench.state, timer, due));
      }
      const silent = bench.alerts().filter(({ rule, state }) => rule.id === 'glucose.no-readings' && state.is === 'active');
      expect(silent).toHaveLength(1);
      expect(silent[0]!.opened).toBe(end);
    }),
    { numRuns: RUNS },
  );
});
