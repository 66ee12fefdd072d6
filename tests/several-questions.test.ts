import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, MINUTE } from '../domain/clock.ts';
import { Plan } from '../domain/plan.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { glucose, openTestHouse, type TestHouse } from './house.ts';
import { passTime } from './pass-time.ts';

/** Several questions to one patient at a time, and one that nobody answers: the whole house, from the meter to the reply, on a clock that is moved. */

/** Eleven in London, in summer time. */
const START = Date.UTC(2026, 3, 6, 10);
let clock: ReplayClock;
let house: TestHouse;
beforeEach(async () => {
  clock = createReplayClock(START);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['meter-1']);
});
afterEach(() => house.close());

const until = (minute: number) => passTime(house, clock, START + minute * MINUTE);
const post = async (path: string, body: unknown) => {
  const authorization = `Basic ${Buffer.from('meter-1:secret of meter-1').toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  const response = await fetch(`${house.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  await house.settle();
  return (await response.json()) as { outcome?: string };
};
const low = () => post('/readings', JSON.parse(String(glucose(3.4, clock.now(), { sequence: 1 }))));
const reply = async (id: string, text: string) => (await post('/replies', { id, text })).outcome;
const plan = (...items: readonly unknown[]) => house.keepPlan('p1', Plan.parse({ items }));
const pill = (time: string) => ({ id: 'pill', what: { do: 'medicine', medicine: 'metformin 500 mg' }, times: [time] });
const answers = async () =>
  (await house.store.followUps.of('p1'))
    .map(({ question, state }) => `${question.en.slice(0, 10)}: ${state.is === 'answered' ? state.answer : state.is}`)
    .sort();
const steps = async () =>
  (await house.store.outbox.of('p1', 200))
    .filter(({ message: { values, to } }) => values.step !== undefined && to.role !== 'caregiver')
    .map(({ message }) => `${(message.due - START) / MINUTE} ${message.values.step} ${message.to.role}`)
    .sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b));
const newest = async () => (await house.store.inbox.of('p1', 9)).find(({ address }) => address === 'p1')!.text;

test('a number that fits two questions is not guessed: Hearth asks which one is meant, and takes the letter', async () => {
  await plan(pill('11:10'));
  await low();
  await until(16); // the medicine was asked at ten past, the low one a quarter of an hour after the sugar
  expect(await answers()).toEqual(['It is time: open', 'Please mea: open']);
  expect(await reply('r1', '1')).toBe('asked-back');
  expect(await answers()).toEqual(['It is time: open', 'Please mea: open']);
  const asked = await newest();
  expect(asked).toContain('A. Please measure your glucose again. How do you feel now?\nA1. Better');
  expect(asked).toContain('B. It is time for your medicine: metformin 500 mg\nB1. Taken');
  expect(await reply('r1', '1')).toBe('repeated');
  expect(await reply('r2', 'b1')).toBe('answered');
  expect(await answers()).toEqual(['It is time: taken', 'Please mea: open']);
  expect(await reply('r3', '1')).toBe('answered');
  expect(await answers()).toEqual(['It is time: taken', 'Please mea: better']);
});

test('a number that means danger in one of them is taken so, and the patient is told how it was taken', async () => {
  await plan(pill('11:10'));
  await low();
  await until(16);
  expect(await reply('r1', '3')).toBe('answered');
  expect(await answers()).toEqual(['It is time: open', 'Please mea: worse']);
  expect((await steps()).map((line) => line.split(' ')[1])).toContain('worse-task');
  const told = (await house.store.inbox.of('p1', 9)).filter(({ address }) => address === 'p1').map(({ text }) => text);
  expect(told.some((text) => text.includes('We took your reply “3” as the answer to this question'))).toBe(true);
});

test('while somebody is asked whether they are in danger, a reminder waits; it comes afterwards, once', async () => {
  await plan(pill('11:20'));
  await low();
  await until(24);
  expect(await answers()).toEqual(['Please mea: open']);
  expect(await reply('r1', '1')).toBe('answered');
  await until(31);
  expect(await answers()).toEqual(['It is time: open', 'Please mea: better']);
  await until(24 * 60);
  expect((await steps()).filter((line) => line.includes(' now '))).toEqual(['25 now patient']);
});

test('a medicine that was asked about before is not reminded of while the other question is open', async () => {
  await plan(pill('11:10'));
  await until(50);
  await low();
  await until(69); // the low one is open from 65 to 85 minutes; the reminder was due at 70
  await until(74);
  expect((await steps()).some((line) => line.includes('reminder'))).toBe(false);
  expect(await reply('r1', 'Better')).toBe('answered');
  await until(76);
  expect((await steps()).filter((line) => line.includes('reminder'))).toEqual(['75 reminder patient']);
});

test('a daily questionnaire that nobody answers is reminded of, and is a coordinator’s task; then it is asked anew', async () => {
  await plan({ id: 'daily', what: { do: 'check-in', questionnaire: 'weekly-check-in' }, times: ['12:00'] });
  await until((5 * DAY) / MINUTE + 120);
  expect(await steps()).toEqual([
    '60 questions patient',
    '1500 reminder patient',
    '2940 no-answer coordinator',
    '4380 questions patient',
    '5820 reminder patient',
    '7260 no-answer coordinator',
  ]);
});

test('a number when nothing is open: asked back kindly, or told to the team with the question that it may have meant', async () => {
  expect(await reply('r1', '3')).toBe('asked-back');
  expect(await newest()).toContain('no question waits for an answer');
  expect(await reply('r1', '3')).toBe('repeated');
  await plan(pill('11:10'));
  await until(11);
  expect(await reply('r2', '1')).toBe('answered');
  await until(30);
  expect(await reply('r3', '（2）')).toBe('passed-on');
  expect(await newest()).toContain('The question had closed; we have told your care team');
  const tasks = (await house.store.outbox.of('p1', 200)).filter(({ message }) => message.template === 'task');
  expect(tasks.map(({ message: { to } }) => to.role)).toEqual(['coordinator']);
  const text = String(tasks[0]!.message.values['text.en']);
  expect(text).toContain('The patient replied “2” when no question was open');
  expect(text).toContain('It is time for your medicine: metformin 500 mg');
  // Words are understood as ever.
  expect(await reply('r4', 'thank you')).toBe('passed-on');
});
