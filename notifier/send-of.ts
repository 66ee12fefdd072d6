import type { Instant } from '../domain/clock.ts';
import type { Message } from '../domain/message.ts';
import type { Send } from '../domain/reach.ts';
import { PART_OF, type Sent } from './verdict.ts';

/** What an attempt left to be known; nothing of one that was not made. */
export function sendOf(
  message: Message,
  { key, channel, address, outcome }: Sent,
  mark: (address: string) => string,
  now: Instant,
): Send[] {
  if (outcome.is === 'held' || address?.person === undefined) return [];
  // A part has the key of its envelope, unless it went with others under a key of theirs.
  const digest = message.together !== undefined && key !== message.key;
  const send: Send = {
    key,
    message: digest ? key : String(message.values[PART_OF] ?? message.key),
    about: message.about,
    person: address.person,
    channel,
    mark: mark(address.address),
    template: digest ? 'digest' : message.template,
    urgent: message.urgent,
    tried: now,
    steps: {},
  };
  if (outcome.is !== 'accepted')
    return [{ ...send, failed: { at: now, why: outcome.why, wrongAddress: outcome.is === 'refused' && outcome.wrongAddress === true } }];
  const steps = { accepted: now, ...(outcome.reached ? { [outcome.reached]: now } : {}) };
  return [{ ...send, steps, ...(outcome.receipt === undefined ? {} : { receipt: outcome.receipt }) }];
}
