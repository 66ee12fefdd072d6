import { expect, test } from 'vitest';
import { seededRandom } from '../demo/pressure.ts';
import { MINUTE } from '../domain/clock.ts';
import type { RuleState } from '../domain/rule-state.ts';
import { emptyPoint, type StreamName } from './point.ts';
import { Memory } from './state.ts';

const SEED = Number(process.env.HEARTH_SEED ?? Math.floor(Math.random() * 1e6));
const NAMES: readonly StreamName[] = ['sensor', 'glucose', 'blood-pressure'];

test(`closed after each point and opened from JSON, a memory holds what one does that stays open (HEARTH_SEED=${SEED})`, () => {
  const random = seededRandom(SEED);
  const open = new Memory(undefined);
  let state: RuleState = {};
  for (let i = 0; i < 3000; i++) {
    const name = NAMES[Math.floor(random() * random() * NAMES.length)]!;
    const point = { ...emptyPoint(i * MINUTE, `r${i}`, 'mmol/L', false), glucose: 5 };
    const closed = new Memory(JSON.parse(JSON.stringify(state)) as RuleState);
    const lost = `r${Math.floor(random() * i)}`;
    for (const memory of [open, closed]) {
      const stream = memory.stream(name);
      if (i % 40 === 39) stream.remove(lost);
      stream.append(point);
      stream.trim((i - 2000) * MINUTE);
    }
    state = closed.state();
  }
  const reopened = new Memory(JSON.parse(JSON.stringify(state)) as RuleState);
  for (const name of NAMES) expect(pointsOf(reopened, name)).toEqual(pointsOf(open, name));
  expect(Object.keys(state.pieces!).length).toBeGreaterThan(3);
});

test('a reading that changes the tail alone leaves the pieces as they were, the very same', () => {
  let state: RuleState = {};
  const changes = new Set<unknown>();
  for (let i = 0; i < 300; i++) {
    const memory = new Memory(state);
    memory.stream('sensor').append({ ...emptyPoint(i * MINUTE, `r${i}`, 'mmol/L', false), glucose: 5 });
    memory.stream('sensor').trim(0);
    state = memory.state();
    changes.add(state.pieces);
  }
  const count = Object.keys(state.pieces!).length;
  expect(count).toBeGreaterThan(1);
  expect(changes.size).toBe(count + 1); // and once, before the first, there were none
});

const pointsOf = (memory: Memory, name: StreamName): readonly string[] => {
  const stream = memory.stream(name);
  return Array.from({ length: stream.length }, (_, i) => `${stream.at(i).at} ${stream.at(i).id}`);
};
