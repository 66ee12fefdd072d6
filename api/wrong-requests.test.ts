import { expect, onTestFinished, test } from 'vitest';
import { DAY } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey, newSecret } from '../house/secrets.ts';
import { openTestHouse } from '../tests/house.ts';
import type { Problem } from './contract.ts';

const NOON = Date.UTC(2026, 2, 2, 12);

test('what a tired person sends wrongly gets one plain sentence', async () => {
  const house = await openTestHouse({ clock: createReplayClock(NOON) });
  onTestFinished(() => house.close());
  await house.moveIn('p1', []);
  const key = newSecret();
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'wen', name: 'Wen', role: 'coordinator', language: 'en' });
    await records.sessions.open({ keyHash: hashKey(key), user: 'wen', since: NOON, seen: NOON + DAY, until: NOON + DAY, once: false });
  });
  const send = async (
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = { 'hearth-request': '1' },
  ) => {
    const answer = await fetch(`${house.url}/api/v1${path}`, {
      method,
      headers: { cookie: `hearth=${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return { status: answer.status, problem: (await answer.json()) as Problem };
  };

  const visit = (at: unknown) => send('POST', '/patients/p1/visits', { at });
  expect(await visit(Date.UTC(2099, 0, 1))).toMatchObject({ status: 400, problem: { detail: 'This is more than a year ahead.' } });
  expect((await visit(NOON + 300 * DAY)).status).toBe(202);
  expect((await visit(undefined)).problem.errors).toEqual([{ pointer: '/at', detail: 'is missing: a number belongs here' }]);
  expect((await visit('soon')).problem.errors).toEqual([{ pointer: '/at', detail: 'a number belongs here, not text' }]);

  expect(await send('POST', '/patients/p1/visits', { at: NOON + DAY }, {})).toMatchObject({
    status: 403,
    problem: { code: 'api.header-missing', title: 'This request lacks the header Hearth-Request: 1.' },
  });

  const limit = { value: 175, unit: 'mmHg', reason: '  ' };
  expect(await send('PUT', '/patients/p1/thresholds/bp.crisis/systolic', limit)).toMatchObject({
    status: 400,
    problem: { errors: [{ pointer: '/reason', detail: 'say in a few words why' }] },
  });

  const deep = `pack: ${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  expect(await send('POST', '/rules/preview', { pack: deep, patient: 'p1' })).toMatchObject({
    status: 400,
    problem: { code: 'api.invalid' },
  });
});
