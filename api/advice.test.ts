import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { envelopeKey } from '../notifier/verdict.ts';
import { createCallers } from '../tests/callers.ts';
import { highEvenings, holdEverything } from '../tests/held-advice.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { ApprovalRulesView, HeldAdvice, Objections } from './advice-contract.ts';
import type { AdviceView, Problem } from './contract.ts';

/** By day: what is not urgent waits for the morning. */
const clock = createReplayClock(Date.UTC(2026, 2, 2, 12));
let house: TestHouse;
const { call, hire } = createCallers(() => house, clock.now);

beforeAll(async () => {
  house = await openTestHouse({ clock });
  await hire({ doctor: 'doctor', coordinator: 'coordinator', administrator: 'administrator' });
});
afterAll(() => house.close());

const ask = async <T>(who: string, method: string, path: string, body?: unknown) =>
  (await (await call(method, path, who, body)).json()) as T;

test('the rules: a doctor or an administrator sets them with a reason, and everybody sees who did', async () => {
  const rules = { low: 'models', medium: 'everything', waitMinutes: 120 };
  expect((await call('PUT', '/advice/approval-rules', 'coordinator', { rules, reason: 'carefully' })).status).toBe(403);
  expect((await call('PUT', '/advice/approval-rules', 'doctor', { rules, reason: '' })).status).toBe(400);
  expect((await call('PUT', '/advice/approval-rules', 'doctor', { rules: { high: 'everything' }, reason: 'all of it' })).status).toBe(400);
  expect((await call('PUT', '/advice/approval-rules', 'administrator', { rules, reason: 'carefully' })).status).toBe(200);
  const view = await ask<ApprovalRulesView>('coordinator', 'GET', '/advice/approval-rules');
  expect(view).toMatchObject({ rules: { ...rules, high: 'nothing' }, byName: 'Canary administrator', reason: 'carefully' });
  expect(view.history).toHaveLength(1);
});

test('from the worklist to the patient: checked, refused by the guard, edited, approved once', async () => {
  await holdEverything(house);
  await highEvenings(house, 'p1', clock.now());
  const [held] = await ask<HeldAdvice[]>('coordinator', 'GET', '/advice/waiting');
  expect(held).toMatchObject({ patient: 'p1', language: 'en', by: 'curated', severity: expect.any(String) });
  expect(held!.closing).toHaveLength(1);
  expect(held!.facts.some(({ used }) => used)).toBe(true);

  const at = `/advice/${held!.id}`;
  const edit = (text: string) => ({
    sentences: [
      ...held!.sentences.slice(1).map(({ text: said, topic }, i) => ({ text: said, topic, from: i + 1 })),
      { text, topic: 'diet' },
    ],
  });
  const [objection] = await ask<Objections>('doctor', 'POST', `${at}/check`, edit('Stop your metformin tonight.'));
  expect(objection).toMatchObject({ check: 'dose', style: false, name: { 'zh-CN': '不得改动用药' } });
  expect((await call('POST', `${at}/approve`, 'administrator', {})).status).toBe(403);
  const problem = await ask<Problem>('doctor', 'POST', `${at}/approve`, { edit: edit('Stop your metformin tonight.') });
  expect(problem).toMatchObject({
    status: 422,
    code: 'advice.turned-down',
    detail: expect.stringContaining('no change of medicine or dose'),
  });
  expect(problem.errors![0]!.pointer).toBe(`/sentences/${held!.sentences.length - 1}`);

  const text = 'Eat the vegetables first at dinner.';
  expect((await call('POST', `${at}/approve`, 'doctor', { edit: edit(text) })).status).toBe(200);
  expect((await call('POST', `${at}/approve`, 'coordinator', {})).status).toBe(409);
  expect((await call('POST', `${at}/refuse`, 'coordinator', { reason: 'too late' })).status).toBe(409);
  expect((await call('POST', '/advice/nothing/refuse', 'coordinator', { reason: 'none' })).status).toBe(404);
  expect(await ask<HeldAdvice[]>('doctor', 'GET', '/advice/waiting')).toEqual([]);
  await house.settle();
  const said = (await house.store.inbox.of('p1', 9)).filter(({ text: told }) => told.includes(text));
  expect(said).toHaveLength(1);

  const [shown] = await ask<AdviceView[]>('doctor', 'GET', '/patients/p1/advice');
  expect(shown!.approval).toMatchObject({ is: 'approved', by: 'doctor', byName: 'Canary doctor' });
  expect(shown!.approval!.sent!.map(({ text: sent }) => sent)).toContain(text);
  expect(shown!.sentences[0]!.text).toBe(held!.sentences[0]!.text);
});

test('refused with a reason, nothing is sent', async () => {
  await highEvenings(house, 'p2', clock.now());
  const [held] = await ask<HeldAdvice[]>('coordinator', 'GET', '/advice/waiting');
  // Also in the quiet hours of whoever runs this test.
  const asks = (await house.store.outbox.of('p2', 9)).find(({ message }) => message.values.advice === held!.id)!;
  const inboxKey = envelopeKey(asks.message, 'inbox', 'team:doctor');
  const entry = { key: inboxKey, patient: 'p2', address: 'team:doctor', at: clock.now(), subject: 'An advice waits', text: 'x' };
  await house.store.transact((records) => records.inbox.put(entry));
  const unread = async () => (await ask<{ key: string }[]>('doctor', 'GET', '/inbox')).filter(({ key }) => key === inboxKey);
  expect(await unread()).toHaveLength(1);
  expect((await call('POST', `/advice/${held!.id}/refuse`, 'coordinator', { reason: ' ' })).status).toBe(400);
  expect(await ask('coordinator', 'POST', `/advice/${held!.id}/refuse`, { reason: 'I called her' })).toMatchObject({ is: 'refused' });
  // What asked for it lies there no longer.
  expect(await unread()).toEqual([]);
  expect((await house.store.outbox.of('p2', 9)).find(({ message }) => message.key === asks.message.key)!.delivery.is).not.toBe('waiting');
  await house.settle();
  expect((await house.store.outbox.of('p2', 9)).filter(({ message }) => message.template === 'advice')).toEqual([]);
});
