import { z } from 'zod';
import type { Outcome } from '../../domain/message.ts';
import type { ChannelKind } from '../channel.ts';

export const MqttSettings = z.strictObject({
  answerWithinMs: z.int().min(50).max(60_000).default(10_000).describe('How long a device may take for its PUBACK.'),
});
export type MqttSettings = z.infer<typeof MqttSettings>;

/**
 * To a device or hub in the patient's home that is connected to the house's own broker and has subscribed to
 * `hearth/v1/<device>/down/messages` (or `…/down/#`) with QoS 1. It gets `{ key, subject, text, urgent, expires }` as JSON and drops a
 * key that it has seen. Its PUBACK says that it has the message: delivered, which is not yet read.
 */
export const mqtt = {
  name: 'mqtt',
  way: 'mqtt',
  settings: MqttSettings,
  repeats: 'after-a-crash',
  open({ answerWithinMs }: MqttSettings, { downlink }) {
    if (!downlink) throw new Error('messages to devices need the house’s own broker');
    return {
      async send({ key, address, subject, text, urgent, expires }, signal) {
        const payload = JSON.stringify({ key, subject, text, urgent, ...(expires === undefined ? {} : { expires }) });
        const within = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
        return OUTCOMES[await downlink(address, 'messages', payload, within)];
      },
    };
  },
} as const satisfies ChannelKind<MqttSettings>;

const OUTCOMES: Readonly<Record<'acknowledged' | 'not-connected' | 'does-not-listen' | 'no-answer', Outcome>> = {
  acknowledged: { is: 'accepted', receipt: 'PUBACK', reached: 'delivered' },
  'not-connected': { is: 'failed', why: 'the device is not connected' },
  'does-not-listen': { is: 'failed', why: 'the device has not subscribed to its messages with QoS 1' },
  'no-answer': { is: 'failed', why: 'the device did not acknowledge the message in time' },
};
