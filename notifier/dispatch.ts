import type { Clock, Instant } from '../domain/clock.ts';
import { type Delivery, type Message, NOBODY, type Outcome } from '../domain/message.ts';
import type { Patient } from '../domain/patient.ts';
import type { Send } from '../domain/reach.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Store, TakenMessage } from '../domain/store.ts';
import type { Address } from './address.ts';
import type { Channel } from './channel.ts';
import { createChannelHealth, keepPulses } from './channel-health.ts';
import { digestKey, digestValues } from './digest.ts';
import { DispatchSettings } from './dispatch-settings.ts';
import { gather } from './gather.ts';
import { createRoom, DRILL, heldBack } from './hold.ts';
import { limited } from './limited.ts';
import { inOrder, onEveryWay } from './order.ts';
import { withOwnWords } from './own-words.ts';
import { type QuietHours, quietUntil } from './quiet-hours.ts';
import { type Numbers, type Rendered, render, type Words } from './render.ts';
import { sendOf } from './send-of.ts';
import { TemplateError } from './template.ts';
import { readTemplates, type Templates } from './templates.ts';
import { alarm, envelopeKey, lapsed, PART_OF, type Sent, type Verdict, verdictOf } from './verdict.ts';

/**
 * Where somebody goes from a message: the patient's page, the question that waits for an answer (`followUp`), the report (`from`, `to`).
 * `key` is the envelope's: a link may tell that this very message was opened.
 */
export type Links = (message: Message, key: string) => string;

export interface NotifierParts {
  readonly store: Pick<Store, 'transact' | 'patients' | 'followUps' | 'sends'>;
  readonly clock: Clock;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Who is meant, by which ways. The in-app inbox is always one of them. */
  readonly addresses: (to: Message['to'], about: PatientId) => Promise<readonly Address[]>;
  readonly words: Words;
  readonly links: Links;
  /** Where the team sleeps: its quiet hours are not the patient's. */
  readonly teamZone: string;
  /** Where this message's reader says that only what is urgent shall come. */
  readonly unsubscribe?: (message: Message) => string | undefined;
  /** The quiet hours that a patient agreed on; undefined: those of the clinic's settings. */
  readonly quietOf?: (patient: PatientId) => Promise<QuietHours | undefined>;
  /** Names an address without showing it; one name for all where nobody asks. */
  readonly mark?: (address: string) => string;
  readonly templates?: Templates;
  /** What the clinic says in its own words; asked for before each round, so that a change holds for the next message. */
  readonly ownWords?: () => Promise<Parameters<typeof withOwnWords>[1]>;
  readonly numbers?: Numbers;
  readonly settings?: Partial<DispatchSettings>;
}

export interface Notifier {
  /** Sends what is due; resolves to how many messages it handled. Zero: nothing more is due now. Rejects only when the store does. */
  dispatch(signal: AbortSignal): Promise<number>;
}

/** The most that one digest holds; the rest goes in another. */
const MOST_TOGETHER = 50;
/** So many of the last envelopes about somebody are looked at for those of one message. */
const MOST_KNOWN = 200;

type About = Pick<Patient, 'zone' | 'glucoseUnit'>;
type Told = { readonly message: Message; readonly about: About };

/**
 * Takes due messages under a lease, renders, sends, settles. Nothing is awaited inside of a transaction but the store. A crash between
 * a provider's acceptance and our note of it sends again, with the same key.
 */
export function createNotifier({
  store,
  clock,
  channels,
  addresses,
  words,
  links,
  teamZone,
  unsubscribe = () => undefined,
  quietOf = async () => undefined,
  mark = () => '',
  templates: shipped = readTemplates(),
  ownWords = async () => [],
  numbers = {},
  settings,
}: NotifierParts): Notifier {
  const { batch, concurrency, sendWithinMs, leaseMs, quietHours, perHour, perDay, ...patience } = DispatchSettings.parse(settings ?? {});
  let templates = shipped;
  const inTurn = limited(concurrency);
  const health = createChannelHealth();

  /** Several messages go as one; of each of them becomes what became of that one. */
  async function sendTo(address: Address, together: readonly Told[], signal: AbortSignal): Promise<Outcome> {
    const [{ message, about }] = together as [Told, ...Told[]];
    const { channel: name, language } = address;
    const channel = channels.get(name);
    if (!channel) return { is: 'refused', why: 'this channel is not set up' };
    const key = keyOf(together, address);
    const link = links(message, key);
    const put = (one: Told) =>
      render(one.message, {
        templates,
        language,
        patient: one.about,
        words,
        emergencyNumber: numbers.emergencyNumber,
        telephone: numbers.telephone,
        link: one.message.about === message.about ? link : links(one.message, key),
      });
    const named = message.template === DRILL ? { ...message, values: { ...message.values, channel: name } } : message;
    const { subject, text, brief }: Rendered =
      together.length === 1
        ? put({ message: named, about })
        : put({ message: { ...message, template: 'digest', values: digestValues(together.map(put), link) }, about });
    const { about: patient, urgent, expires } = message;
    const stop = unsubscribe(message);
    const letter = {
      key,
      address: address.address,
      subject,
      text,
      ...(brief === undefined ? {} : { brief }),
      about: patient,
      urgent,
      link,
      ...(expires === undefined ? {} : { expires }),
      ...(stop === undefined ? {} : { unsubscribe: stop }),
    };
    const within = AbortSignal.any([signal, AbortSignal.timeout(sendWithinMs)]);
    const outcome = await inTurn(() => channel.send(letter, within)).catch(
      // A channel must not throw; if one does, what it throws may quote an address, so it is not repeated.
      (): Outcome => ({ is: 'failed', why: 'the channel broke its contract and threw' }),
    );
    health.heard(name, outcome, clock.now());
    return outcome;
  }

  async function whomToTell(message: Message): Promise<readonly Address[]> {
    const all = (await addresses(message.to, message.about)).filter(
      ({ channel, nonUrgent }) => message.urgent || channel === 'inbox' || nonUrgent !== 'off' || message.template === DRILL,
    );
    return message.values[PART_OF] === undefined
      ? all
      : all.filter(({ channel, address }) => envelopeKey(message, channel, address) === message.key);
  }

  /** A question that waited for the end of the quiet hours, and was answered meanwhile, or whose reason is over: it is not asked any more. */
  async function isMoot({ urgent, values: { followUp } }: Message): Promise<boolean> {
    if (urgent || followUp === undefined) return false;
    const asked = await store.followUps.get(String(followUp));
    return asked !== undefined && asked.state.is !== 'open';
  }

  async function aboutOf(message: Message): Promise<About | undefined> {
    return message.about === NOBODY
      ? { zone: teamZone, glucoseUnit: 'mmol/L' }
      : (await store.patients.get([message.about])).get(message.about);
  }

  const late = async (one: TakenMessage, now: Instant): Promise<Handled> => ({
    ...lapsed(one, await store.sends.of(one.message.about, MOST_KNOWN), await whomToTell(one.message), now),
    sent: [],
  });

  /** What becomes of one message; undefined when the sender is stopping and the lease shall simply end. */
  async function deliver(
    taken: TakenMessage,
    room: ReturnType<typeof createRoom>,
    others: readonly Message[],
    signal: AbortSignal,
  ): Promise<Handled | undefined> {
    const now = clock.now();
    const { message, attempts } = taken;
    if (message.expires !== undefined && message.expires <= now) return late(taken, now);
    if (await isMoot(message)) return { delivery: { is: 'expired', at: now }, owed: [], sent: [] };
    const dead = (why: string): Handled => ({ delivery: { is: 'dead', at: now, why }, owed: alarm(message, '—', now), sent: [] });
    const about = await aboutOf(message);
    if (!about) return { delivery: { is: 'dead', at: now, why: 'there is no such patient' }, owed: [], sent: [] };
    const theirs = message.to.role === 'patient' || message.to.role === 'caregiver';
    const quiet = (theirs ? await quietOf(message.about) : undefined) ?? quietHours;
    const known = await whomToTell(message);
    const together: Told[] = [{ message, about }];
    for (const one of others) together.push({ message: one, about: (await aboutOf(one)) ?? about });
    // The next step is the team's, and nobody is told that this one failed. Nor is it a failure that an address which waited for its part is gone,
    // agreed on no more, or wants only what is urgent by now: the others have the message.
    const isUnwanted = message.ifAny || (!message.urgent && message.values[PART_OF] !== undefined);
    if (known.length === 0 && isUnwanted) return { delivery: { is: 'expired', at: now }, owed: [], sent: [] };
    if (known.length === 0)
      return dead(message.values[PART_OF] === undefined ? `nobody is known as ${message.to.role}` : 'the address is known no more');
    const zone = theirs ? about.zone : teamZone;
    const tell = async (address: Address): Promise<Sent> => ({
      key: keyOf(together, address),
      channel: address.channel,
      address,
      outcome:
        heldBack({ address, message, zone, quietHours: quiet, now }) ??
        (await room(address, message)) ??
        (await sendTo(address, together, signal)),
    });
    try {
      const sent = await (message.urgent || message.template === DRILL ? onEveryWay : inOrder)(known, tell);
      const cutShort = signal.aborted && sent.length > 0 && sent.every(({ outcome }) => outcome.is === 'failed');
      return cutShort ? undefined : { ...verdictOf(message, attempts, sent, patience, clock.now()), sent };
    } catch (error) {
      if (error instanceof TemplateError) return dead(error.message);
      throw error;
    }
  }

  async function isQuiet({ to, about }: Message, now: Instant, { patients }: Pick<Store, 'patients'>): Promise<boolean> {
    const atHome = to.role === 'patient' || to.role === 'caregiver';
    const zone = atHome ? (await patients.get([about])).get(about)?.zone : teamZone;
    const quiet = (atHome ? await quietOf(about) : undefined) ?? quietHours;
    return quietUntil(now, zone ?? teamZone, quiet) !== undefined;
  }

  async function settle(message: Message, { delivery, owed, sent }: Handled): Promise<void> {
    await store.transact(async (records) => {
      const now = clock.now();
      await records.decisions.apply(
        owed.map((part) => ({ do: 'send', message: part.message })),
        now,
      );
      const known: readonly [string, Delivery][] = owed.flatMap((part) => (part.delivery ? [[part.message.key, part.delivery]] : []));
      for (const [key, said] of [...known, [message.key, delivery] as const]) await records.outbox.settle(key, said);
      await records.sends.note(sent.flatMap((one): Send[] => sendOf(message, one, mark, now)));
    });
  }

  /** The digest that a message opens: the others of the same name, all told as one, each settled by itself. */
  async function handleTogether(first: TakenMessage, room: ReturnType<typeof createRoom>, signal: AbortSignal): Promise<number> {
    const name = first.message.together;
    const now = clock.now();
    const others =
      name === undefined ? [] : await store.transact((records) => records.outbox.takeTogether(name, now, MOST_TOGETHER, leaseMs));
    const all = [first, ...others].sort((a, b) => a.message.due - b.message.due || (a.message.key < b.message.key ? -1 : 1));
    const live = all.filter(({ message }) => message.expires === undefined || message.expires > now);
    const told = await deliver(
      live[0] ?? first,
      room,
      live.slice(1).map(({ message }) => message),
      signal,
    );
    if (!told) return all.length;
    for (const one of all) {
      if (!live.includes(one)) await settle(one.message, await late(one, now));
      else if (one === live[0]) await settle(one.message, told);
      else {
        // They wait together too, whatever each one's own patience says.
        const verdict = told.sent.length > 0 ? verdictOf(one.message, one.attempts, told.sent, patience, now) : told;
        const delivery = verdict.delivery.is === 'waiting' && told.delivery.is === 'waiting' ? told.delivery : verdict.delivery;
        await settle(one.message, { delivery, owed: verdict.owed, sent: [] });
      }
    }
    return all.length;
  }

  return {
    async dispatch(signal) {
      if (signal.aborted) return 0;
      const now = clock.now();
      const { count, taken } = await store.transact(async (records) => {
        const due = await records.outbox.take(now, batch, leaseMs);
        return { count: due.length, taken: await gather(due, records, (message) => isQuiet(message, now, records), now) };
      });
      if (taken.length > 0) templates = withOwnWords(shipped, await ownWords());
      const room = createRoom(store, { perHour, perDay }, now);
      const opened = new Set<string>();
      const heads = taken.filter(({ message: { together } }) => together === undefined || (!opened.has(together) && opened.add(together)));
      // Of a digest, those that came in this round are freed for their head to take with the rest.
      const behind = taken.filter((one) => !heads.includes(one));
      if (behind.length > 0)
        await store.transact(async (records) => {
          for (const { message, attempts } of behind) await records.outbox.settle(message.key, { is: 'waiting', attempts, next: now });
        });
      const done = await Promise.allSettled(
        heads.map(async (one) => {
          if (one.message.together !== undefined) return handleTogether(one, room, signal);
          const handled = await deliver(one, room, [], signal);
          if (handled) await settle(one.message, handled);
          return 1;
        }),
      );
      const pulses = health.take();
      if (pulses.length > 0) await store.transact((records) => keepPulses(pulses, records));
      const fault = done.find((one) => one.status === 'rejected');
      if (fault) throw fault.reason;
      return count;
    },
  };
}

/** What the provider knows it by: the envelope's key, or one for several that go as one. */
function keyOf(together: readonly Told[], { channel, address }: Address): string {
  const keys = together.map(({ message }) => envelopeKey(message, channel, address));
  return keys.length === 1 ? keys[0]! : digestKey(keys);
}

interface Handled extends Verdict {
  readonly sent: readonly Sent[];
}
