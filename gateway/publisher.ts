import { connect, type MqttClient } from 'mqtt';
import { type Clock, MINUTE, SECOND } from '../domain/clock.ts';
import type { Log } from './log.ts';
import type { Queue, Waiting } from './queue.ts';
import type { GatewayDevice } from './settings.ts';

const IDLE_MS = MINUTE;
const [FIRST_BACKOFF_MS, MOST_BACKOFF_MS] = [SECOND, MINUTE];
/** MQTT 3.1.1, table 3.1: bad user name or password; not authorized. */
const REFUSED: readonly number[] = [4, 5];

export interface PublisherParts {
  readonly server: string;
  /** PEM of the server's certificate authority, where it is one of your own. */
  readonly ca?: string;
  readonly device: Pick<GatewayDevice, 'name' | 'secret'>;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly acknowledgeMs: number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export interface Publisher {
  /** There is something new in the queue. */
  wake(): void;
  readonly ended: Promise<void>;
}

/**
 * Brings one device's notifications to the server, under the device's own name: in order, one at a time, each until the server has
 * acknowledged it. A server that cannot be reached is tried again, after a minute at the most.
 */
export function startPublisher({ server, ca, device, queue, clock, acknowledgeMs, log, signal }: PublisherParts): Publisher {
  let woken = Promise.withResolvers<void>();
  let trouble = '';
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

  async function run(): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      if (!queue.next(device.name)) {
        await Promise.race([woken.promise, stopped]);
        woken = Promise.withResolvers();
        continue;
      }
      try {
        await session();
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        tell(sentenceOf(error, server));
        const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** failures++, MOST_BACKOFF_MS);
        await clock.until(clock.now() + backoff, signal).catch(() => {});
      }
    }
  }

  /** One connection, until the queue is empty and has been for a while. */
  async function session(): Promise<void> {
    const client = connect(server, {
      clientId: device.name,
      username: device.name,
      password: device.secret,
      reconnectPeriod: 0,
      connectTimeout: acknowledgeMs,
      ...(ca === undefined ? {} : { ca }),
    });
    const lost = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.once('close', () => reject(new Error('the server has closed the connection')));
    });
    lost.catch(() => {}); // whoever waits for an answer hears of it
    const connected = new Promise<void>((resolve) => client.once('connect', () => resolve()));
    let drained = false;
    try {
      await within(acknowledgeMs, 'answered', Promise.race([connected, lost]));
      while (!signal.aborted && !drained) {
        const waiting = queue.next(device.name);
        if (waiting) {
          await publish(client, waiting, lost);
          queue.acknowledged(waiting);
          tell('');
        } else drained = !(await Promise.race([wokenWithin(IDLE_MS), lost]));
      }
    } finally {
      // What was not acknowledged is sent again by the next session, and not waited for by this one.
      await client.endAsync(!drained);
    }
  }

  const publish = (client: MqttClient, { topic, payload }: Waiting, lost: Promise<never>): Promise<unknown> =>
    within(acknowledgeMs, 'acknowledged', Promise.race([client.publishAsync(topic, Buffer.from(payload), { qos: 1 }), lost]));

  async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
    const timer = new AbortController();
    const late = clock.until(clock.now() + ms, AbortSignal.any([timer.signal, signal])).then(() => {
      throw new Error(`the server has not ${what} for ${Math.round(ms / SECOND)} s`);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      timer.abort();
    }
  }

  async function wokenWithin(ms: number): Promise<boolean> {
    const timer = new AbortController();
    const late = clock.until(clock.now() + ms, AbortSignal.any([timer.signal, signal])).catch(() => {});
    const was = await Promise.race([woken.promise.then(() => true), late.then(() => false)]);
    timer.abort();
    if (was) woken = Promise.withResolvers();
    return was;
  }

  /** Once for each trouble, not once for each try. */
  function tell(now: string): void {
    if (now === trouble) return;
    trouble = now;
    if (now) log.warn({ device: device.name, waiting: queue.waiting(device.name) }, now);
    else log.info({ device: device.name }, 'the server acknowledges again');
    queue.note(device.name, { serverTrouble: now || null });
  }

  return {
    wake: () => woken.resolve(),
    ended: run(),
  };
}

function sentenceOf(error: unknown, server: string): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string };
  if (REFUSED.includes(code as number)) return 'the server does not know this device, or its secret is another: see hearth device list';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `${server}: there is no such server, or no internet`;
  if (code === 'ECONNREFUSED' || code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return `${server} does not answer`;
  return `${server}: ${message || String(error)}`;
}
