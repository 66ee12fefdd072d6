import { DAY, HOUR, type Instant } from '../domain/clock.ts';
import type { Message } from '../domain/message.ts';
import type { Store } from '../domain/store.ts';
import type { Address } from './address.ts';
import { type QuietHours, quietUntil } from './quiet-hours.ts';
import type { Held } from './verdict.ts';

/** How many messages that can wait one person gets, over all ways; more wait. What is urgent is not counted. */
export interface Room {
  readonly perHour: number;
  readonly perDay: number;
}

/** Everything that is asked before a message goes to an address. */
export interface Before {
  readonly address: Address;
  readonly message: Message;
  /** Where this person is. */
  readonly zone: string;
  readonly quietHours: QuietHours;
  readonly now: Instant;
}

export const DRILL = 'drill';
/** Who asks at three in the night is awake: the answer goes back at once. */
const ANSWER = 'answer';

/** Why a message is not sent to this address now: quiet hours, a digest. Nothing holds back what is urgent; a test comes by itself. */
export function heldBack({ address, message, zone, quietHours, now }: Before): Held | undefined {
  if (message.urgent || message.template === ANSWER) return undefined;
  const here = address.zone ?? zone;
  const until = quietUntil(now, here, address.quietHours ?? quietHours);
  if (until !== undefined) return { is: 'held', until, why: 'quiet hours' };
  const { channel, person, nonUrgent, digestAt } = address;
  if (nonUrgent !== 'digest' || digestAt === undefined || channel === 'inbox' || message.template === DRILL) return undefined;
  // What was kept for a digest has come to its hour.
  if (message.together !== undefined) return undefined;
  return { is: 'held', until: nextAt(digestAt, now, here), why: 'digest', together: `${person ?? ''}|${channel}` };
}

/** The next time that it is `time` on the wall in this zone. */
function nextAt(time: string, now: Instant, zone: string): Instant {
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const at = (day: Temporal.PlainDate) => day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) });
  const today = at(here.toPlainDate()).epochMilliseconds;
  return today > now ? today : at(here.toPlainDate().add({ days: 1 })).epochMilliseconds;
}

/**
 * Counts what leaves the house for each person, what is stored and what this round is about to send. One for each round of dispatch:
 * several at once may each let a message through.
 */
export function createRoom(store: Pick<Store, 'sends'>, { perHour, perDay }: Room, now: Instant) {
  const going = new Map<string, Map<string, Promise<Held | undefined>>>();

  async function decide(person: string, already: number): Promise<Held | undefined> {
    const gone = await store.sends.lately(person, now - DAY, perDay);
    for (const [most, span] of [
      [perHour, HOUR],
      [perDay, DAY],
    ] as const) {
      const within = gone.filter((at) => at > now - span);
      if (within.length + already < most) continue;
      return { is: 'held', until: (within[most - already - 1] ?? now) + span, why: 'too many messages at once' };
    }
    return undefined;
  }

  return async ({ person, channel }: Address, message: Message): Promise<Held | undefined> => {
    if (message.urgent || person === undefined || channel === 'inbox' || message.template === DRILL) return undefined;
    const mine = going.get(person) ?? new Map();
    going.set(person, mine);
    // One decision for all ways of a message, and made before anything is awaited, so that two do not both take the last place.
    const decided = mine.get(message.key) ?? decide(person, mine.size);
    mine.set(message.key, decided);
    return decided;
  };
}
