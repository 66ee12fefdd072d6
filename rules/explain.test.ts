import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { compile } from './compile.ts';
import { explain } from './explain.ts';
import { parsePack } from './pack.ts';
import { createBench, pressureReading } from './try-judge.ts';

const set = compile(
  ['blood-pressure', 'blood-pressure-china'].flatMap((name) => {
    const file = join(import.meta.dirname, `packs/${name}.yaml`);
    return parsePack(readFileSync(file, 'utf8'), file);
  }),
);

test('why a rule does not hold: not enough readings, have n of m', () => {
  const bench = createBench(set);
  for (let i = 0; i < 6; i++) bench.hear([pressureReading(`r${i}`, Date.UTC(2026, 2, 2) + (i * DAY) / 2, 150, 80)]);
  const standings = explain(set, bench.about, bench.state);
  expect(standings.find(({ rule }) => rule === 'bp.raised-mean')).toMatchObject({ holds: false, values: { have: 4, need: 12 } });
  expect(standings.find(({ rule }) => rule === 'bp.crisis')).toMatchObject({ holds: false, values: { value: '150/80' } });
  expect(standings.some(({ rule }) => rule === 'bp.pregnancy-severe')).toBe(false);
});

test('and why it does', () => {
  const bench = createBench(set);
  bench.hear([pressureReading('a', 9 * HOUR, 190, 80)]);
  expect(explain(set, bench.about, bench.state).find(({ rule }) => rule === 'bp.crisis')).toMatchObject({
    holds: true,
    values: { limit: 180 },
  });
  expect(explain(set, bench.about, {})).toEqual([]);
});
