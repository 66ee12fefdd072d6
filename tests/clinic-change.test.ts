/** `hearth serve`, whose clinic an administrator changes while a device is speaking: what is shown changes at once, and nothing that was acknowledged is lost. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { afterEach, expect, test } from 'vitest';
import type { ClinicView } from '../api/clinic-contract.ts';
import { MINUTE } from '../domain/clock.ts';
import { openDatabase } from '../house/open-database.ts';
import { systemClock } from '../house/system-clock.ts';
import { staySignedIn } from './callers.ts';
import { glucose, openTestHouse } from './house.ts';
import { serve } from './served.ts';
import { eventually, freePort, temporaryFolder } from './services.ts';

const READINGS = 400;
let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

test('a changed clinic is in force at once, on the same ports, and every reading that a device was told of is there', {
  timeout: 90_000,
}, async () => {
  const folder = temporaryFolder();
  const setUp = await openTestHouse({ folder });
  await setUp.moveIn('p1', ['meter-1']);
  const cookie = await staySignedIn(setUp, { id: 'ad', name: 'Ad', role: 'administrator', language: 'en' });
  await setUp.close();
  const [mqtt, http] = [await freePort(), await freePort()];
  const server = await serve(folder, { mqtt, http }, { HEARTH_CLINIC_LANGUAGE: 'en' });
  stop = async () => {
    const gone = once(server, 'exit');
    server.kill('SIGTERM');
    await gone;
  };
  const url = `http://127.0.0.1:${http}`;
  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      ...init,
      headers: { cookie, 'hearth-request': '1', 'content-type': 'application/json' },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status} ${text}`);
    return (answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T;
  };
  const now = systemClock.now();
  const page = () => ask<string>(`/patients/p1/report?from=${now - 7 * 86_400_000}&to=${now}&language=en&format=html`);
  expect(await page()).not.toContain('East Ward');

  const device = await connectAsync(`mqtt://127.0.0.1:${mqtt}`, {
    clientId: 'meter-1',
    username: 'meter-1',
    password: 'secret of meter-1',
    reconnectPeriod: 50,
  });
  let closed = 0;
  device.on('close', () => closed++);
  device.on('error', () => {});
  const acknowledged: number[] = [];
  const told: Promise<unknown>[] = [];
  for (let n = 0; n < READINGS; n++) {
    const at = now - (READINGS - n) * MINUTE;
    told.push(device.publishAsync('hearth/v1/meter-1/readings', glucose(5.6, at), { qos: 1 }).then(() => acknowledged.push(at)));
    if (n === READINGS / 4) {
      const set = await ask<ClinicView>('/clinic', { method: 'PUT', body: JSON.stringify({ name: 'East Ward', zone: 'Europe/London' }) });
      expect(set).toMatchObject({ waits: true, clinic: { name: 'Hearth' }, set: { name: 'East Ward' }, fixed: ['language'], byName: 'Ad' });
    }
    await sleep(5);
  }
  await Promise.all(told);
  await eventually('the house to be open again', async () => !(await ask<ClinicView>('/clinic')).waits);
  expect(await ask<ClinicView>('/clinic')).toMatchObject({
    clinic: { name: 'East Ward', zone: 'Europe/London', language: 'en' },
    waits: false,
  });
  expect(await page()).toContain('East Ward');
  expect(closed, 'the line was closed, and the device came back by itself').toBeGreaterThan(0);
  await device.endAsync();

  const store = await openDatabase(folder);
  const kept = await Array.fromAsync(store.readings.between('p1', 'glucose', 0, now), ({ at }) => at);
  expect(kept).toEqual(acknowledged.toSorted((a, b) => a - b));
  expect(kept).toHaveLength(READINGS);
  await store.close();

  const command = (...words: string[]) =>
    execFileSync(process.execPath, ['hearth.ts', ...words], { env: { ...process.env, HEARTH_DATA: folder }, encoding: 'utf8' });
  expect(command('report', 'p1', '--format', 'html'), 'a command beside the server says the same').toContain('East Ward');
});
