import { z } from 'zod';
import { type Clock, HOUR, type Instant, MINUTE, SECOND } from '../domain/clock.ts';
import { type Delivery, HOUSE, type Message, type Outcome } from '../domain/message.ts';
import type { Patient } from '../domain/patient.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Language } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { Channel } from './channel.ts';
import { createChannelHealth, keepPulses } from './channel-health.ts';
import { gather } from './gather.ts';
import { limited } from './limited.ts';
import { QuietHours, quietUntil } from './quiet-hours.ts';
import { render, type Words } from './render.ts';
import { TemplateError } from './template.ts';
import { readTemplates, type Templates } from './templates.ts';
import { alarm, envelopeKey, PART_OF, type Sent, type Verdict, verdictOf } from './verdict.ts';

export const DispatchSettings = z.strictObject({
  batch: z
    .int()
    .min(1)
    .max(100)
    .default(8)
    .describe('Messages taken at once. All of them fit into one lease even if every provider hangs.'),
  concurrency: z.int().min(1).max(100).default(16).describe('Sends at a time.'),
  sendWithinMs: z
    .int()
    .min(100)
    .max(MINUTE)
    .default(20 * SECOND),
  leaseMs: z
    .int()
    .min(SECOND)
    .max(HOUR)
    .default(2 * MINUTE)
    .describe('A message of a dispatcher that died is taken again after this.'),
  firstRetryMs: z
    .int()
    .min(SECOND)
    .max(HOUR)
    .default(15 * SECOND),
  longestRetryMs: z
    .int()
    .min(SECOND)
    .max(24 * HOUR)
    .default(30 * MINUTE),
  maxAttempts: z.int().min(1).max(1000).default(50).describe('With the retries above: given up after about a day.'),
  quietHours: QuietHours.prefault({}),
});
export type DispatchSettings = z.infer<typeof DispatchSettings>;

export interface Address {
  readonly channel: string;
  readonly address: string;
  readonly language: Language;
}

/** Where somebody goes from a message: the patient's page, the question that waits for an answer (`followUp`), the report (`from`, `to`). */
export type Links = (message: Message) => string;

export interface NotifierParts {
  readonly store: Pick<Store, 'transact' | 'patients'>;
  readonly clock: Clock;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Who is meant, by which ways. The in-app inbox is always one of them. */
  readonly addresses: (to: Message['to'], about: PatientId) => Promise<readonly Address[]>;
  readonly words: Words;
  readonly links: Links;
  /** Where the team sleeps: its quiet hours are not the patient's. */
  readonly teamZone: string;
  readonly templates?: Templates;
  readonly settings?: Partial<DispatchSettings>;
}

export interface Notifier {
  /** Sends what is due; resolves to how many messages it handled. Zero: nothing more is due now. Rejects only when the store does. */
  dispatch(signal: AbortSignal): Promise<number>;
}

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
  templates = readTemplates(),
  settings,
}: NotifierParts): Notifier {
  const { batch, concurrency, sendWithinMs, leaseMs, quietHours, ...patience } = DispatchSettings.parse(settings ?? {});
  const inTurn = limited(concurrency);
  const health = createChannelHealth();

  async function sendTo(
    { channel: name, address, language }: Address,
    message: Message,
    patient: Pick<Patient, 'zone' | 'glucoseUnit'>,
    signal: AbortSignal,
  ): Promise<Sent> {
    const key = envelopeKey(message, name, address);
    const channel = channels.get(name);
    if (!channel) return { key, channel: name, outcome: { is: 'refused', why: 'this channel is not set up' } };
    const { subject, text } = render(message, { templates, language, patient, words, link: links(message) });
    const letter = { key, address, subject, text, about: message.about, urgent: message.urgent };
    const within = AbortSignal.any([signal, AbortSignal.timeout(sendWithinMs)]);
    const outcome = await inTurn(() => channel.send(letter, within)).catch(
      // A channel must not throw; if one does, what it throws may quote an address, so it is not repeated.
      (): Outcome => ({ is: 'failed', why: 'the channel broke its contract and threw' }),
    );
    health.heard(name, outcome, clock.now());
    return { key, channel: name, outcome };
  }

  async function whomToTell(message: Message): Promise<readonly Address[]> {
    const all = await addresses(message.to, message.about);
    return message.values[PART_OF] === undefined
      ? all
      : all.filter(({ channel, address }) => envelopeKey(message, channel, address) === message.key);
  }

  /** What becomes of one message; undefined when the sender is stopping and the lease shall simply end. */
  async function deliver(message: Message, attempts: number, signal: AbortSignal): Promise<Verdict | undefined> {
    const now = clock.now();
    if (message.expires !== undefined && message.expires <= now) return { delivery: { is: 'expired', at: now }, owed: [] };
    const dead = (why: string): Verdict => ({ delivery: { is: 'dead', at: now, why }, owed: alarm(message, '—', now) });
    const patient = await patientOf(message);
    if (!patient) return { delivery: { is: 'dead', at: now, why: 'there is no such patient' }, owed: [] };
    const zone = message.to.role === 'patient' || message.to.role === 'caregiver' ? patient.zone : teamZone;
    const until = message.urgent ? undefined : quietUntil(now, zone, quietHours);
    if (until !== undefined) return { delivery: { is: 'waiting', attempts, next: until, why: 'quiet hours' }, owed: [] };
    const known = await whomToTell(message);
    if (known.length === 0)
      return dead(message.values[PART_OF] === undefined ? `nobody is known as ${message.to.role}` : 'the address is known no more');
    try {
      const sent = await Promise.all(known.map((address) => sendTo(address, message, patient, signal)));
      const cutShort = signal.aborted && sent.every(({ outcome }) => outcome.is === 'failed');
      return cutShort ? undefined : verdictOf(message, attempts, sent, patience, clock.now());
    } catch (error) {
      if (error instanceof TemplateError) return dead(error.message);
      throw error;
    }
  }

  const patientOf = async ({ about }: Message): Promise<Pick<Patient, 'zone' | 'glucoseUnit'> | undefined> =>
    about === HOUSE ? { zone: teamZone, glucoseUnit: 'mmol/L' } : (await store.patients.get([about])).get(about);

  async function isQuiet({ to, about }: Message, now: Instant, { patients }: Pick<Store, 'patients'>): Promise<boolean> {
    const atHome = to.role === 'patient' || to.role === 'caregiver';
    const zone = atHome ? (await patients.get([about])).get(about)?.zone : teamZone;
    return quietUntil(now, zone ?? teamZone, quietHours) !== undefined;
  }

  async function settle(message: Message, { delivery, owed }: Verdict): Promise<void> {
    await store.transact(async (records) => {
      const now = clock.now();
      await records.decisions.apply(
        owed.map((part) => ({ do: 'send', message: part.message })),
        now,
      );
      const known: readonly [string, Delivery][] = owed.flatMap((part) => (part.delivery ? [[part.message.key, part.delivery]] : []));
      for (const [key, said] of [...known, [message.key, delivery] as const]) await records.outbox.settle(key, said);
    });
  }

  return {
    async dispatch(signal) {
      if (signal.aborted) return 0;
      const { count, taken } = await store.transact(async (records) => {
        const now = clock.now();
        const due = await records.outbox.take(now, batch, leaseMs);
        return { count: due.length, taken: await gather(due, records, (message) => isQuiet(message, now, records), now) };
      });
      const done = await Promise.allSettled(
        taken.map(async ({ message, attempts }) => {
          const verdict = await deliver(message, attempts, signal);
          if (verdict) await settle(message, verdict);
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
