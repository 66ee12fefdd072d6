import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { ThresholdView } from './contract.ts';
import type { ProposalView } from './limit-contract.ts';

/** Between a proposal and its approval others decide too: nobody approves what they were not shown. */

const clock = createReplayClock(Date.parse('2026-03-02T09:00:00Z'));
let house: TestHouse;
const { call, hire } = createCallers(() => house, clock.now);
const VERY_LOW = 'glucose.very-low/limit';

beforeAll(async () => {
  house = await openTestHouse({ clock, settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 100 } } });
  await hire({ nova: 'coordinator', orla: 'coordinator', dora: 'doctor' });
  for (const id of ['p1', 'p2', 'p3', 'p4']) await house.moveIn(id, []);
});
afterAll(() => house.close());

const set = (where: string, value: number, who: string, more: object = {}) =>
  call('PUT', `${where}/thresholds/${VERY_LOW}`, who, { value, unit: 'mmol/L', reason: 'alarms at night', ...more });
const proposalOf = async (answer: Response): Promise<ProposalView> => {
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { proposal: ProposalView }).proposal;
};
const decide = (id: string, verb: 'approve' | 'refuse', who: string) => call('POST', `/limits/proposals/${id}/${verb}`, who, { note: '' });
const waiting = async (id: string, who: string) =>
  ((await (await call('GET', '/limits/proposals', who)).json()) as ProposalView[]).find((one) => one.id === id);
const inForce = async (where: string) =>
  ((await (await call('GET', `${where}/thresholds`, 'dora')).json()) as ThresholdView[]).find(
    ({ rule, name }) => `${rule}/${name}` === VERY_LOW,
  )!.value;

test('a stricter limit, set since it was proposed, is not overridden: the list says what is in force, approving is refused', async () => {
  const proposal = await proposalOf(await set('/patients/p1', 2.6, 'nova'));
  expect(await waiting(proposal.id, 'dora')).toMatchObject({ outdated: false, may: true, weakens: [{ from: 3, to: 2.6, is: 3 }] });
  expect((await set('/patients/p1', 3.6, 'orla', { reason: 'hypo unawareness' })).status).toBe(200);
  expect(await waiting(proposal.id, 'dora')).toMatchObject({ outdated: true, weakens: [{ from: 3, to: 2.6, is: 3.6 }] });
  const answer = await decide(proposal.id, 'approve', 'dora');
  expect([answer.status, await answer.json()]).toMatchObject([
    409,
    {
      code: 'proposal.outdated',
      detail: 'The limit has been changed since this was proposed: it was 3 then, and is 3.6 mmol/L now.',
    },
  ]);
  expect(await inForce('/patients/p1')).toBe(3.6);
  expect((await decide(proposal.id, 'refuse', 'dora')).status).toBe(200);
});

test('it stays in doubt, too, where the clinic’s limit beneath has changed', async () => {
  const proposal = await proposalOf(await set('/patients/p2', 2.6, 'nova'));
  expect((await set('/clinic', 3.2, 'orla')).status).toBe(200);
  expect((await decide(proposal.id, 'approve', 'dora')).status).toBe(409);
  expect(await inForce('/patients/p2')).toBe(3.2);
});

test('the same is proposed once: whoever repeats it has it back, a colleague is told that it waits; another value is another proposal', async () => {
  const first = await proposalOf(await set('/patients/p3', 2.7, 'nova'));
  clock.advance(clock.now() + 60_000);
  expect((await proposalOf(await set('/patients/p3', 2.7, 'nova'))).id).toBe(first.id);
  const other = await set('/patients/p3', 2.7, 'orla');
  expect([other.status, await other.json()]).toMatchObject([409, { code: 'proposal.waiting' }]);
  const lower = await proposalOf(await set('/patients/p3', 2.5, 'orla'));
  expect(lower.id).not.toBe(first.id);
  expect((await proposalOf(await set('/patients/p3', 2.7, 'nova', { until: clock.now() + 3_600_000 }))).id).not.toBe(first.id);
  expect((await decide(first.id, 'approve', 'dora')).status).toBe(200);
  // Of the two that waited, the second would now weaken something else.
  expect((await decide(lower.id, 'approve', 'dora')).status).toBe(409);
  expect(await inForce('/patients/p3')).toBe(2.7);
});

test('who may not set the clinic’s limit may not approve one', async () => {
  const proposal = await proposalOf(await set('/clinic', 2.6, 'nova'));
  expect((await set('/clinic', 2.8, 'dora')).status).toBe(403);
  expect(await waiting(proposal.id, 'dora')).toMatchObject({ may: false });
  for (const verb of ['approve', 'refuse'] as const) expect((await decide(proposal.id, verb, 'dora')).status).toBe(403);
  expect(await waiting(proposal.id, 'orla')).toMatchObject({ may: true });
  expect((await decide(proposal.id, 'approve', 'orla')).status).toBe(200);
});
