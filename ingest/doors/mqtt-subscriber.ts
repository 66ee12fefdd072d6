import type { IClientOptions, MqttClient } from 'mqtt';
import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import type { Intake } from '../../domain/delivery.ts';
import { createRouter, TopicRoute } from './topic-routes.ts';

export const MqttSubscriberSettings = z.strictObject({
  url: z.string().regex(/^(mqtts?|wss?):\/\//, 'an address like mqtts://broker.example:8883'),
  username: z.string().optional(),
  password: z.string().optional(),
  caFile: z.string().optional(),
  clientId: z.string().default('hearth'),
  sessions: z
    .int()
    .min(1)
    .max(64)
    .default(4)
    .describe('mqtt.js handles one message at a time in each session: 1 / commit time, times this.'),
  topics: z
    .array(z.string())
    .min(1)
    .default(['hearth/v1/+/+', 'hearth/v1/+/gatt/#', 'hearth/v1/+/esphome/+', 'hearth/v1/+/home-assistant/+'])
    .describe('Subscribed to as a shared subscription of the group `hearth`.'),
  receipts: z.boolean().default(true).describe('Whether each delivery is answered on `hearth/v1/<device>/down/receipts`, at QoS 0.'),
  routes: z
    .array(TopicRoute)
    .max(100)
    .default([])
    .describe('Topics of other systems, and as which of Hearth’s they are heard. Who may publish there speaks as the devices they name.'),
});
export type MqttSubscriberSettings = z.infer<typeof MqttSubscriberSettings>;

/** Said at every start with this door open: the promise is that of the broker in front. */
export const WEAKER_PROMISE =
  'Readings come through an external broker: "received" is that broker\'s word. Mosquitto gives it from memory; a kill loses what it ' +
  'acknowledged unless autosave_interval is 1 and autosave_on_changes is true (mosquitto/mosquitto.conf), and a power failure may lose it even then.';

export interface MqttSubscriber {
  /** Resolves when every session is connected and subscribed; the broker may come up later than Hearth. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Twice this is the keepalive: a handler that outlives the keepalive makes mqtt.js reconnect and receive the same message for ever. */
const COMMIT_TIMEOUT_MS = 30_000;

/**
 * Reads from a broker that somebody else runs. Each message is acknowledged to that broker after its commit. mqtt.js has no way to
 * refuse one: when a commit fails the connection is destroyed, and the broker sends the message again after the reconnect.
 */
export function openMqttSubscriber({
  intake,
  clock,
  settings,
  ca,
  onTrouble,
}: {
  readonly intake: Intake;
  readonly clock: Clock;
  readonly settings: MqttSubscriberSettings;
  readonly ca?: string;
  readonly onTrouble?: (why: string) => void;
}): MqttSubscriber {
  const options = (session: number): IClientOptions => ({
    clientId: `${settings.clientId}-${session}`,
    clean: false,
    keepalive: (2 * COMMIT_TIMEOUT_MS) / 1000,
    reconnectPeriod: 1000,
    resubscribe: false,
    manualConnect: true,
    ...(settings.username === undefined ? {} : { username: settings.username }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(ca === undefined ? {} : { ca }),
  });

  const route = createRouter(settings.routes);
  // Loaded by the houses that use it: the libraries that not everybody needs take 30 MB.
  const library = import('mqtt');
  const clients: MqttClient[] = [];
  const open = async (session: number): Promise<void> => {
    const { connect } = await library;
    const client = connect(settings.url, options(session));
    // Said once, however often it is tried: a broker that is away for a night must not fill the log.
    let said: string | undefined;
    client.on('error', (error) => {
      if (error.message !== said) onTrouble?.(`${settings.url}: ${error.message || (error as NodeJS.ErrnoException).code}; trying again`);
      said = error.message;
    });
    client.on('connect', () => {
      if (said !== undefined) onTrouble?.(`${settings.url}: reached again`);
      said = undefined;
    });
    // Before the connection: what the broker kept for this session comes right behind its CONNACK.
    client.handleMessage = (packet, acknowledge) => {
      const routed = route(packet.topic);
      // What the broker had kept was measured nobody knows when, and the formats of other systems say no time: it is no news.
      if (routed !== undefined && packet.retain) return acknowledge();
      const topic = routed ?? packet.topic;
      const delivery = { device: deviceIn(topic), received: clock.now(), topic, payload: Buffer.from(packet.payload) };
      within(COMMIT_TIMEOUT_MS, intake(delivery)).then(
        (receipt) => {
          const { device, topic } = delivery;
          if (settings.receipts && device !== '')
            client.publish(`hearth/v1/${device}/down/receipts`, JSON.stringify({ topic, ...receipt }), { qos: 0 });
          acknowledge();
        },
        (error: unknown) => {
          onTrouble?.(`not stored, so not acknowledged: ${error instanceof Error ? error.message : String(error)}`);
          client.stream.destroy();
          acknowledge(error instanceof Error ? error : new Error(String(error)));
        },
      );
    };
    clients.push(client);
    await new Promise<void>((resolve) => {
      client.once('connect', () => resolve());
      client.connect();
    });
    const topics = [...settings.topics, ...settings.routes.map(({ topic }) => topic)].map((topic) => `$share/hearth/${topic}`);
    await client.subscribeAsync(topics, { qos: 1 }).catch((error: Error) => {
      throw new Error(`the broker at ${settings.url} refuses the subscription to ${topics.join(', ')}: ${error.message}`);
    });
  };

  const ready = Promise.all(Array.from({ length: settings.sessions }, (_, session) => open(session))).then(() => {});
  return {
    ready,
    async close() {
      await Promise.all(clients.map((client) => client.endAsync(true)));
    },
  };
}

/** `hearth/v1/cuff-1/readings` -> `cuff-1`. Who may publish there is the broker's business: see mosquitto/acl. */
const deviceIn = (topic: string): string => topic.split('/')[2] ?? '';

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timeout = AbortSignal.timeout(ms);
  return Promise.race([
    work,
    new Promise<never>((_, reject) => timeout.addEventListener('abort', () => reject(new Error(`no commit within ${ms / 1000} s`)))),
  ]);
}
