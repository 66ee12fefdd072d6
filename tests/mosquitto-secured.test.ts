/** The broker as docker-compose.yml ships it: its own configuration, secrets made by the script, TLS, and who may speak for whom. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync, type IClientOptions } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delivery } from '../domain/delivery.ts';
import { systemClock } from '../house/system-clock.ts';
import { MqttSubscriberSettings, openMqttSubscriber } from '../ingest/doors/mqtt-subscriber.ts';
import { describeWith, eventually, type Service, startMosquitto, temporaryFolder } from './services.ts';

describeWith('mosquitto', 'mosquitto/mosquitto.conf with the secrets of make-secrets.sh', () => {
  let mosquitto: Service;
  let ca: string;
  let password: string;
  const folder = temporaryFolder();

  beforeAll(async () => {
    const made = execFileSync('mosquitto/make-secrets.sh', ['broker.example', folder], { encoding: 'utf8' });
    password = /^HEARTH_SUBSCRIBER_PASSWORD=(.+)$/m.exec(made)![1]!;
    for (const device of ['cuff-1', 'cuff-2'])
      execFileSync('mosquitto_passwd', ['-b', join(folder, 'passwords'), device, `secret of ${device}`], { stdio: 'ignore' });
    ca = readFileSync(join(folder, 'certs/ca.crt'), 'utf8');
    const shipped = readFileSync('mosquitto/mosquitto.conf', 'utf8')
      .replaceAll('/mosquitto/config/acl', join(process.cwd(), 'mosquitto/acl'))
      .replaceAll('/mosquitto/config', folder)
      .replaceAll('/mosquitto/certs', join(folder, 'certs'));
    const listens = ['listener', 'persistence_location', 'per_listener_settings', 'log_dest'];
    mosquitto = await startMosquitto(shipped.split('\n').filter((line) => !listens.some((key) => line.startsWith(key))));
  });
  afterAll(() => mosquitto.stop());

  const connect = (username: string, more: IClientOptions = {}) =>
    connectAsync(`mqtts://127.0.0.1:${mosquitto.port}`, { username, password: `secret of ${username}`, ca, reconnectPeriod: 0, ...more });

  test('Hearth hears a device under its own name, and under no other', async () => {
    const heard: string[] = [];
    const intake = async ({ device, payload }: Delivery) => {
      heard.push(`${device} ${Buffer.from(payload)}`);
      return { outcome: 'accepted', readings: [] } as const;
    };
    const settings = MqttSubscriberSettings.parse({
      url: `mqtts://127.0.0.1:${mosquitto.port}`,
      username: 'hearth',
      password,
      sessions: 2,
    });
    const subscriber = openMqttSubscriber({ intake, clock: systemClock, settings, ca });
    await subscriber.ready;
    // A client id is only what a device says of itself.
    const liar = await connect('cuff-1', { clientId: 'cuff-2' });
    await liar.publishAsync('hearth/v1/cuff-2/readings', 'not mine', { qos: 1 });
    await liar.endAsync(true);
    const cuff = await connect('cuff-1', { clientId: 'cuff-2' });
    const receipts: string[] = [];
    cuff.on('message', (topic) => receipts.push(topic));
    await cuff.subscribeAsync(['hearth/v1/cuff-1/down/#', 'hearth/v1/cuff-2/down/#']);
    await cuff.publishAsync('hearth/v1/cuff-1/readings', 'mine', { qos: 1 });
    await eventually('the reading', () => heard.length > 0);
    await eventually('its receipt', () => receipts.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toEqual(['cuff-1 mine']);
    expect(receipts).toEqual(['hearth/v1/cuff-1/down/receipts']);
    await cuff.endAsync();
    await subscriber.close();
  });

  test.each([
    ['without a password', { username: undefined, password: undefined }],
    ['with a wrong one', { password: 'guess' }],
    ['with an authority of its own', { ca: undefined }],
  ])('nobody comes in %s', async (_, more) => {
    await expect(connect('cuff-1', more as unknown as IClientOptions)).rejects.toThrow();
  });
});
