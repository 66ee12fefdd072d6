import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKnowledge } from '../advice/knowledge.ts';
import { isFixed } from '../advice/what-is-left.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { home } from '../house/packs.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { KnowledgeView, LeftView } from './words-contract.ts';

/** The knowledge base through the front door: the next advice on this server no longer says what was switched off. */

const clock = createReplayClock(Date.parse('2026-03-02T09:00:00Z'));
const knowledge = readKnowledge(home);
let house: TestHouse;
const { call, hire } = createCallers(() => house, clock.now);

beforeAll(async () => {
  house = await openTestHouse({ clock, settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 100 } } });
  await hire({ dora: 'doctor', phil: 'pharmacist' });
}, 30_000);
afterAll(() => house.close());

const json = async <T>(answer: Promise<Response>): Promise<T> => (await answer).json() as Promise<T>;
const view = () => json<KnowledgeView>(call('GET', '/clinic/knowledge', 'phil'));
const row = async (id: string) => (await view()).rows.find((one) => one.id === id)!;
const turn = (sentence: string, off: boolean, more: object = {}, who = 'dora') =>
  call('PUT', `/clinic/knowledge/${sentence}`, who, { off, reason: 'our dietitian says otherwise', ...more });
const without = (sentence: string) => json<LeftView>(call('GET', `/clinic/knowledge/${sentence}/without`, 'phil'));

/** Four readings after dinner that were too high; resolves to the sentences of the advice that followed. */
async function adviceFor(patient: string): Promise<readonly (string | undefined)[]> {
  await house.moveIn(patient, [`of-${patient}`]);
  const authorization = `Basic ${Buffer.from(`of-${patient}:secret of of-${patient}`).toString('base64')}`;
  for (const hours of [74, 50, 26, 2])
    await fetch(`${house.url}/api/v1/readings`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'glucose', value: 12.5, unit: 'mmol/L', meal: 'after', at: clock.now() - hours * 3_600_000 }),
    });
  await house.settle();
  const [advice] = await house.store.advice.of(patient, 1);
  return advice!.sentences.map(({ source }) => source);
}

test('every row of the knowledge base is there with its source; what is said in danger is fixed, and so is what protects', async () => {
  const { rows, situations, traits } = await view();
  expect(rows.map(({ id }) => id)).toEqual(knowledge.map(({ id }) => id));
  for (const one of rows) expect(one.source.evidence).toMatch(/primary|secondary|unverified/);
  for (const one of knowledge)
    expect(rows.find(({ id, is }) => id === one.id && is === one.is)!.fixed).toBe(one.is !== 'sentence' || isFixed(one));
  const named = new Set([...situations, ...traits].map(({ id }) => id));
  for (const { when, needs, unless } of rows)
    for (const id of [...when, ...needs, ...unless]) expect([id, named.has(id)]).toEqual([id, true]);
  for (const { id, name } of [...situations, ...traits]) expect([id, /\p{Script=Han}/u.test(name['zh-CN'])]).toEqual([id, true]);
});

test('a sentence that was said is counted, and once it is off it is said no more; on again, it is', async () => {
  const said = await adviceFor('p1');
  const sentence = said.find((source) =>
    knowledge.some((one) => one.is === 'sentence' && one.id === source && one.part === 'step' && one.topic === 'diet'),
  )!;
  clock.advance(clock.now() + 600_000);
  expect((await row(sentence)).uses).toBe(1);
  expect((await turn(sentence, true)).status).toBe(200);
  expect((await row(sentence)).off).toMatchObject({ by: 'dora', byName: 'Canary dora', reason: 'our dietitian says otherwise' });
  for (const patient of ['p2', 'p3', 'p4', 'p5', 'p6']) expect(await adviceFor(patient)).not.toContain(sentence);
  expect((await turn(sentence, false)).status).toBe(200);
  expect((await row(sentence)).off).toBeUndefined();
  const history = await json<{ off: boolean }[]>(call('GET', `/clinic/knowledge/${sentence}/history`, 'phil'));
  expect(history.map(({ off }) => off)).toEqual([false, true]);
  const acts = (await house.store.audit.list(50)).filter(({ did }) => did.startsWith('knowledge.'));
  expect(acts.map(({ did, by, about }) => [did, by, about.sentence])).toEqual([
    ['knowledge.on', 'dora', sentence],
    ['knowledge.off', 'dora', sentence],
  ]);
});

test('what is said where somebody may be in danger stays on, also when the store says otherwise', async () => {
  const fixed = knowledge.find((one) => one.is === 'sentence' && isFixed(one))!;
  const answer = await turn(fixed.id, true, { evenIfNothing: true });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([409, 'knowledge.fixed']);
});

test('who would hear nothing is said before it happens, and has to be meant', { timeout: 60_000 }, async () => {
  // One diet sentence after the other is switched off, until the next would be the last one for a situation.
  const steps = knowledge.filter(
    (one) => one.is === 'sentence' && !isFixed(one) && one.topic === 'diet' && one.part === 'step' && one.when.includes('pressure.raised'),
  );
  expect(steps.length).toBeGreaterThan(3);
  const left = await without(steps[0]!.id);
  const raised = left.find(({ situation }) => situation === 'pressure.raised')!;
  expect(raised.before.en).not.toBe(raised.after.en);
  expect(raised.after['zh-CN']).toContain('饮食：');
  let refused = 0;
  for (const { id } of steps) {
    const answer = await turn(id, true);
    if (answer.status === 200) continue;
    expect(((await answer.json()) as { code: string }).code).toBe('knowledge.nothing-left');
    refused++;
    expect((await without(id)).flatMap(({ nothingFor }) => nothingFor)).not.toEqual([]);
    expect((await turn(id, true, { evenIfNothing: true })).status).toBe(200);
  }
  expect(refused).toBeGreaterThan(0);
  const last = await without(steps.at(-1)!.id);
  expect(last.find(({ situation }) => situation === 'pressure.raised')!.nothingFor).toEqual([{ topic: 'diet', part: 'step' }]);
});

test('a pharmacist reads and does not switch; a sentence that is not there is not found; a reason is wanted', async () => {
  expect((await turn('diet.plate', true, {}, 'phil')).status).toBe(403);
  expect((await turn('of.no.such.name', true)).status).toBe(404);
  expect((await turn('diet.plate', true, { reason: '' })).status).toBe(400);
});
