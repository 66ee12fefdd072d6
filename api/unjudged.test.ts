import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { rules } from '../commands/rules.ts';
import { DAY } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey, newSecret } from '../house/secrets.ts';
import { glucose, openTestHouse } from '../tests/house.ts';
import type { ReadingView } from './contract.ts';
import type { SystemView } from './system-contract.ts';

const NOON = Date.UTC(2026, 2, 2, 12);

test('each reading says which rules looked at it and when; what none has looked at is listed, counted, and told on the command line', async () => {
  const clock = createReplayClock(NOON);
  const house = await openTestHouse({ clock });
  onTestFinished(() => house.close());
  await house.moveIn('p1', ['meter-1']);
  const key = newSecret();
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'wen', name: 'Wen', role: 'coordinator', language: 'en' });
    await records.sessions.open({ keyHash: hashKey(key), user: 'wen', since: NOON, seen: NOON + DAY, until: NOON + DAY, once: false });
  });
  const ask = async <T>(path: string) =>
    (await (await fetch(`${house.url}/api/v1${path}`, { headers: { cookie: `hearth=${key}`, 'hearth-request': '1' } })).json()) as T;
  const measure = (at: number) =>
    house.intake({ device: 'meter-1', received: clock.now(), topic: 'hearth/v1/meter-1/readings', payload: glucose(6, at) });
  const [lost] = (await measure(NOON - 1000)).readings;
  await measure(NOON);
  expect(await ask('/readings/unjudged')).toEqual([]);

  const settings = join(house.folder, 'hearth.yaml');
  writeFileSync(settings, `data: ${house.folder}\n`);
  const said: string[] = [];
  const out = { write: (text: string) => void said.push(text), say: () => {}, isTerminal: false };
  expect(await rules.run(['unjudged', '--config', settings], out)).toBe(0);
  expect(said.splice(0)).toEqual(['Every reading that rules should look at has been looked at.\n']);

  const hand = new DatabaseSync(join(house.folder, 'hearth.db'));
  hand.prepare('update readings set judged_by = null, judged_at = null where id = ?').run(lost!.id);
  hand.close();
  expect(await ask('/readings/unjudged')).toEqual([
    { id: lost!.id, patient: 'p1', kind: 'glucose', at: NOON - 1000, received: NOON, device: 'meter-1' },
  ]);
  const system = await ask<SystemView>('/system');
  expect([system.readings, system.unjudged]).toEqual([2, 1]);
  const views = await ask<readonly ReadingView[]>(`/patients/p1/readings?kind=glucose&from=${NOON - DAY}&to=${NOON + 1}`);
  expect(views.map(({ judged }) => judged)).toEqual([undefined, { rules: system.rules, at: NOON }]);
  expect(await rules.run(['unjudged', '--config', settings], out)).toBe(1);
  expect(said).toEqual([`${lost!.id}\tp1\tglucose\treceived 2026-03-02T12:00:00.000Z\n`]);
});
