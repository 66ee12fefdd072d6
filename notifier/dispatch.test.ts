import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/clock.ts';
import {
  addresses,
  answers,
  clock,
  deliveries,
  inboxOf,
  livesAnew,
  mailKey,
  mails,
  message,
  NOON,
  never,
  notifier,
  open,
  owe,
  setAddresses,
  store,
} from '../tests/dispatch-room.ts';
import type { Channel } from './channel.ts';
import type { NotifierParts } from './dispatch.ts';
import { PART_OF } from './verdict.ts';

livesAnew();

test("what is due is rendered in each person's language, sent on every way, and settled", async () => {
  setAddresses([...addresses, { channel: 'smtp', address: 'son@example.org', language: 'en' }]);
  await owe(message());
  expect(await notifier().dispatch(never)).toBe(1);
  expect(await store.inbox.of('p1', 9)).toMatchObject([{ subject: '血糖偏低', address: 'p1', patient: 'p1' }]);
  expect(mails).toMatchObject([
    { key: mailKey, address: 'li@example.org', subject: '血糖偏低', about: 'p1', urgent: true },
    { address: 'son@example.org', subject: 'Low glucose' },
  ]);
  expect(mails[0]!.text).toContain('结果：3.4 mmol/L');
  expect(mails[1]!.text).toContain('https://hearth.example/p1');
  expect((await deliveries()).m1).toMatchObject({ is: 'accepted', at: NOON, channel: 'inbox, smtp' });
  expect(await notifier().dispatch(never)).toBe(0);
  expect(mails).toHaveLength(2);
});

test("a crash between the provider's acceptance and our note sends again, with the same keys, and the inbox holds it once", async () => {
  await owe(message());
  let crashed = false;
  const crashing: NotifierParts['store'] = {
    patients: store.patients,
    followUps: store.followUps,
    sends: store.sends,
    transact: (work) =>
      store.transact(async (records) => {
        const result = await work(records);
        if (mails.length > 0) {
          crashed = true;
          throw new Error('power failure');
        }
        return result;
      }),
  };
  // The inbox is another room's transaction: it commits before the crash, as it would.
  await expect(notifier({ store: crashing }).dispatch(never)).rejects.toThrow('power failure');
  expect(crashed).toBe(true);
  expect(mails).toHaveLength(1);
  expect((await deliveries()).m1).toMatchObject({ is: 'waiting' });

  await store.close();
  open();
  expect(await notifier().dispatch(never)).toBe(0); // still under the lease of the one that died
  clock.advance(NOON + 2 * MINUTE);
  expect(await notifier().dispatch(never)).toBe(1);
  expect(mails.map(({ key }) => key)).toEqual([mailKey, mailKey]);
  expect(await inboxOf()).toEqual(['血糖偏低']);
  expect((await deliveries()).m1).toMatchObject({ is: 'accepted' });
});

test('a mailbox that is full for now: the others have theirs once, this one is tried again under its own key until it is through', async () => {
  answers.set('li@example.org', async () => ({ is: 'failed', why: 'the mail server did not take the message (452)' }));
  await owe(message());
  await notifier().dispatch(never);
  expect(await deliveries()).toMatchObject({ m1: { is: 'accepted', channel: 'inbox' }, [mailKey]: { is: 'waiting', attempts: 0 } });

  clock.advance(NOON + MINUTE);
  expect(await notifier().dispatch(never)).toBe(1);
  const second = (await deliveries())[mailKey];
  expect(second).toMatchObject({ is: 'waiting', attempts: 1, why: 'smtp: the mail server did not take the message (452)' });
  expect(await notifier().dispatch(never)).toBe(0);

  answers.clear();
  clock.advance((second as { next: number }).next);
  expect(await notifier().dispatch(never)).toBe(1);
  expect((await deliveries())[mailKey]).toMatchObject({ is: 'accepted', channel: 'smtp' });
  expect(mails.map(({ key }) => key)).toEqual([mailKey, mailKey, mailKey]);
  expect(await inboxOf()).toEqual(['血糖偏低']);
});

test('an address that is refused is dead and visible, and the coordinator is told of an urgent message', async () => {
  answers.set('li@example.org', async () => ({ is: 'refused', why: 'the mail server refuses the recipient (550)' }));
  await owe(message());
  while (
    (await notifier({
      addresses: async (to) => (to.role === 'patient' ? addresses : [{ channel: 'inbox', address: 'team:coordinator', language: 'en' }]),
    }).dispatch(never)) > 0
  );
  const all = await store.outbox.of('p1', 9);
  expect(all.find(({ message: { key } }) => key === mailKey)?.delivery).toMatchObject({
    is: 'dead',
    why: 'the mail server refuses the recipient (550)',
  });
  expect(await store.inbox.of('p1', 9)).toContainEqual(
    expect.objectContaining({ address: 'team:coordinator', subject: 'An urgent message was not delivered: patient p1' }),
  );
  expect(JSON.stringify(all)).not.toContain('li@example.org');
});

test('nothing gets through: tried later and later, then dead', async () => {
  setAddresses(addresses.slice(1));
  answers.set('li@example.org', async () => ({ is: 'failed', why: 'the mail server cannot be reached' }));
  await owe(message({ urgent: false }));
  const patient = notifier({ settings: { maxAttempts: 4 } });
  const waits: number[] = [];
  for (let i = 0; i < 4; i++) {
    expect(await patient.dispatch(never)).toBe(1);
    const delivery = (await deliveries()).m1!;
    if (delivery.is !== 'waiting') break;
    waits.push(delivery.next - clock.now());
    clock.advance(delivery.next);
  }
  expect(waits).toHaveLength(3);
  expect(waits[1]!).toBeGreaterThan(waits[0]!);
  expect(waits[2]!).toBeGreaterThan(waits[1]!);
  expect((await deliveries()).m1).toEqual({
    is: 'dead',
    at: clock.now(),
    why: 'smtp: the mail server cannot be reached; given up after 4 attempts',
  });
  expect(new Set(mails.map(({ key }) => key))).toEqual(new Set([mailKey]));
});

test('what has expired is not sent: it would do harm or amuse', async () => {
  await owe(message({ expires: NOON + 30 * MINUTE }), message({ key: 'm2', expires: NOON + 30 * MINUTE + 1 }));
  clock.advance(NOON + 30 * MINUTE);
  expect(await notifier().dispatch(never)).toBe(2);
  expect(await deliveries()).toMatchObject({ m1: { is: 'expired' }, m2: { is: 'accepted' } });
  expect(mails).toHaveLength(1);
});

test("at night only what is urgent goes out; the rest at seven, on the patient's clock", async () => {
  const night = NOON + 11 * HOUR; // 23:00 in Shanghai
  clock.advance(night);
  await owe(message({ due: night, urgent: false }), message({ key: 'm2', due: night }));
  expect(await notifier().dispatch(never)).toBe(2);
  expect(mails).toHaveLength(1);
  const seven = Date.UTC(2026, 2, 2, 23);
  expect((await deliveries()).m1).toEqual({ is: 'waiting', attempts: 0, next: seven, why: 'quiet hours' });
  expect(await store.outbox.next()).toBe(seven);
  clock.advance(seven);
  expect(await notifier().dispatch(never)).toBe(1);
  expect((await deliveries()).m1).toMatchObject({ is: 'accepted' });
});

test("the team's night is the clinic's, not the patient's", async () => {
  const [inShanghai, inLondon] = [NOON + 11 * HOUR, Date.UTC(2026, 2, 2, 23, 30)];
  const toTeam = (key: string, due: number) => message({ key, due, urgent: false, to: { person: 'team', role: 'coordinator' } });
  clock.advance(inShanghai);
  await owe(toTeam('day', inShanghai));
  await notifier().dispatch(never);
  expect((await deliveries()).day).toMatchObject({ is: 'accepted' });
  clock.advance(inLondon);
  await owe(toTeam('night', inLondon));
  await notifier().dispatch(never);
  expect((await deliveries()).night).toEqual({ is: 'waiting', attempts: 0, next: Date.UTC(2026, 2, 3, 7), why: 'quiet hours' });
});

test('a caregiver whom nobody has is no fault: nobody is told that it failed', async () => {
  await owe(
    message({ key: 'none', urgent: true, to: { person: 'p1', role: 'caregiver' }, ifAny: true }),
    message({ key: 'm2', urgent: false }),
  );
  await notifier({ addresses: async (to) => (to.role === 'caregiver' ? [] : addresses) }).dispatch(never);
  expect(await deliveries()).toMatchObject({ none: { is: 'expired' }, m2: { is: 'accepted' } });
  expect((await store.outbox.of('p1', 9)).map(({ message: { template } }) => template)).not.toContain('delivery.failed');
});

test.each([
  ['nobody is known', { addresses: async () => [] }, {}, 'nobody is known as patient'],
  ['the template needs more than it got', {}, { values: {} }, 'zh-CN/alert.patient: there is no value for {title}'],
  ['there is no such template', {}, { template: 'alert.pigeon' }, 'zh-CN/alert.pigeon: there is no such template'],
  ['the patient is gone', {}, { about: 'p2' }, 'there is no such patient'],
] as const)('%s: dead, said why, and the next message goes on', async (_what, change, broken, why) => {
  await owe(message({ ...broken, urgent: false }), message({ key: 'm2' }));
  await notifier({ ...change, addresses: async (_to, about) => ('addresses' in change && about === 'p1' ? [] : addresses) }).dispatch(
    never,
  );
  const dead = [...(await store.outbox.of('p1', 9)), ...(await store.outbox.of('p2', 9))].find(({ message: { key } }) => key === 'm1');
  expect(dead?.delivery).toMatchObject({ is: 'dead', why });
  if (!('addresses' in change)) expect((await deliveries()).m2).toMatchObject({ is: 'accepted' });
});

test('a channel that is not set up, and one that throws, stop nobody else; what it threw is not repeated', async () => {
  setAddresses([...addresses, { channel: 'pager', address: '555', language: 'en' }]);
  answers.set('li@example.org', () => Promise.reject(new Error('secret of li@example.org')));
  await owe(message({ urgent: false }));
  await notifier().dispatch(never);
  expect(
    Object.values(await deliveries())
      .map((one) => one.is)
      .sort(),
  ).toEqual(['accepted', 'dead', 'waiting']);
  const all = JSON.stringify(await store.outbox.of('p1', 9));
  expect(all).toContain('this channel is not set up');
  expect(all).not.toContain('secret');
});

test('an address that is gone when its turn comes again is told nothing any more', async () => {
  answers.set('li@example.org', async () => ({ is: 'failed', why: 'the mail server cannot be reached' }));
  await owe(message({ urgent: false }));
  await notifier().dispatch(never);
  setAddresses(addresses.slice(0, 1));
  clock.advance(NOON + HOUR);
  await notifier().dispatch(never);
  expect((await deliveries())[mailKey]).toEqual({ is: 'expired', at: NOON + HOUR });
  expect(await inboxOf()).toHaveLength(1);
});

test('asked to stop in the middle, it writes nothing down: the lease ends and the next one sends', async () => {
  setAddresses(addresses.slice(1));
  const stop = new AbortController();
  answers.set('li@example.org', async () => {
    stop.abort();
    return { is: 'failed', why: 'given up: it took too long, or the sender is stopping' };
  });
  await owe(message());
  await notifier().dispatch(stop.signal);
  expect((await deliveries()).m1).toMatchObject({ is: 'waiting', attempts: 0 });
  expect(await notifier().dispatch(stop.signal)).toBe(0);
});

test('a provider that hangs is given up after its time', async () => {
  setAddresses(addresses.slice(1));
  const hanging: Channel = {
    send: (_letter, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve({ is: 'failed', why: 'given up' }), { once: true })),
  };
  await owe(message());
  await notifier({ channels: new Map([['smtp', hanging]]), settings: { sendWithinMs: 100 } }).dispatch(never);
  expect((await deliveries()).m1).toMatchObject({ is: 'waiting', attempts: 1, why: 'smtp: given up' });
});

test('no provider is called while a transaction is open, and no more at a time than said', async () => {
  let open = 0;
  let calling = 0;
  let most = 0;
  const watched: NotifierParts['store'] = {
    patients: store.patients,
    followUps: store.followUps,
    sends: store.sends,
    transact: (work) =>
      store.transact(async (records) => {
        open++;
        try {
          return await work(records);
        } finally {
          open--;
        }
      }),
  };
  const careful: Channel = {
    async send() {
      expect(open).toBe(0);
      most = Math.max(most, ++calling);
      await new Promise((resolve) => setTimeout(resolve, 5));
      calling--;
      return { is: 'accepted' };
    },
  };
  setAddresses(Array.from({ length: 5 }, (_, i) => ({ channel: 'smtp', address: `${i}@example.org`, language: 'en' })));
  await owe(...Array.from({ length: 8 }, (_, i) => message({ key: `m${i}` })));
  const careless = notifier({ store: watched, channels: new Map([['smtp', careful]]), settings: { concurrency: 3 } });
  expect(await careless.dispatch(never)).toBe(8);
  expect(most).toBe(3);
  expect(Object.values(await deliveries()).every(({ is }) => is === 'accepted')).toBe(true);
});

test('two dispatchers at once send everything once', async () => {
  await owe(...Array.from({ length: 30 }, (_, i) => message({ key: `m${i}` })));
  const drain = async () => {
    const own = notifier();
    while ((await own.dispatch(never)) > 0);
  };
  await Promise.all([drain(), drain(), drain()]);
  expect(mails).toHaveLength(30);
  expect(new Set(mails.map(({ key }) => key)).size).toBe(30);
  expect(await inboxOf()).toHaveLength(30);
});

test('a message waits for its moment, and a part says which message it belongs to', async () => {
  await owe(message({ due: NOON + 10 * SECOND }));
  expect(await notifier().dispatch(never)).toBe(0);
  answers.set('li@example.org', async () => ({ is: 'failed', why: 'the mail server cannot be reached', retryAfterMs: 2 * DAY }));
  clock.advance(NOON + 10 * SECOND);
  expect(await notifier().dispatch(never)).toBe(1);
  const part = (await store.outbox.of('p1', 9)).find(({ message: { key } }) => key === mailKey);
  expect(part).toMatchObject({ message: { values: { [PART_OF]: 'm1' }, due: clock.now() + DAY } });
});
