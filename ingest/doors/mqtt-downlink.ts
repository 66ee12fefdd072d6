import type { Aedes, AedesPublishPacket, Client } from 'aedes';
import type { DeviceId } from '../../domain/reading.ts';

/** What became of something that a device was told. `acknowledged`: it has answered with a PUBACK. */
export type Downlinked = 'acknowledged' | 'not-connected' | 'does-not-listen' | 'no-answer';

interface Parts {
  /** The session of a device that is connected now. */
  readonly clientOf: (device: DeviceId) => Client | undefined;
}

/**
 * Tells connected devices something with QoS 1 and waits for their PUBACK. One at a time for each device: nobody else sends a device
 * messages with QoS 1, so that the next PUBACK of its session is the answer.
 */
export function createDownlink(broker: Aedes, { clientOf }: Parts) {
  const turns = new Map<DeviceId, Promise<unknown>>();

  async function tell(device: DeviceId, what: string, payload: string, signal: AbortSignal): Promise<Downlinked> {
    if (signal.aborted) return 'no-answer';
    const client = clientOf(device);
    if (!client) return 'not-connected';
    const topic = `hearth/v1/${device}/down/${what}`;
    if (!listensWithQos1(client, topic)) return 'does-not-listen';
    return new Promise((resolve) => {
      const done = (how: Downlinked) => {
        broker.off('ack', onAck);
        broker.off('clientDisconnect', onGone);
        signal.removeEventListener('abort', onAbort);
        resolve(how);
      };
      // Of a session that is not kept aedes does not know any more what was acknowledged; of one that is, it may be an older message.
      const onAck = (packet: AedesPublishPacket | undefined, from: Client) => {
        if (from === client && (packet?.payload === undefined || packet.payload.toString() === payload)) done('acknowledged');
      };
      const onGone = (gone: Client) => {
        if (gone === client) done('not-connected');
      };
      const onAbort = () => done('no-answer');
      broker.on('ack', onAck as never);
      broker.on('clientDisconnect', onGone);
      signal.addEventListener('abort', onAbort, { once: true });
      client.publish({ cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false }, (error) => {
        if (error) done('no-answer');
      });
    });
  }

  return (device: DeviceId, what: string, payload: string, signal: AbortSignal): Promise<Downlinked> => {
    const turn = (turns.get(device) ?? Promise.resolve()).then(() => tell(device, what, payload, signal));
    turns.set(device, turn);
    return turn.finally(() => {
      if (turns.get(device) === turn) turns.delete(device);
    });
  };
}

function listensWithQos1(client: Client, topic: string): boolean {
  const { subscriptions } = client as unknown as { subscriptions: Record<string, { readonly qos?: number } | undefined> };
  const all = `${topic.slice(0, topic.indexOf('/down/'))}/down/#`;
  return [topic, all].some((one) => (subscriptions[one]?.qos ?? 0) >= 1);
}
