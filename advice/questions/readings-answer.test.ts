import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY } from '../../domain/clock.ts';
import type { Reading } from '../../domain/reading.ts';
import { openHouse } from '../../store/temporary-house.ts';
import { readerOf } from '../facts/reader.ts';
import { NOW, person, pressure } from '../sample.ts';
import { answerReadings, factsOf } from './readings-answer.ts';
import { readTexts } from './texts.ts';

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

test('a month that is named is answered for, and said', async () => {
  const { store } = openHouse({ durability: 'off' });
  const texts = readTexts(join(import.meta.dirname, '../..'));
  const patient = person({ language: 'en' });
  const month = new Date(NOW).getUTCMonth() + 1;
  const mine = [pressure([3, 8], 140, 90), pressure([2, 8], 130, 80)];
  await store.transact(async (records) => {
    await records.patients.save(patient);
    await records.readings.append(
      mine.map((reading) => ({ reading: { ...reading, patient: patient.id }, judgement: { is: 'judged', rules: 'r', at: NOW } as const })),
    );
  });
  const asked = { intent: 'readings', about: ['blood-pressure'], words: [], days: 7 } as const;
  const of = async (which: number) => (await answerReadings(store, patient, { ...asked, month: which }, texts, NOW)).paragraphs[0];
  expect(await of(month)).toMatch(new RegExp(`^In [A-Z][a-z]+ ${new Date(NOW).getUTCFullYear()}: \\d`));
  // The month after this one was a year ago.
  expect(await of((month % 12) + 1)).toMatch(/^There is no blood pressure reading in [A-Z][a-z]+ \d{4}\./);
});
