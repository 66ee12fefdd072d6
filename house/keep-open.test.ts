import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { staySignedIn } from '../tests/callers.ts';
import { ownPack } from '../tests/own-pack.ts';
import { eventually, temporaryFolder } from '../tests/services.ts';
import { Config } from './config.ts';
import { keepOpen, type OpenHouse } from './keep-open.ts';
import { systemClock } from './system-clock.ts';

/** A house that opens again in place. */

const packs = temporaryFolder();
let kept: OpenHouse;
let cookie: string;
const begin = async () => {
  writeFileSync(join(packs, 'ours.yaml'), ownPack());
  const config = Config.parse({ data: temporaryFolder(), http: { port: 0 }, mqtt: { port: 0 }, packs: [packs] });
  kept = await keepOpen({ config, clock: systemClock, log: pino({ level: 'silent' }), background: false });
  cookie = await staySignedIn(kept.house(), { id: 'ad', name: 'Ad', role: 'administrator', language: 'en' });
};
const name = (of: string) =>
  fetch(`${kept.house().url}/api/v1/clinic`, {
    method: 'PUT',
    headers: { cookie, 'hearth-request': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ name: of }),
  });
afterEach(() => kept.close());

test('it comes back on the same ports, as often as it is changed; what changes nothing opens nothing', { timeout: 60_000 }, async () => {
  await begin();
  const first = kept.house();
  for (const of of ['East', 'West']) {
    expect((await name(of)).status).toBe(200);
    await eventually(of, () => kept.house().clinic.name === of);
  }
  const last = kept.house();
  expect([last.port, last.broker.port]).toEqual([first.port, first.broker.port]);
  await name('West');
  await new Promise(setImmediate);
  expect(kept.house()).toBe(last);
});

test('it can be closed while it opens again', async () => {
  await begin();
  await name('East');
  await kept.close();
  await expect(name('West')).rejects.toThrow('fetch failed');
});

test('what keeps it from opening again is told, and it is closed', async () => {
  await begin();
  // Written within the two seconds in which nobody has looked yet.
  writeFileSync(join(packs, 'ours.yaml'), 'rules: [nonsense');
  await name('East');
  await expect(kept.failed).rejects.toThrow('ours.yaml');
});
