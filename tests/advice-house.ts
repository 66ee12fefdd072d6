/** For tests of advice: a real store with people, an alert and its readings, and a model that says what it is told to. */
import { join } from 'node:path';
import { type AdviceParts, createAdvice } from '../advice/advise.ts';
import { BY_A_MODEL } from '../advice/closing.ts';
import { type AdviceGenerator, type Draft, GeneratorError } from '../advice/generator.ts';
import { createCuratedGenerator } from '../advice/generators/curated.ts';
import { readKnowledge } from '../advice/knowledge.ts';
import { alertOf, glucose, NOW, person } from '../advice/sample.ts';
import type { Topic } from '../domain/advice.ts';
import type { Alert } from '../domain/alert.ts';
import type { Patient } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import type { Store } from '../domain/store.ts';
import { drainFollower } from '../store/follow.ts';
import { openHouse } from '../store/temporary-house.ts';

export const knowledge = readKnowledge(join(import.meta.dirname, '..'));
export const fallback = createCuratedGenerator();

/** Evenings that were too high, the last of them an hour ago. */
export const evenings = (patient = 'p-1'): readonly Reading[] =>
  [0, 1, 2, 3].map((i) => ({ ...glucose([4 - i, 20], 12 + i / 10, { meal: 'after' }), patient }));
export const highDinner = (readings: readonly Reading[], more: Partial<Alert> = {}): Alert => {
  const patient = readings[0]!.patient;
  const last = readings.at(-1)!;
  return {
    ...alertOf('glucose.high-after-meal', [last]),
    id: `alert-${patient}-${last.id}`,
    patient,
    values: { value: 12.3, unit: 'mmol/L', limit: 10 },
    ...more,
  };
};

export async function house(parts: Partial<AdviceParts> = {}, people: readonly Patient[] = [person()]) {
  const { store } = openHouse();
  const clock = createReplayClock(NOW);
  await store.transact(async (records) => {
    for (const one of people) await records.patients.save(one);
  });
  const problems: string[] = [];
  const { follower } = createAdvice({
    store,
    fallback,
    knowledge,
    clock,
    words: () => ({ title: { 'zh-CN': '餐后血糖偏高', en: 'High after a meal' }, watches: 'glucose' }),
    report: ({ why }) => problems.push(why),
    ...parts,
  });
  return {
    store,
    clock,
    problems,
    follower,
    async alert(alert: Alert, readings: readonly Reading[], topics: readonly Topic[] = ['diet', 'exercise']) {
      await store.transact(async (records) => {
        await records.readings.append(readings.map((reading) => ({ reading, judgement: { is: 'judged', rules: 'x', at: NOW } })));
        await records.decisions.apply(
          [
            { do: 'open-alert', alert },
            { do: 'advise', patient: alert.patient, alert: alert.id, topics },
          ],
          clock.now(),
        );
      });
    },
    follow: () => drainFollower({ store, follower }, new AbortController().signal),
  };
}

/** What the patient is sent. */
export const messagesOf = async (store: Store, patient = 'p-1') =>
  (await store.outbox.of(patient, 50)).map(({ message }) => message).filter(({ to }) => to.role === 'patient');
/** What the team was sent about somebody. */
export const tasksOf = async (store: Store, patient = 'p-1') =>
  (await store.outbox.of(patient, 50)).map(({ message }) => message).filter(({ to }) => to.role === 'coordinator');

/** A model that says what it is told to, one thing after the other. */
export function scripted(
  ...drafts: readonly (Draft | GeneratorError)[]
): AdviceGenerator & { readonly asked: Parameters<AdviceGenerator['write']>[1][] } {
  const left = [...drafts];
  const asked: Parameters<AdviceGenerator['write']>[1][] = [];
  return {
    name: 'test-model',
    label: BY_A_MODEL,
    asked,
    async write(_facts, brief) {
      asked.push(brief);
      const next = left.length > 1 ? left.shift()! : left[0]!;
      if (next instanceof GeneratorError) throw next;
      return next;
    },
  };
}
export const say = (text: string, facts: readonly string[] = ['alert.value']): Draft => ({
  sentences: [{ text, topic: 'diet', facts: [...facts] }],
});
export const GOOD = say('您这次血糖为12.3 mmol/L，晚餐先吃蔬菜，主食留到后面吃。');
export const BAD = say('您这次血糖为12.3 mmol/L，可以先停药。');
