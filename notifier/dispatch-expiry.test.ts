import { expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import {
  answers,
  clock,
  deliveries,
  livesAnew,
  mailKey,
  message,
  NOON,
  never,
  notifier,
  owe,
  setAddresses,
  store,
} from '../tests/dispatch-room.ts';

livesAnew();

test('an urgent one that expires while the mail server is out: the coordinator is told at that moment, once', async () => {
  const person = { person: 'patient:p1', language: 'zh-CN' } as const;
  const ways = [
    { channel: 'inbox', address: 'p1', ...person },
    { channel: 'smtp', address: 'li@example.org', ...person },
    { channel: 'smtp', address: 'other@example.org', ...person },
  ];
  const house = notifier({
    addresses: async (to) => (to.role === 'patient' ? ways : [{ channel: 'inbox', address: 'team:coordinator', language: 'en' }]),
  });
  for (const { address } of ways) answers.set(address, async () => ({ is: 'failed', why: 'come back later (451)' }));
  const expires = NOON + 15 * MINUTE;
  await owe(message({ expires }), message({ key: 'calm', urgent: false, expires }));
  const told = async () => (await store.inbox.of('p1', 99)).filter(({ address }) => address === 'team:coordinator');
  while (clock.now() < expires) {
    while ((await house.dispatch(never)) > 0);
    expect(await told()).toEqual([]);
    clock.advance(Math.min((await store.outbox.next())!, expires));
  }
  while ((await house.dispatch(never)) > 0);
  expect((await deliveries())[mailKey]).toEqual({ is: 'expired', at: expires, why: 'smtp: come back later (451)' });
  expect(await told()).toMatchObject([{ subject: 'An urgent message was not delivered: patient p1' }]);
  expect((await told())[0]!.text).toContain('mail');
});

test('where another way took it in time, its mail may expire', async () => {
  const person = { person: 'patient:p1', language: 'zh-CN' } as const;
  setAddresses([
    { channel: 'smtp', address: 'li@example.org', ...person },
    { channel: 'smtp', address: 'good@example.org', ...person },
  ]);
  answers.set('li@example.org', async () => ({ is: 'failed', why: 'come back later (451)' }));
  await owe(message({ expires: NOON + 15 * MINUTE }));
  await notifier().dispatch(never);
  clock.advance(NOON + 15 * MINUTE);
  while ((await notifier().dispatch(never)) > 0);
  expect((await deliveries())[mailKey]).toMatchObject({ is: 'expired', took: 'smtp' });
  expect((await store.outbox.of('p1', 9)).map(({ message: { template } }) => template)).not.toContain('delivery.failed');
});
