import { z } from 'zod';
import { WATCHED } from '../domain/reading.ts';
import { Localized, Source } from '../domain/source.ts';
import { Duration } from './duration.ts';
import { SafeBand } from './safe-band.ts';

const Name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens');
const Text = z
  .string()
  .min(1)
  .max(600)
  .refine((text) => !/mmol\/L|mg\/dL/i.test(text), 'no glucose values in pathway texts: people read different units');
const Texts = z.strictObject({ 'zh-CN': Text, en: Text }) satisfies z.ZodType<Localized>;

const oneOrMore = <T extends z.ZodType>(item: T) => z.preprocess((said) => (Array.isArray(said) ? said : [said]), z.array(item).min(1));
const sources = z.array(Name).default([]);
const urgent = z.boolean().default(false);

/** What a step may say, by its verb. `next` is the next step of the file unless it says otherwise. */
export const steps = {
  /** Tells the patient (or a caregiver) something. After `expires` it is not sent any more: it would do harm or amuse. */
  message: z.strictObject({
    message: Texts,
    to: oneOrMore(z.enum(['patient', 'caregiver'])).default(['patient']),
    urgent,
    expires: Duration.optional(),
    /** It asks for a reading: one that is taken so long after this counts for the steps that follow, an earlier one says nothing yet. */
    readingsFrom: Duration.optional(),
    sources,
    next: Name.optional(),
  }),
  /**
   * Waits for a reading of a kind. `recovered`: it ended the alert; `still`: it did not; `unmeasured`: none came in time. One that was taken
   * before the run came here counts too, from the last `readingsFrom` on.
   */
  measure: z.strictObject({
    measure: z.enum(WATCHED),
    within: Duration,
    recovered: Name,
    still: Name,
    unmeasured: Name,
    sources,
  }),
  /** Asks the patient; each option names the step it leads to. `danger`: an answer that a doctor must see first, even weeks later. `withdraws`: the reading that began it does not count. */
  ask: z.strictObject({
    ask: Texts,
    options: z
      .record(Name, z.strictObject({ text: Texts, next: Name, danger: z.literal(true).optional(), withdraws: z.literal(true).optional() }))
      .refine((options) => Object.keys(options).length >= 2, 'at least two options'),
    /** Waits for a reading as well, whichever comes first: one that has not ended the alert leads to `still`. */
    reading: z.strictObject({ measure: z.enum(WATCHED), still: Name }).optional(),
    within: Duration,
    unanswered: Name,
    urgent,
    sources,
  }),
  /** Has a questionnaire filled in: one by its id, or `{name}` of a value that the pathway takes. `found`: where the gravest finding leads. */
  fill: z.strictObject({
    fill: z.string().regex(/^(?:[a-z][a-z0-9-]*|\{[a-z][a-z0-9-]*\})$/, 'the id of a questionnaire'),
    answered: Name,
    found: z.partialRecord(z.enum(['high', 'medium', 'low']), Name).default({}),
    within: Duration,
    unanswered: Name,
    urgent,
    sources,
  }),
  /**
   * Proposes a visit on the first working day after `earliest`, at a time on the clinic's wall clock; or at the value `visit` (Unix ms), where
   * the pathway takes one and the run has it. The patient says whether it suits.
   */
  visit: z.strictObject({
    visit: Texts,
    earliest: Duration,
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 09:30'),
    minutes: z.int().min(5).max(240),
    accepted: Name,
    declined: Name,
    within: Duration,
    unanswered: Name,
    urgent,
    sources,
  }),
  /** Asks the same question, questionnaire or visit once more and keeps it open. `caregiver`: what whoever looks after the patient is told then. */
  remind: z.strictObject({ remind: Name, caregiver: Texts.optional(), within: Duration, unanswered: Name, urgent, sources }),
  /** Lets time pass. If the alert is resolved meanwhile, the run leaves by `whenRecovered`. */
  wait: z.strictObject({ wait: Duration, sources, next: Name.optional() }),
  /** Gives the team something to do. */
  task: z.strictObject({
    task: Texts,
    to: oneOrMore(z.enum(['coordinator', 'doctor'])).default(['coordinator']),
    urgent,
    sources,
    next: Name.optional(),
  }),
  /** Goes back to an earlier step, at most so many times in a run. */
  again: z.strictObject({ again: Name, atMost: z.int().min(1).max(9), otherwise: Name }),
  end: z.strictObject({ end: z.literal(true) }),
};
export type Verb = keyof typeof steps;

/** One file, its steps not looked at yet. */
export const Frame = z.strictObject({
  pathway: Name,
  version: z.int().min(1),
  title: Localized,
  sources: z.record(Name, Source).default({}),
  /** The values that its texts may speak of, as `{name}`: whoever starts it gives them. */
  takes: z.array(Name).default([]),
  /** A pathway that could not start in this time (the server was down) starts at `whenLate` instead. */
  startsWithin: Duration,
  whenLate: Name,
  /** What becomes of a run that is still open when the next begins: it makes way, or it goes on and the next does not begin. */
  whileOpen: z.enum(['begins-anew', 'goes-on']).default('begins-anew'),
  /** Where a run goes when a reading has ended the alert. Without it, and when a person closed the alert, the run just ends. */
  whenRecovered: Name.optional(),
  /** Between which values a reading that ended the alert is a recovery. One beyond them (a low after a high) ends the run without a word. */
  recoveredWithin: SafeBand.optional(),
  steps: z.record(Name, z.record(z.string(), z.unknown())).refine((all) => Object.keys(all).length > 0, 'at least one step'),
});

type Said<V extends Verb> = Omit<z.output<(typeof steps)[V]>, 'next'> & { readonly is: V };
/** A step that waits for the patient's answer. */
export type Question = Said<'ask'> | Said<'fill'> | Said<'visit'>;
export const isQuestion = (step: Step | undefined): step is Question => step?.is === 'ask' || step?.is === 'fill' || step?.is === 'visit';

/** One step, `next` filled in. */
export type Step =
  | ((Said<'message'> | Said<'wait'> | Said<'task'>) & { readonly next: string })
  | Question
  | Said<'measure'>
  | Said<'remind'>
  | Said<'again'>
  | Said<'end'>;

/** What happens over time after an alert, as a clinician wrote it. Durations in milliseconds. */
export interface Pathway {
  readonly id: string;
  readonly version: number;
  readonly title: Localized;
  readonly sources: Readonly<Record<string, Source>>;
  readonly takes: readonly string[];
  readonly startsWithin: number;
  readonly whenLate: string;
  readonly whileOpen: 'begins-anew' | 'goes-on';
  readonly whenRecovered?: string;
  readonly recoveredWithin?: SafeBand;
  /** In the order of the file; a run begins at the first. */
  readonly steps: ReadonlyMap<string, Step>;
  readonly file: string;
}
