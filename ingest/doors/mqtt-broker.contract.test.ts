import { connect as connectTcp, type Socket } from 'node:net';
import fc from 'fast-check';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { parser as createParser, generate, type IConnectPacket, type Packet } from 'mqtt-packet';
import { afterEach, expect, test } from 'vitest';
import type { Delivery, Receipt } from '../../domain/delivery.ts';
import { systemClock } from '../../house/system-clock.ts';
import { type MqttBroker, MqttBrokerSettings, openMqttBroker } from './mqtt-broker.ts';

/*
 * What Hearth needs of aedes, held down by a real client on a real socket: an upgrade that moves the PUBACK, or that stops
 * awaiting authorizePublish, turns these red.
 */

const accepted: Receipt = { outcome: 'accepted', readings: [] };
const ended: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function open(intake: (delivery: Delivery) => Promise<Receipt>, settings: Partial<MqttBrokerSettings> = {}) {
  const troubles: string[] = [];
  const broker = await openMqttBroker({
    intake,
    credentials: { verify: async (device, secret) => secret === `secret of ${device}` },
    clock: systemClock,
    settings: MqttBrokerSettings.parse({ port: 0, ...settings }),
    onTrouble: ({ why }) => troubles.push(why),
  });
  ended.push(() => broker.close());
  return { broker, troubles };
}

async function client({ port }: MqttBroker, device = 'cuff-1', more: IClientOptions = {}): Promise<MqttClient> {
  const options = { clientId: device, username: device, password: `secret of ${device}`, reconnectPeriod: 0, ...more };
  const connected = await connectAsync(`mqtt://127.0.0.1:${port}`, options);
  ended.push(() => connected.endAsync(true));
  return connected;
}

/** A bare socket that speaks MQTT as told: to send what no client library would. */
async function raw({ port }: MqttBroker, device = 'cuff-1', more: Partial<IConnectPacket> = {}) {
  const socket: Socket = connectTcp(port, '127.0.0.1');
  const heard: Packet[] = [];
  const parser = createParser();
  parser.on('packet', (packet) => heard.push(packet));
  socket.on('data', (chunk) => parser.parse(chunk as Buffer));
  let closed = false;
  socket.on('close', () => (closed = true)).on('error', () => {});
  ended.push(() => socket.destroy());
  socket.write(generate({ ...loginOf(device), ...more }));
  await eventually(() => heard[0]?.cmd === 'connack');
  return { socket, heard, isClosed: () => closed };
}

const loginOf = (device: string): IConnectPacket => ({
  cmd: 'connect',
  clientId: device,
  username: device,
  password: Buffer.from(`secret of ${device}`),
  clean: true,
  keepalive: 60,
  protocolId: 'MQTT',
  protocolVersion: 4,
});

const publishOf = (messageId: number, payload: string | Buffer, topic = 'hearth/v1/cuff-1/readings'): Buffer =>
  generate({ cmd: 'publish', topic, payload, qos: 1, messageId, dup: false, retain: false });

async function eventually(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
}

test('QoS 1: no PUBACK while the commit is held; the PUBACK follows it', async () => {
  let commit!: () => void;
  const held = new Promise<void>((resolve) => (commit = resolve));
  const { broker } = await open(async () => held.then(() => accepted));
  const device = await raw(broker);
  device.socket.write(publishOf(7, 'one'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(device.heard.map(({ cmd }) => cmd)).toEqual(['connack']);
  commit();
  await eventually(() => device.heard.some(({ cmd, messageId }) => cmd === 'puback' && messageId === 7));
});

test('QoS 2: no PUBREC while the commit is held', async () => {
  let commit!: () => void;
  const held = new Promise<void>((resolve) => (commit = resolve));
  const { broker } = await open(async () => held.then(() => accepted));
  const device = await raw(broker);
  device.socket.write(
    generate({ cmd: 'publish', topic: 'hearth/v1/cuff-1/readings', payload: 'one', qos: 2, messageId: 7, dup: false, retain: false }),
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(device.heard.map(({ cmd }) => cmd)).toEqual(['connack']);
  commit();
  await eventually(() => device.heard.some(({ cmd }) => cmd === 'pubrec'));
});

test('a commit that fails: no PUBACK, and the connection is closed, so that the device sends again', async () => {
  const { broker } = await open(async () => {
    throw new Error('disk full');
  });
  const device = await raw(broker);
  device.socket.write(publishOf(7, 'one'));
  await eventually(device.isClosed);
  expect(device.heard.map(({ cmd }) => cmd)).toEqual(['connack']);
});

test('deliveries reach the intake in the order of their packets', async () => {
  const heard: string[] = [];
  const { broker } = await open(async ({ payload }) => {
    heard.push(Buffer.from(payload).toString());
    await new Promise((resolve) => setTimeout(resolve, Number(payload[0]) % 5));
    return accepted;
  });
  const device = await raw(broker);
  const numbers = Array.from({ length: 200 }, (_, i) => String(i));
  device.socket.write(Buffer.concat(numbers.map((n, i) => publishOf(i + 1, n))));
  await eventually(() => heard.length === 200);
  expect(heard).toEqual(numbers);
});

test('a packet that comes in pieces, while the one before it is being committed, is heard without another word', async () => {
  const heard: number[] = [];
  let commit!: () => void;
  const held = new Promise<void>((resolve) => (commit = resolve));
  const { broker } = await open(async ({ payload }) => {
    heard.push(payload.length);
    return held.then(() => accepted);
  });
  const device = await raw(broker);
  device.socket.setNoDelay(true).write(publishOf(1, 'first'));
  await eventually(() => heard.length === 1);
  const second = publishOf(2, Buffer.alloc(50_000));
  for (let at = 0; at < second.length; at += 10_000) {
    device.socket.write(second.subarray(at, at + 10_000));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  commit();
  await eventually(() => heard.length === 2);
  expect(heard).toEqual([5, 50_000]);
});

test('what is published before the CONNACK is heard too, and acknowledged after it', async () => {
  const { broker } = await open(async () => accepted);
  const socket = connectTcp(broker.port, '127.0.0.1').on('error', () => {});
  ended.push(() => socket.destroy());
  const heard: string[] = [];
  const parser = createParser().on('packet', ({ cmd }) => heard.push(cmd));
  socket.on('data', (chunk) => parser.parse(chunk as Buffer));
  socket.write(Buffer.concat([generate(loginOf('cuff-1')), publishOf(1, 'at once')]));
  await eventually(() => heard.length === 2);
  expect(heard).toEqual(['connack', 'puback']);
});

test('the same bytes, cut anywhere: the same messages, each acknowledged once, and pings and subscriptions in between', async () => {
  const heard: string[] = [];
  const { broker } = await open(async ({ payload }) => {
    heard.push(Buffer.from(payload).toString());
    return accepted;
  });
  const words = ['', 'a', 'b'.repeat(200), 'c'.repeat(20_000), 'd'];
  const packets = words.flatMap((word, i) => [
    publishOf(i + 1, word, i % 2 ? 'hearth/v1/cuff-1/readings' : 'hearth/v1/cuff-1/gatt/2a35'),
    generate({ cmd: 'pingreq' }),
    generate({ cmd: 'subscribe', messageId: 100 + i, subscriptions: [{ topic: 'hearth/v1/cuff-1/down/orders', qos: 0 }] }),
  ]);
  const seed = Number(process.env.HEARTH_SEED ?? Date.now() % 1_000_000);
  const cuts = fc.array(fc.integer({ min: 1, max: Buffer.concat(packets).length - 1 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      heard.length = 0;
      const device = await raw(broker);
      device.socket.setNoDelay(true);
      const bytes = Buffer.concat(packets);
      const sorted = [...new Set(places)].sort((a, b) => a - b);
      for (const [i, from] of [0, ...sorted].entries()) {
        device.socket.write(bytes.subarray(from, sorted[i]));
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      await eventually(() => device.heard.length === 1 + packets.length);
      expect(heard).toEqual(words);
      const acknowledged = device.heard.filter(({ cmd }) => cmd === 'puback').map(({ messageId }) => messageId);
      expect(acknowledged).toEqual([1, 2, 3, 4, 5]);
      device.socket.destroy();
      await eventually(() => broker.connections() === 0);
    }),
    { numRuns: 25, seed },
  );
});

test('a device far ahead of the commits is not listened to until they have caught up', async () => {
  let heard = 0;
  let commit!: () => void;
  const held = new Promise<void>((resolve) => (commit = resolve));
  const { broker } = await open(async () => {
    heard++;
    return held.then(() => accepted);
  });
  const device = await raw(broker);
  const messages = Array.from({ length: 2_000 }, (_, i) => publishOf(i + 1, Buffer.alloc(1_000)));
  device.socket.write(Buffer.concat(messages));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(heard).toBeGreaterThan(100);
  expect(heard).toBeLessThan(400);
  commit();
  await eventually(() => device.heard.filter(({ cmd }) => cmd === 'puback').length === 2_000);
});

test('a device that publishes is alive: it need not ping as well', async () => {
  const { broker } = await open(async () => accepted);
  const device = await raw(broker, 'cuff-1', { keepalive: 1 });
  for (let i = 1; i <= 6; i++) {
    device.socket.write(publishOf(i, 'x'));
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  expect(device.isClosed()).toBe(false);
  await eventually(device.isClosed);
});

test.each([
  ['a wildcard in its topic', publishOf(1, 'x', 'hearth/v1/cuff-1/+')],
  ['no topic', Buffer.from([0x32, 4, 0, 0, 0, 1])],
  ['a topic longer than the packet', Buffer.from([0x32, 4, 0xff, 0xff, 0, 1])],
  ['a length of five bytes', Buffer.from([0x32, 0xff, 0xff, 0xff, 0xff, 0x7f])],
])('a message with %s: the connection is closed, and nothing is heard', async (_, packet) => {
  const heard: Delivery[] = [];
  const { broker } = await open(async (delivery) => {
    heard.push(delivery);
    return accepted;
  });
  const device = await raw(broker);
  device.socket.write(packet);
  await eventually(device.isClosed);
  expect(heard).toEqual([]);
});

test.each([
  ['an unknown device', { clientId: 'cuff-9', username: 'cuff-9', password: 'guess' }],
  ['a wrong secret', { password: 'secret of cuff-2' }],
  ['no credentials at all', { username: undefined, password: undefined }],
  ["another device's client id", { clientId: 'cuff-2' }],
])('%s does not get in', async (_, credentials) => {
  const { broker } = await open(async () => accepted);
  await expect(client(broker, 'cuff-1', credentials as IClientOptions)).rejects.toThrow();
});

test.each([
  ['under another name', 'hearth/v1/cuff-2/readings'],
  ['elsewhere', 'home/cuff-1'],
  ['to a downlink that is not its own', 'hearth/v1/cuff-2/down/receipts'],
])('a device that publishes %s is cut off, and nothing is stored', async (_, topic) => {
  const heard: Delivery[] = [];
  const { broker } = await open(async (delivery) => {
    heard.push(delivery);
    return accepted;
  });
  const device = await raw(broker);
  device.socket.write(publishOf(1, 'x', topic));
  await eventually(device.isClosed);
  expect(heard).toEqual([]);
});

test.each([
  ['hearth/v1/cuff-1/down/receipts', true],
  ['hearth/v1/cuff-1/down/#', true],
  ['hearth/v1/cuff-2/down/#', false],
  ['hearth/v1/+/down/#', false],
  ['hearth/v1/cuff-1/readings', false],
  ['#', false],
  ['$SYS/#', false],
])('subscribing to %s: %s', async (topic, granted) => {
  const { broker } = await open(async () => accepted);
  const device = await client(broker);
  const answer = await device.subscribeAsync(topic, { qos: 1 }).then(
    ([grant]) => grant!.qos !== 128,
    () => false,
  );
  expect(answer).toBe(granted);
});

test('who listens on its downlink gets a receipt for each delivery', async () => {
  const { broker } = await open(async () => ({ outcome: 'quarantined', readings: [], why: 'unreadable: flags at byte 0' }));
  const device = await client(broker);
  await device.subscribeAsync('hearth/v1/cuff-1/down/receipts');
  const receipt = new Promise<string>((resolve) => device.on('message', (_topic, payload) => resolve(payload.toString())));
  await device.publishAsync('hearth/v1/cuff-1/readings', 'x', { qos: 1 });
  expect(JSON.parse(await receipt)).toEqual({
    topic: 'hearth/v1/cuff-1/readings',
    readings: [],
    outcome: 'quarantined',
    why: 'unreadable: flags at byte 0',
  });
});

test('receipts come in the order of the deliveries, each with the topic that it answers; a delivery that was not stored gets none', async () => {
  const { broker } = await open(async ({ payload }) => {
    if (Buffer.from(payload).toString() === 'last') throw new Error('disk full');
    return accepted;
  });
  const device = await client(broker);
  await device.subscribeAsync('hearth/v1/cuff-1/down/#', { qos: 1 });
  const receipts: string[] = [];
  device.on('message', (_topic, payload) => receipts.push((JSON.parse(payload.toString()) as { topic: string }).topic));
  const topics = Array.from({ length: 40 }, (_, n) => `hearth/v1/cuff-1/gatt/2a35/${1_767_225_600_000 + n}`);
  await Promise.all(topics.map((topic) => device.publishAsync(topic, 'x', { qos: 1 })));
  await eventually(() => receipts.length === topics.length);
  const closed = new Promise<void>((resolve) => device.once('close', () => resolve()));
  device.publish('hearth/v1/cuff-1/readings', 'last', { qos: 1 });
  await closed;
  expect(receipts).toEqual(topics);
});

test('a session that began after the secret became another stays; an older one is ended', async () => {
  const { broker } = await open(async () => accepted);
  const device = await client(broker);
  const closed = new Promise<void>((resolve) => device.once('close', () => resolve()));
  broker.drop('cuff-1', Date.now() - 60_000);
  await device.publishAsync('hearth/v1/cuff-1/readings', 'x', { qos: 1 });
  expect(device.connected).toBe(true);
  broker.drop('cuff-1', Date.now());
  await closed;
});

test('a packet that announces more than the limit is cut off before its body is collected', async () => {
  const { broker, troubles } = await open(async () => accepted, { maxPacketBytes: 1024 });
  const device = await raw(broker);
  device.socket.write(publishOf(1, Buffer.alloc(10_000_000)).subarray(0, 3000));
  await eventually(device.isClosed);
  expect(troubles).toContain('a packet is larger than mqtt.maxPacketBytes');
});

test('a will is not kept, so no reading ever comes from one', async () => {
  const heard: Delivery[] = [];
  const { broker } = await open(async (delivery) => {
    heard.push(delivery);
    return accepted;
  });
  const device = await client(broker, 'cuff-1', {
    will: { topic: 'hearth/v1/cuff-1/readings', payload: Buffer.from('last words'), qos: 1, retain: false },
  });
  device.stream.destroy();
  await eventually(() => broker.connections() === 0);
  expect(heard).toEqual([]);
});

test('one connection too many is refused', async () => {
  const { broker } = await open(async () => accepted, { maxConnections: 2 });
  await client(broker, 'cuff-1');
  await client(broker, 'cuff-2');
  await expect(client(broker, 'cuff-3')).rejects.toThrow();
});

test('a device whose credential was revoked is dropped at once', async () => {
  const { broker } = await open(async () => accepted);
  const device = await client(broker);
  const closed = new Promise<void>((resolve) => device.once('close', () => resolve()));
  broker.drop('cuff-1');
  await closed;
});

test('MQTT 5 is refused with "unacceptable protocol version"; an old client is understood', async () => {
  const { broker } = await open(async () => accepted);
  await expect(client(broker, 'cuff-1', { protocolVersion: 5 })).rejects.toThrow();
  await expect(client(broker, 'cuff-2', { protocolVersion: 3, protocolId: 'MQIsdp' })).resolves.toBeDefined();
});

test('MQTT over WebSocket', async () => {
  const heard: string[] = [];
  const { broker } = await open(
    async ({ payload }) => {
      heard.push(Buffer.from(payload).toString());
      return accepted;
    },
    { websocketPort: 0 },
  );
  const options = { clientId: 'cuff-1', username: 'cuff-1', password: 'secret of cuff-1', reconnectPeriod: 0 };
  const device = await connectAsync(`ws://127.0.0.1:${broker.websocketPort}`, options);
  await device.publishAsync('hearth/v1/cuff-1/readings', 'over the web', { qos: 1 });
  await device.endAsync();
  expect(heard).toEqual(['over the web']);
});

test('packets that killed other versions of aedes leave this one standing', async () => {
  const { broker } = await open(async () => accepted);
  const packets: Packet[] = [
    { cmd: 'unsubscribe', messageId: 1, unsubscriptions: ['toString', '__proto__', 'constructor'] },
    { cmd: 'subscribe', messageId: 2, subscriptions: [{ topic: '/'.repeat(150), qos: 1 }] },
    { cmd: 'publish', topic: '/'.repeat(150), payload: '', qos: 1, messageId: 3, dup: false, retain: false },
    { cmd: 'pubrel', messageId: 9 },
    { cmd: 'puback', messageId: 9 },
  ];
  for (const packet of packets) (await raw(broker)).socket.write(generate(packet));
  await expect(client(broker)).resolves.toBeDefined();
});
