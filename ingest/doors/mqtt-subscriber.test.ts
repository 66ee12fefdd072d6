import { createServer, type Socket } from 'node:net';
import { connectAsync } from 'mqtt';
import { parser as createParser, generate } from 'mqtt-packet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Delivery, Receipt } from '../../domain/delivery.ts';
import { systemClock } from '../../house/system-clock.ts';
import { describeWith, eventually, type Service, startMosquitto } from '../../tests/services.ts';
import { MqttBrokerSettings, openMqttBroker } from './mqtt-broker.ts';
import { MqttSubscriberSettings, openMqttSubscriber } from './mqtt-subscriber.ts';

const accepted: Receipt = { outcome: 'accepted', readings: [] };

describeWith('mosquitto', 'readings through a real Mosquitto', () => {
  let mosquitto: Service;
  beforeAll(async () => {
    const kept = ['persistence true', 'autosave_interval 1', 'autosave_on_changes true', 'max_queued_messages 0'];
    mosquitto = await startMosquitto(['allow_anonymous true', ...kept]);
  });
  afterAll(() => mosquitto.stop());

  const open = async (name: string, intake: (delivery: Delivery) => Promise<Receipt>, sessions = 1) => {
    const troubles: string[] = [];
    const settings = MqttSubscriberSettings.parse({
      url: `mqtt://127.0.0.1:${mosquitto.port}`,
      clientId: name,
      sessions,
      topics: [`hearth/v1/${name}/readings`],
    });
    const subscriber = openMqttSubscriber({ intake, clock: systemClock, settings, onTrouble: (why) => troubles.push(why) });
    await subscriber.ready;
    return { subscriber, troubles };
  };
  const publish = async (name: string, payloads: readonly string[]) => {
    const device = await connectAsync(`mqtt://127.0.0.1:${mosquitto.port}`);
    for (const payload of payloads) await device.publishAsync(`hearth/v1/${name}/readings`, payload, { qos: 1 });
    await device.endAsync();
  };

  test('several sessions share what comes; each message is heard once, with the device of its topic', async () => {
    const heard: string[] = [];
    const intake = async ({ device, payload }: Delivery) => {
      heard.push(`${device} ${Buffer.from(payload)}`);
      return accepted;
    };
    const { subscriber } = await open('cuff-1', intake, 3);
    const sent = Array.from({ length: 60 }, (_, i) => String(i));
    await publish('cuff-1', sent);
    await eventually('all to be heard', () => heard.length >= 60);
    expect(heard.toSorted()).toEqual(sent.map((one) => `cuff-1 ${one}`).toSorted());
    await subscriber.close();
  });

  test('each delivery is answered on the downlink of its device', async () => {
    const device = await connectAsync(`mqtt://127.0.0.1:${mosquitto.port}`);
    await device.subscribeAsync('hearth/v1/cuff-5/down/receipts');
    const receipts: unknown[] = [];
    device.on('message', (_topic, payload) => receipts.push(JSON.parse(payload.toString())));
    const why = 'unreadable: payload: not JSON';
    const { subscriber } = await open('cuff-5', async ({ payload }) =>
      payload.length > 1 ? { outcome: 'quarantined', readings: [], why } : accepted,
    );
    await publish('cuff-5', ['1', '22']);
    await eventually('both receipts', () => receipts.length >= 2);
    const topic = 'hearth/v1/cuff-5/readings';
    expect(receipts).toEqual([
      { topic, ...accepted },
      { topic, outcome: 'quarantined', readings: [], why },
    ]);
    await device.endAsync();
    await subscriber.close();
  });

  test('topics of other systems are heard under the names of their routes, and what the broker had kept is no news', async () => {
    const heard: string[] = [];
    const settings = MqttSubscriberSettings.parse({
      url: `mqtt://127.0.0.1:${mosquitto.port}`,
      clientId: 'routed',
      sessions: 1,
      routes: [
        { topic: 'home/+/BTtoMQTT/+', as: 'hearth/v1/ble-{2}/openmqttgateway' },
        { topic: 'kept/+', as: 'hearth/v1/{1}/home-assistant' },
      ],
    });
    const device = await connectAsync(`mqtt://127.0.0.1:${mosquitto.port}`);
    await device.publishAsync('kept/ha-1', 'old', { qos: 1, retain: true });
    const intake = async ({ device, topic, payload }: Delivery) => {
      heard.push(`${device} ${topic} ${Buffer.from(payload)}`);
      return accepted;
    };
    const subscriber = openMqttSubscriber({ intake, clock: systemClock, settings });
    await subscriber.ready;
    await device.publishAsync('home/hall/BTtoMQTT/C8478C1A2B3C', 'one', { qos: 1 });
    await device.publishAsync('kept/ha-1', 'new', { qos: 1, retain: true });
    await device.publishAsync('hearth/v1/cuff-9/readings', 'two', { qos: 1 });
    await eventually('all to be heard', () => heard.length >= 3);
    expect(heard.toSorted()).toEqual([
      'ble-C8478C1A2B3C hearth/v1/ble-C8478C1A2B3C/openmqttgateway one',
      'cuff-9 hearth/v1/cuff-9/readings two',
      'ha-1 hearth/v1/ha-1/home-assistant new',
    ]);
    await device.publishAsync('kept/ha-1', '', { qos: 1, retain: true });
    await device.endAsync();
    await subscriber.close();
  });

  test('a broker that refuses the subscription: whoever opened the door hears which', async () => {
    const strict = await openMqttBroker({
      intake: async () => accepted,
      credentials: { verify: async () => true },
      clock: systemClock,
      settings: MqttBrokerSettings.parse({ port: 0 }),
    });
    const url = `mqtt://127.0.0.1:${strict.port}`;
    const settings = MqttSubscriberSettings.parse({ url, clientId: 'hearth', username: 'hearth-0', password: 'x', sessions: 1 });
    const subscriber = openMqttSubscriber({ intake: async () => accepted, clock: systemClock, settings });
    await expect(subscriber.ready).rejects.toThrow('refuses the subscription to $share/hearth/hearth/v1/+/+');
    await subscriber.close();
    await strict.close();
  });

  test('a broker that is not there is told of once, and so is its return', { timeout: 30_000 }, async () => {
    const { subscriber, troubles } = await open('cuff-4', async () => accepted);
    await mosquitto.stop();
    await new Promise((resolve) => setTimeout(resolve, 3_500));
    await mosquitto.start();
    await eventually('its return', () => troubles.some((why) => why.includes('reached again')));
    expect(troubles.filter((why) => why.includes('trying again'))).toHaveLength(1);
    await subscriber.close();
  });

  test('a commit that fails is not acknowledged: the message comes again', async () => {
    let attempts = 0;
    const { subscriber, troubles } = await open('cuff-2', async () => {
      if (++attempts === 1) throw new Error('disk full');
      return accepted;
    });
    await publish('cuff-2', ['one']);
    await eventually('the second attempt', () => attempts >= 2);
    expect(troubles.join()).toContain('not stored, so not acknowledged: disk full');
    await subscriber.close();
  });

  test('what came while Hearth was away waits in the session', async () => {
    const heard: string[] = [];
    const intake = async ({ payload }: Delivery) => {
      heard.push(Buffer.from(payload).toString());
      return accepted;
    };
    const first = await open('cuff-3', intake);
    await first.subscriber.close();
    await publish('cuff-3', ['while away']);
    const second = await open('cuff-3', intake);
    await eventually('the message', () => heard.length === 1);
    expect(heard).toEqual(['while away']);
    await second.subscriber.close();
  });

  test('Mosquitto is killed: with the shipped settings what it had acknowledged is still delivered', async () => {
    const heard: string[] = [];
    const intake = async ({ payload }: Delivery) => {
      heard.push(Buffer.from(payload).toString());
      return accepted;
    };
    const before = await open('cuff-4', intake);
    await before.subscriber.close();
    await publish('cuff-4', ['a', 'b', 'c']);
    await mosquitto.kill();
    await mosquitto.start();
    const after = await open('cuff-4', intake);
    await eventually('the messages', () => heard.length === 3);
    expect(heard.toSorted()).toEqual(['a', 'b', 'c']);
    await after.subscriber.close();
  });
});

test('a broker that sends what it had kept at every start: on a route, an old weight is no new one', async () => {
  const topics = ['home/hall/BTtoMQTT/C8478C1A2B3C', 'home/hall/BTtoMQTT/C8478C1A2B3C', 'hearth/v1/cuff-1/readings'];
  const acknowledged: number[] = [];
  const server = createServer((socket: Socket) => {
    const parser = createParser();
    parser.on('packet', (packet) => {
      if (packet.cmd === 'connect') socket.write(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
      if (packet.cmd === 'puback') acknowledged.push(packet.messageId!);
      if (packet.cmd !== 'subscribe') return;
      socket.write(generate({ cmd: 'suback', messageId: packet.messageId!, granted: [1, 1] }));
      for (const [i, topic] of topics.entries())
        socket.write(generate({ cmd: 'publish', topic, payload: `${i}`, qos: 1, messageId: i + 1, retain: i !== 1, dup: false }));
    });
    socket.on('data', (chunk) => parser.parse(chunk as Buffer)).on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const heard: string[] = [];
  const settings = MqttSubscriberSettings.parse({
    url: `mqtt://127.0.0.1:${(server.address() as { port: number }).port}`,
    sessions: 1,
    topics: ['hearth/v1/+/readings'],
    routes: [{ topic: 'home/+/BTtoMQTT/+', as: 'hearth/v1/ble-{2}/openmqttgateway' }],
  });
  const intake = async ({ payload }: Delivery) => {
    heard.push(Buffer.from(payload).toString());
    return accepted;
  };
  const subscriber = openMqttSubscriber({ intake, clock: systemClock, settings });
  await eventually('all to be acknowledged', () => acknowledged.length === 3);
  expect(heard).toEqual(['1', '2']);
  await subscriber.close();
  server.close();
});
