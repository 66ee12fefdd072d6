import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { CLINIC, OFF } from '../domain/limit.ts';
import { NOBODY } from '../domain/message.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { readRules } from '../house/packs.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { freePort } from './services.ts';

/** Who watches the watchman: a real server outside counts the heartbeats of a real house. */

const NOON = Date.UTC(2026, 2, 2, 4);
let house: TestHouse;
let clock: ReplayClock;
let outside: Server;
let beats = 0;
let answers = 200;

beforeEach(async () => {
  beats = 0;
  answers = 200;
  outside = createServer((_, response) => {
    beats++;
    response.writeHead(answers).end();
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  clock = createReplayClock(NOON);
});
afterEach(async () => {
  await house.close();
  await new Promise((resolve) => outside.close(resolve));
});

const open = async (more: Record<string, unknown> = {}) => {
  const url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/ping`;
  house = await openTestHouse({ clock, settings: { watch: { heartbeat: { url } }, clinic: { language: 'en' }, ...more } });
};
const apply = (...decisions: readonly Decision[]) => house.store.transact((records) => records.decisions.apply(decisions, clock.now()));
const toldToTeam = async () => (await house.store.inbox.unread('team:coordinator', 99)).map(({ text }) => text.split('\n')[0]);

test('the heartbeat goes out behind a commit, and stops when commits stop', async () => {
  await open();
  expect(await house.look()).toEqual({ committed: NOON, beat: NOON, dead: [] });
  expect(beats).toBe(1);
  expect(await house.store.pulses.get('probe')).toMatchObject({ at: NOON });

  const other = new DatabaseSync(join(house.folder, 'hearth.db'));
  other.exec('begin immediate'); // somebody holds the database: nothing can be stored
  clock.advance(NOON + MINUTE);
  expect(await house.look()).toEqual({ committed: NOON, beat: NOON, dead: ['store'] });
  expect(beats).toBe(1);
  other.exec('rollback');
  other.close();
  expect(await house.look()).toEqual({ committed: NOON + MINUTE, beat: NOON + MINUTE, dead: [] });
  expect(beats).toBe(2);
});

test('an address outside that refuses is no beat', async () => {
  await open();
  answers = 404;
  expect(await house.look()).toEqual({ committed: NOON, dead: [] });
});

test('timers that nobody keeps: the heartbeat stops, the coordinator is told once, and again when it happens again', async () => {
  await open();
  await apply({ do: 'wake', at: NOON, what: 'silence:nobody.knows', patient: 'p1' });
  clock.advance(NOON + 5 * MINUTE);
  expect((await house.look()).dead).toEqual([]);
  clock.advance(NOON + 6 * MINUTE);
  expect((await house.look()).dead).toEqual(['timers']);
  expect((await house.look()).dead).toEqual(['timers']);
  expect(beats).toBe(1);
  expect(await house.store.outbox.of(NOBODY, 9)).toMatchObject([
    { message: { template: 'house.not-watching', urgent: true, values: { since: NOON } } },
  ]);

  await house.settle(); // it lives again
  expect(await toldToTeam()).toEqual(['Timers and pathways stand still (timers): reminders, questions and "no readings" are late.']);
  expect((await house.look()).dead).toEqual([]);
  expect(beats).toBe(2);
  await apply({ do: 'wake', at: clock.now(), what: 'silence:nobody.knows', patient: 'p1' });
  clock.advance(clock.now() + 6 * MINUTE);
  await house.look();
  expect(await house.store.outbox.of(NOBODY, 9)).toHaveLength(2);
  expect((await house.store.audit.list(9)).map(({ did }) => did)).toEqual(['watch.dead', 'watch.dead']);
});

test('a follower that stands still while there is something to follow', async () => {
  await open();
  await house.look();
  await apply({ do: 'report-fault', patient: 'p1', rule: 'a.rule', version: 1, why: 'it threw' });
  expect((await house.look()).dead).toEqual([]);
  clock.advance(NOON + 6 * MINUTE);
  expect((await house.look()).dead).toEqual(
    expect.arrayContaining(['follower:care', 'follower:questions', 'follower:advice', 'follower:faults']),
  );
  await house.settle();
  expect((await house.look()).dead).toEqual([]);
});

test('a channel that is dead for a quarter of an hour is told by another way, and the heartbeat goes on', async () => {
  const port = await freePort(); // nobody listens there
  await open({ channels: { inbox: {}, webhook: { url: `http://127.0.0.1:${port}/`, secret: 'x'.repeat(32) } } });
  await house.moveIn('p1', []);
  const message = (key: string) =>
    apply({
      do: 'send',
      message: {
        key,
        to: { person: 'team', role: 'coordinator' },
        about: 'p1',
        template: 'task',
        values: { 'text.en': 'Phone.', 'text.zh-CN': '请致电。' },
        urgent: true,
        due: clock.now(),
      },
    });
  await message('m1');
  await house.settle();
  expect((await house.look()).dead).toEqual([]);
  clock.advance(NOON + 14 * MINUTE);
  await house.settle();
  expect((await house.look()).dead).toEqual([]);
  clock.advance(NOON + 15 * MINUTE);
  expect((await house.look()).dead).toEqual(['channel:webhook']);
  expect(beats).toBe(3);
  await house.settle();
  expect((await toldToTeam()).filter((text) => text?.includes('webhook'))).toHaveLength(1);
});

test('a rule that fails for a patient: the coordinator hears that nobody watches by it, once', async () => {
  await open();
  await house.moveIn('p1', []);
  const fault: Decision = { do: 'report-fault', patient: 'p1', rule: 'glucose.low', version: 1, why: 'it threw' };
  await apply(fault);
  await house.settle();
  await apply(fault);
  await house.settle();
  expect(await toldToTeam()).toEqual([expect.stringContaining('"glucose.low" failed for patient p1')]);
});

test('every rule turned off for the whole clinic is said: on the state page, in the log, to the coordinator, and the heartbeat stops', async () => {
  await open();
  const all = readRules([]).rules;
  const off = (rule: string, value: number) => ({
    scope: CLINIC,
    rule,
    name: OFF,
    value,
    by: 'doctor',
    reason: 'moving house',
    since: NOON,
  });
  await house.store.transact(async (records) => {
    for (const { id } of all.slice(1)) await records.thresholds.set(off(id, 1));
  });
  expect((await house.look()).dead).toEqual([]);
  expect(beats).toBe(1);
  await house.store.transact((records) => records.thresholds.set(off(all[0]!.id, 1)));
  clock.advance(NOON + MINUTE);
  expect((await house.look()).dead).toEqual(['all rules off']);
  expect(beats).toBe(1);
  await house.settle();
  expect((await toldToTeam()).join()).toContain('Every rule is turned off for the whole clinic');
  clock.advance(NOON + 2 * MINUTE);
  await house.store.transact((records) => records.thresholds.set({ ...off(all[0]!.id, 0), since: clock.now() }));
  expect((await house.look()).dead).toEqual([]);
  expect(beats).toBe(2);
});
