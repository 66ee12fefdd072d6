import { expect, test } from 'vitest';
import { DAY } from '../../domain/clock.ts';
import type { Reading } from '../../domain/reading.ts';
import { readerOf } from '../facts/reader.ts';
import { NOW, person, pressure } from '../sample.ts';
import { factsOf } from './readings-answer.ts';

const facts = (readings: readonly Reading[], language: 'en' | 'zh-CN' = 'en') =>
  Object.fromEntries(
    factsOf(readerOf(person({ language }), language, NOW), 'blood-pressure', readings, readings.at(-1), {
      from: NOW - 7 * DAY,
      days: 7,
    }).map(({ id, text }) => [id, text]),
  );
const standing = { ...pressure([1, 8], 90, 60), posture: 'standing' as const };

test('the mean and its ends are of the sitting pressures; all are counted, and the latest says its posture', () => {
  const seated = [pressure([3, 8], 140, 90), pressure([2, 8], 130, 80)];
  const found = facts([...seated, standing]);
  expect(found).toMatchObject({ 'blood-pressure.asked.count': '3', 'blood-pressure.asked.summary': '135/85 mmHg' });
  expect(found['blood-pressure.asked.last']).toBe('90/60 mmHg (standing)');
  expect(facts([...seated, standing], 'zh-CN')['blood-pressure.asked.last']).toBe('90/60 mmHg（站立位）');
});

test('standing ones alone have no mean', () => {
  expect(facts([standing, { ...standing, id: 'other', at: standing.at + 60_000 }])).not.toHaveProperty(['blood-pressure.asked.summary']);
});
