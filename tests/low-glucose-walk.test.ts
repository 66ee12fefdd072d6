/** The low-glucose pathway on the running server, over MQTT and the link in its messages, on a clock that is moved; killed at every turn. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connectAsync } from 'mqtt';
import { afterEach, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';
import { openDatabase } from '../house/open-database.ts';
import { glucose, openTestHouse } from './house.ts';
import { eventually, freePort, temporaryFolder } from './services.ts';

const NOON = Date.UTC(2026, 2, 28, 12); // London moves its clocks that night
let server: ChildProcess | undefined;
let store: Store | undefined;
afterEach(async () => {
  await kill();
  await store?.close();
});

async function kill(): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}

async function walk() {
  const folder = temporaryFolder();
  const [mqtt, http] = [await freePort(), await freePort()];
  const setUp = await openTestHouse({ folder });
  await setUp.moveIn('p1', ['meter-1']);
  await setUp.close();
  store = await openDatabase(folder);
  const known = store;
  let now = NOON;

  const serve = async () => {
    const env = { ...process.env, HEARTH_DATA: folder, HEARTH_MQTT_PORT: String(mqtt), HEARTH_HTTP_PORT: String(http) };
    server = spawn(process.execPath, ['tests/clocked-server.ts', String(now)], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    const [said] = (await once(server.stdout!, 'data')) as [Buffer];
    expect(said.toString()).toMatch(/^ready/);
  };
  /** What was due in between is done after the start; a message that the dead one had in hand is free again when its lease of two minutes ends. */
  const dieAndRise = async (minutes = 2) => {
    await kill();
    now += minutes * MINUTE;
    await serve();
  };
  const pass = (minutes: number) => {
    now += minutes * MINUTE;
    server!.stdin!.write(`${now}\n`);
  };
  const measure = async (value: number, sequence: number) => {
    const meter = await connectAsync(`mqtt://127.0.0.1:${mqtt}`, {
      clientId: 'meter-1',
      username: 'meter-1',
      password: 'secret of meter-1',
      reconnectPeriod: 0,
    });
    await meter.publishAsync('hearth/v1/meter-1/readings', glucose(value, now, { sequence }), { qos: 1 });
    await meter.endAsync();
  };
  /** What arrived, by the step that said it and the role, in order. */
  const said = async () =>
    (await known.outbox.of('p1', 99))
      .filter(({ message, delivery }) => message.values.step !== undefined && delivery.is === 'accepted')
      .sort((a, b) => a.message.due - b.message.due)
      .map(({ message }) => `${(message.due - NOON) / MINUTE} ${message.values.step} ${message.to.role}`);
  const arrives = async (...all: readonly string[]) => {
    await eventually(`${all.at(-1)}`, async () => (await said()).length >= all.length);
    expect(await said()).toEqual(all);
  };
  /** By the signed link in the last message, as a patient does it. */
  const answer = async (option: string) => {
    const asked = (await known.inbox.of('p1', 9)).find(({ address, text }) => address === 'p1' && text.includes('/p/'));
    const token = /\/p\/([\w.-]+)/.exec(asked!.text)![1]!;
    const page = `http://127.0.0.1:${http}/api/v1/own-page/${token}`;
    const { questions } = (await (await fetch(page)).json()) as { questions: { id: string }[] };
    expect(questions).toHaveLength(1);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${page}/follow-ups/${questions[0]!.id}`, { method: 'POST', headers, body: JSON.stringify({ option }) });
    expect(response.status).toBe(200);
  };
  await serve();
  return { dieAndRise, pass, measure, arrives, answer, store: known };
}

test('low, sugar, fifteen minutes, still unwell, sugar again, silence, the nurse; killed after each of them, and each is said once', async () => {
  const { dieAndRise, pass, measure, arrives, answer, store: known } = await walk();
  await measure(3.4, 1);
  await dieAndRise();
  const told = ['0 treat patient'];
  await arrives(...told);

  await dieAndRise(12);
  await arrives(...told);
  pass(1);
  told.push('15 feel patient');
  await arrives(...told);
  await dieAndRise();
  await answer('same');
  await dieAndRise(); // perhaps before the second advice went out
  told.push('17 treat#2 patient');
  await arrives(...told);

  await dieAndRise(13); // due at the moment at which it is back
  told.push('32 feel#2 patient');
  await arrives(...told);
  pass(10);
  told.push('42 reminder#2 patient');
  await arrives(...told);
  await dieAndRise(10);
  told.push('52 no-answer#2 coordinator');
  await arrives(...told);

  expect(await known.runs.of('p1')).toMatchObject([{ pathway: 'low-glucose', done: true }]);
  expect((await known.followUps.of('p1')).map(({ state }) => state.is).sort()).toEqual(['answered', 'unanswered']);
  expect(await known.alerts.open('p1')).toMatchObject([{ rule: { id: 'glucose.low' } }]);
}, 90_000);

test('low, sugar, killed while it waits, better by the meter before anybody asks: the question is never sent', async () => {
  const { dieAndRise, pass, measure, arrives, store: known } = await walk();
  await measure(3.4, 1);
  await arrives('0 treat patient');
  await dieAndRise(10);
  await measure(5.6, 2);
  await arrives('0 treat patient', '10 recovered patient');
  await dieAndRise();
  pass(30);
  await eventually('the run to be over', async () => (await known.runs.open('p1')).length === 0);
  await arrives('0 treat patient', '10 recovered patient');
  expect(await known.followUps.of('p1')).toEqual([]);
}, 60_000);
