import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { openSqlite } from '../../store/sqlite.ts';
import { channelContract } from '../contract.ts';
import { inbox } from './inbox.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearth-inbox-'));
const clock = createReplayClock(Date.UTC(2026, 2, 2, 12));
const store = openSqlite({ path: join(folder, 'hearth.db'), identityKey: new Uint8Array(32), now: clock.now });
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

let seen: readonly string[] = [];
const ofP1 = async () => {
  const entries = await store.inbox.of('p1', 100);
  seen = entries.map(({ key }) => key);
  return entries;
};
/** The other side is the store: what it saw is what it kept. */
const parts = {
  clock,
  store: {
    transact: <T>(work: Parameters<typeof store.transact<T>>[0]) => store.transact<T>(work).finally(ofP1),
  },
};
const cannot = (why: string) => ({ cannot: why });

channelContract(inbox, {
  parts,
  secrets: [],
  situations: {
    async accepts() {
      seen = [];
      return { settings: {}, seen: () => seen, async close() {} };
    },
    refuses: cannot('everybody has an inbox'),
    'asks-to-wait': cannot('the store has no such wish'),
    fails: cannot('see the test below: it needs a store that is closed'),
    hangs: cannot('the store answers or fails'),
    garbage: cannot('there is no other side'),
    'is-gone': cannot('see the test below: it needs a store that is closed'),
  },
});

const letter = { key: 'key-1', address: 'team:doctor', subject: '血压过高', text: '请联系患者', about: 'p2', urgent: true };
const never = new AbortController().signal;

test('a letter lies in the inbox of whom it is about, once, as it came first', async () => {
  const channel = inbox.open({}, { clock, store });
  expect(await channel.send(letter, never)).toEqual({ is: 'accepted', receipt: 'key-1' });
  clock.advance(clock.now() + 1000);
  expect((await channel.send({ ...letter, text: 'again' }, never)).is).toBe('accepted');
  expect(await store.inbox.of('p2', 9)).toEqual([
    { key: 'key-1', address: 'team:doctor', subject: '血压过高', text: '请联系患者', patient: 'p2', at: Date.UTC(2026, 2, 2, 12) },
  ]);
});

test('a store that is closed is `failed`, without a word of what it would have kept', async () => {
  const closed = openSqlite({ path: join(folder, 'other.db'), identityKey: new Uint8Array(32), now: clock.now });
  await closed.close();
  expect(await inbox.open({}, { clock, store: closed }).send(letter, never)).toEqual({
    is: 'failed',
    why: 'the inbox could not be written',
  });
});
