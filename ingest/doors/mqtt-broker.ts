import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Clock, Instant } from '../../domain/clock.ts';
import type { Intake, Receipt } from '../../domain/delivery.ts';
import type { DeviceId } from '../../domain/reading.ts';
import type { Credentials } from '../credentials.ts';
import { REVOKED } from '../hear-all.ts';
import { createRateLimit } from '../rate-limit.ts';
import { createDownlink, type Downlinked } from './mqtt-downlink.ts';
import { Publishes } from './mqtt-publishes.ts';

/** Every number has its reason; all may be changed in hearth.yaml. */
export const MqttBrokerSettings = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Loopback: nothing is open to the world until somebody says so.'),
  port: z.int().min(0).max(65_535).default(1883),
  websocketPort: z.int().min(0).max(65_535).optional().describe('MQTT over WebSocket, for gateways behind a web proxy. Off when absent.'),
  tls: z.strictObject({ certFile: z.string(), keyFile: z.string(), port: z.int().min(0).max(65_535).default(8883) }).optional(),
  maxConnections: z.int().min(1).default(20_000).describe('10,000 devices and as many reconnecting: about 18 KB each.'),
  maxPacketBytes: z.int().min(256).default(65_536).describe('A meter with 500 records as JSON needs 60 KB; no cuff needs more.'),
  perDevicePerSecond: z.number().positive().default(500).describe('A gateway emptying a month of memory; faster senders wait.'),
  perDeviceBurst: z.int().min(1).default(2_000),
});
export type MqttBrokerSettings = z.infer<typeof MqttBrokerSettings>;

export interface MqttBrokerParts {
  readonly intake: Intake;
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly settings: MqttBrokerSettings;
  /** The certificate's and key's PEM, when settings.tls is there: read by whoever may read files. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Told of what a technician wants to know; never holds a payload. */
  readonly onTrouble?: (trouble: { readonly device?: DeviceId; readonly why: string }) => void;
}

export interface MqttBroker {
  readonly port: number;
  readonly websocketPort?: number;
  readonly tlsPort?: number;
  connections(): number;
  /** Ends a device's session at once, or one that began up to a moment: its secret became another, or worth nothing. */
  drop(device: DeviceId, upTo?: Instant): void;
  /** Says something to a connected device on `hearth/v1/<device>/down/<what>`; resolves when it has answered, or will not. */
  tell(device: DeviceId, what: string, payload: string, signal: AbortSignal): Promise<Downlinked>;
  close(): Promise<void>;
}

/** Sockets that have not said yet who they are, beside the devices that are connected. */
const STRANGERS = 1_000;

interface Session {
  readonly take: ReturnType<typeof createRateLimit>;
  /** No later than its secret was looked at. */
  readonly since: Instant;
  /** It was told that it is in. */
  ready: boolean;
}

/**
 * MQTT 3.1.1 for devices. A device is told "received" after the commit that holds what it said. QoS 1 messages, nearly all there are, are
 * read from the socket by `Publishes`; the others, and those that come before the CONNACK, by aedes, whose one hook before it answers is
 * `authorizePublish`: an error there means no answer and a closed socket, and the device sends again. mqtt-broker.contract.test.ts pins
 * both ways, so that an upgrade that moves the answer fails.
 */
export async function openMqttBroker({ intake, credentials, clock, settings, tls, onTrouble }: MqttBrokerParts): Promise<MqttBroker> {
  const sessions = new WeakMap<Client, Session>();
  const trouble = (client: Client | null, why: string) => onTrouble?.({ why, ...(client?.id ? { device: client.id } : {}) });

  const broker = new Aedes({
    connectTimeout: 10_000,
    maxTopicLevels: 10,
    drainTimeout: 60_000,
    preConnect(_client, packet, done) {
      // Hearth knows by itself when a device is silent: it keeps no wills, and so no reading comes from one.
      delete packet.will;
      done(null, true);
    },
    authenticate(client, username, password, done) {
      const name = username ?? '';
      if (broker.connectedClients >= settings.maxConnections) return done(refusal(3, 'too many connections'), false);
      if (client.id !== name) return done(refusal(2, 'the client id must be the name of the device'), false);
      const since = clock.now();
      credentials.verify(name, password?.toString() ?? '').then(
        (good) => {
          if (good)
            sessions.set(client, {
              since,
              take: createRateLimit({ perSecond: settings.perDevicePerSecond, burst: settings.perDeviceBurst, clock }),
              ready: false,
            });
          done(good ? null : refusal(4, 'unknown device or wrong secret'), good);
        },
        () => done(refusal(3, 'the store does not answer'), false),
      );
    },
    authorizeSubscribe(client, subscription, done) {
      // A null subscription answers 0x80, failure, [MQTT-3.8.4-5]; the session lives on.
      done(null, isOwnDownlink(client.id, subscription.topic) ? subscription : null);
    },
    authorizePublish(client, packet, done) {
      if (!client) return done(null); // the broker's own heartbeat
      packet.retain = false; // what is stored is not kept twice, in memory
      receive(client, packet.topic, packet.payload as Buffer).then(
        () => done(null),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  });

  /** Resolves when the message may be acknowledged. Every message comes this way, whoever has read it from the socket. */
  function receive(client: Client, topic: string, payload: Uint8Array): Promise<void> {
    const session = sessions.get(client);
    if (!session || !topic.startsWith(`hearth/v1/${client.id}/`))
      return Promise.reject(new Error('a device publishes under its own name only'));
    const delivery = { device: client.id, received: clock.now(), topic, payload };
    const turn = session.take();
    return (turn ? turn.then(() => intake(delivery)) : intake(delivery)).then((receipt) => {
      if (receipt.why?.startsWith(REVOKED)) throw new Error(receipt.why);
      tell(client, topic, receipt);
    });
  }

  /** The receipt goes to whoever listens, with the topic that it answers: a gateway deletes safely, an app shows that the value arrived. */
  function tell(client: Client, about: string, receipt: Receipt): void {
    const topic = listens(client, 'down/receipts');
    if (topic === undefined) return;
    const payload = JSON.stringify({ topic: about, ...receipt });
    client.publish(
      { cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false },
      (error) => error && trouble(client, error.message),
    );
  }

  broker.on('clientReady', (client) => {
    const session = sessions.get(client);
    if (session) session.ready = true;
  });
  broker.on('clientError', (client, error) => trouble(client, error.message));
  broker.on('connectionError', (client, error) => trouble(client, error.message));
  await broker.listen();

  const sockets = new Set<Duplex>();
  const handle = (socket: Duplex) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    if (socket instanceof Socket) socket.setNoDelay(true).setKeepAlive(true, 60_000);
    const client = broker.handle(socket);
    new Publishes({
      socket,
      maxBytes: settings.maxPacketBytes,
      signedIn: () => sessions.get(client)?.ready === true,
      hear: (topic, payload) => {
        keepAlive(client);
        return receive(client, topic, payload);
      },
      failed: (error) => socket.destroyed || client.emit('error', error),
    });
  };
  const servers: Server[] = [];
  const listen = (server: Server, port: number): Promise<number> => {
    servers.push(server);
    server.maxConnections = settings.maxConnections + STRANGERS;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, settings.host, () => resolve((server.address() as { port: number }).port));
    });
  };

  const clientOf = (device: DeviceId) => (broker as unknown as { clients: Record<string, Client | undefined> }).clients[device];
  const port = await listen(createServer(handle), settings.port);
  const tlsPort =
    settings.tls && tls ? await listen(createTlsServer({ ...tls, minVersion: 'TLSv1.2' }, handle), settings.tls.port) : undefined;
  let websocketPort: number | undefined;
  if (settings.websocketPort !== undefined) {
    const http = createHttpServer((_request, response) => response.writeHead(426).end());
    const upgrade = new WebSocketServer({ server: http, maxPayload: settings.maxPacketBytes * 4, handleProtocols: () => 'mqtt' });
    upgrade.on('connection', (socket) => handle(createWebSocketStream(socket)));
    websocketPort = await listen(http, settings.websocketPort);
  }

  return {
    port,
    ...(websocketPort === undefined ? {} : { websocketPort }),
    ...(tlsPort === undefined ? {} : { tlsPort }),
    connections: () => broker.connectedClients,
    drop(device, upTo = Number.POSITIVE_INFINITY) {
      const client = clientOf(device);
      if (client && (sessions.get(client)?.since ?? 0) <= upTo) client.close();
    },
    tell: createDownlink(broker, { clientOf }),
    async close() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

const isOwnDownlink = (device: DeviceId, topic: string): boolean =>
  topic.startsWith(`hearth/v1/${device}/down/`) && !/[+]/.test(topic) && !topic.slice(0, -1).includes('#');

/** The topic, if the device subscribed to it. Most have no subscription, and no topic is put together for them. */
function listens(client: Client, what: string): string | undefined {
  const { subscriptions } = client as unknown as { subscriptions: Record<string, unknown> };
  for (const subscribed in subscriptions) {
    const topic = `hearth/v1/${client.id}/${what}`;
    if (subscribed === topic || subscribed === `hearth/v1/${client.id}/down/#`) return topic;
  }
  return undefined;
}

/** A device that publishes is alive, and need not say so. aedes counts only the packets that it has read by itself. */
function keepAlive(client: Client): void {
  const { _keepaliveTimer: timer } = client as unknown as { _keepaliveTimer: NodeJS.Timeout | null };
  timer?.refresh();
}

const refusal = (returnCode: 2 | 3 | 4, message: string): AuthenticateError => Object.assign(new Error(message), { returnCode });
