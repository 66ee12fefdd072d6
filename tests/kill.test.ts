/** kill -9 at random instants while devices publish: nothing that was acknowledged is missing or doubled. HEARTH_KILLS=1000 for a long run. */
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parser as createParser, generate } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { seededRandom } from '../demo/pressure.ts';
import { DutyPlan } from '../domain/duty.ts';
import { openDatabase } from '../house/open-database.ts';
import { systemClock } from '../house/system-clock.ts';
import { openTestHouse } from './house.ts';
import { beginServer, serve } from './served.ts';
import { freePort, temporaryFolder } from './services.ts';

const KILLS = Number(process.env.HEARTH_KILLS ?? 100);
const DEVICES = 20;
const SEED = Number(process.env.HEARTH_SEED ?? Date.now() % 1_000_000);

test(`${KILLS} times kill -9: every acknowledged reading is there once, with its alert once and its messages once`, {
  timeout: 60_000 + KILLS * 5_000,
}, async () => {
  console.log(`kill.test seed: ${SEED}`);
  const random = seededRandom(SEED);
  const folder = temporaryFolder();
  const port = await freePort();
  const started = systemClock.now();
  const names = Array.from({ length: DEVICES }, (_, i) => `cuff-${i}`);
  const setUp = await openTestHouse({ folder });
  for (const name of names) await setUp.moveIn(`patient-of-${name}`, [name]);
  // No storm ever: here each crisis is told to everybody.
  const plan = DutyPlan.parse({ storm: { openings: 1_000_000 } });
  await setUp.store.transact((records) => records.duty.setPlan(plan, 'test', started));
  await setUp.close();

  const devices = names.map((name) => createDevice(name, port, started));
  for (let kill = 0; kill < KILLS; kill++) {
    // Each fifth dies while it starts: it may be reading its log, or taking the place of the one before.
    const starting = kill % 5 === 4;
    const server = starting ? beginServer(folder, { mqtt: port }) : await serve(folder, { mqtt: port });
    if (!starting) for (const device of devices) device.connect();
    await sleep((starting ? 0 : 150) + random() * 300);
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }
  const last = await serve(folder, { mqtt: port });
  for (const device of devices) device.connect();
  await sleep(500);
  for (const device of devices) device.stop();
  const gone = once(last, 'exit');
  last.kill('SIGTERM');
  await gone;

  const store = await openDatabase(folder);
  const acknowledged = devices.reduce((sum, device) => sum + device.acknowledged(), 0);
  console.log(`kill.test: ${KILLS} kills, ${acknowledged} acknowledged readings`);
  expect(acknowledged).toBeGreaterThan(KILLS * 3);
  for (const device of devices) {
    const patient = `patient-of-${device.name}`;
    const stored = (await store.readings.latest(patient, 'blood-pressure', 1_000_000)).map(({ sequence }) => sequence!);
    // What was sent when the process died may be stored without its ack having arrived: one reading at the most, and once.
    expect(stored.length).toBeGreaterThanOrEqual(device.acknowledged());
    expect(stored.length).toBeLessThanOrEqual(device.acknowledged() + 1);
    expect(new Set(stored).size).toBe(stored.length);
    // On a laden machine one of the devices may not have had a turn.
    expect(Math.max(0, ...stored)).toBe(stored.length);

    const crises = stored.filter((sequence) => isCrisis(sequence)).length;
    const alerts = (await store.alerts.between(patient, started - 1e9, started + 1e12)).filter(({ rule }) => rule.id === 'bp.crisis');
    expect(alerts.length).toBe(crises);
    const messages = (await store.outbox.of(patient, 1_000_000)).filter(({ message }) => message.alert !== undefined);
    // Who is told at once of a crisis is told of each, once: by whatever cause a message came, one of a kind for each role.
    for (const { id } of alerts) {
      const about = messages.filter(({ message }) => message.alert === id && message.template.startsWith('alert.'));
      // The patient's own goes into one letter with the pathway's words, if the pathway began in time: then that letter is there, and is one.
      const letters = about.filter(({ message }) => message.template === 'alert.question');
      const told = about.filter((one) => !letters.includes(one));
      const into = told.flatMap(({ delivery }) => (delivery.is === 'gathered' ? [delivery.into] : []));
      expect(letters.map(({ message }) => message.key)).toEqual(into);
      expect(told.map(({ message: { to, template } }) => `${to.role} ${template}`).toSorted()).toEqual(TOLD_OF_A_CRISIS);
    }
  }
  expect(await store.readings.unjudged(1)).toEqual([]);
  await store.close();
});

const TOLD_OF_A_CRISIS = ['coordinator alert.team', 'doctor alert.team', 'patient alert.patient'];

/** Every fifth reading is a crisis; those between end it, so that each opens an alert of its own. */
const isCrisis = (sequence: number): boolean => sequence % 5 === 0;

/** Publishes one reading after another, each until its PUBACK came, over as many connections as that takes. */
function createDevice(name: string, port: number, started: number) {
  let acknowledged = 0;
  let stopped = false;
  const payload = (sequence: number) => {
    const [systolic, diastolic] = isCrisis(sequence) ? [200, 125] : [118, 76];
    return JSON.stringify({
      kind: 'blood-pressure',
      sequence,
      at: started - 3_600_000 + sequence * 1000,
      systolic,
      diastolic,
      unit: 'mmHg',
    });
  };
  return {
    name,
    acknowledged: () => acknowledged,
    stop: () => {
      stopped = true;
    },
    connect() {
      const socket = connectTcp(port, '127.0.0.1').setNoDelay(true);
      const parser = createParser();
      const send = () => {
        if (stopped) return void socket.destroy();
        const sequence = acknowledged + 1;
        const messageId = (sequence % 65_535) + 1;
        socket.write(
          generate({
            cmd: 'publish',
            topic: `hearth/v1/${name}/readings`,
            payload: payload(sequence),
            qos: 1,
            messageId,
            dup: false,
            retain: false,
          }),
        );
      };
      parser.on('packet', (packet) => {
        if (packet.cmd === 'puback') acknowledged++;
        if (packet.cmd === 'connack' || packet.cmd === 'puback') send();
      });
      socket.on('data', (chunk) => void parser.parse(chunk as Buffer)).on('error', () => {});
      const password = Buffer.from(`secret of ${name}`);
      socket.write(
        generate({
          cmd: 'connect',
          protocolId: 'MQTT',
          protocolVersion: 4,
          clientId: name,
          username: name,
          password,
          clean: true,
          keepalive: 60,
        }),
      );
    },
  };
}
