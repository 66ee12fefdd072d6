import { connect } from 'node:net';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { parser as createParser, generate } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { systemClock } from '../../house/system-clock.ts';
import { type MqttBroker, MqttBrokerSettings, openMqttBroker } from '../../ingest/doors/mqtt-broker.ts';
import { channelContract, type Scripted } from '../contract.ts';
import { MqttSettings, mqtt } from './mqtt.ts';

/** A real hub at a real broker. */
let broker: MqttBroker;
const parts = {
  clock: createReplayClock(0),
  store: { transact: () => Promise.reject(new Error('a device needs no store')) },
  downlink: (...args: Parameters<MqttBroker['tell']>) => broker.tell(...args),
};
const open = async () => {
  broker = await openMqttBroker({
    intake: async () => ({ outcome: 'accepted', readings: [] }),
    credentials: { verify: async () => true },
    clock: systemClock,
    settings: MqttBrokerSettings.parse({ port: 0 }),
  });
};
const hub = (more: IClientOptions = {}) =>
  connectAsync(`mqtt://127.0.0.1:${broker.port}`, { clientId: 'hub-1', username: 'hub-1', password: 'x', reconnectPeriod: 0, ...more });

async function played(
  subscribe: (client: MqttClient) => Promise<unknown> = (client) => client.subscribeAsync('hearth/v1/hub-1/down/messages', { qos: 1 }),
  more: IClientOptions = {},
): Promise<Scripted> {
  await open();
  const client = await hub(more);
  const seen: string[] = [];
  client.on('message', (_topic, payload) => void seen.push(payload.toString()));
  await subscribe(client);
  return {
    settings: { answerWithinMs: 500 },
    seen: () => seen,
    async close() {
      await client.endAsync(true);
      await broker.close();
    },
  };
}

/** A hub that takes the message and says nothing to it. */
async function silent(): Promise<Scripted> {
  await open();
  const socket = connect(broker.port, '127.0.0.1');
  const heard: string[] = [];
  const parser = createParser();
  const subscribed = new Promise<void>((resolve) =>
    parser.on('packet', (packet) => {
      if (packet.cmd === 'connack')
        socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'hearth/v1/hub-1/down/#', qos: 1 }] } as never));
      if (packet.cmd === 'suback') resolve();
      if (packet.cmd === 'publish') heard.push(packet.payload.toString());
    }),
  );
  socket.on('data', (chunk) => parser.parse(chunk as Buffer)).on('error', () => {});
  socket.write(
    generate({
      cmd: 'connect',
      clientId: 'hub-1',
      username: 'hub-1',
      password: Buffer.from('x'),
      clean: true,
      keepalive: 60,
      protocolId: 'MQTT',
      protocolVersion: 4,
    }),
  );
  await subscribed;
  return {
    settings: { answerWithinMs: 500 },
    seen: () => heard,
    async close() {
      socket.destroy();
      await broker.close();
    },
  };
}

channelContract(mqtt, {
  parts,
  address: 'hub-1',
  secrets: [],
  situations: {
    accepts: () => played(),
    refuses: { cannot: 'a device that does not want messages does not subscribe, and may tomorrow' },
    'asks-to-wait': { cannot: 'MQTT 3.1.1 has no word for it' },
    fails: () => played((client) => client.subscribeAsync('hearth/v1/hub-1/down/receipts', { qos: 1 })),
    hangs: silent,
    garbage: { cannot: 'the broker closes the session of who does not speak MQTT: the same as gone' },
    'is-gone': async () => {
      await open();
      return { settings: {}, seen: () => [], close: () => broker.close() };
    },
  },
});

const letter = { key: 'k1', address: 'hub-1', subject: 'Low', text: 'Eat.', about: 'p1', urgent: true, expires: 5 };
const never = new AbortController().signal;
const send = (more: Partial<typeof letter> = {}) => mqtt.open(MqttSettings.parse({}), parts).send({ ...letter, ...more }, never);

test('the PUBACK of the device is the receipt: delivered', async () => {
  const other = await played();
  expect(await send()).toEqual({ is: 'accepted', receipt: 'PUBACK', reached: 'delivered' });
  expect(JSON.parse(other.seen()[0]!)).toEqual({ key: 'k1', subject: 'Low', text: 'Eat.', urgent: true, expires: 5 });
  await other.close();
});

test('several at once reach a device one after the other, whether its session is kept or not', async () => {
  for (const clean of [true, false]) {
    const other = await played(undefined, { clean });
    const outcomes = await Promise.all(['a', 'b', 'c'].map((key) => send({ key })));
    expect(outcomes.map(({ is }) => is)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(other.seen().map((text) => JSON.parse(text).key)).toEqual(['a', 'b', 'c']);
    await other.close();
  }
});

test('a device that goes while it is told, and one that asked for QoS 0, have not got it', async () => {
  const other = await silent();
  const waiting = send();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await other.close();
  expect(await waiting).toEqual({ is: 'failed', why: 'the device is not connected' });
  const careless = await played((client) => client.subscribeAsync('hearth/v1/hub-1/down/#', { qos: 0 }));
  expect(await send()).toMatchObject({ is: 'failed', why: expect.stringContaining('QoS 1') });
  await careless.close();
});
