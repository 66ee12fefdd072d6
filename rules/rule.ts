import { z } from 'zod';
import { Guideline } from '../domain/patient.ts';
import { WATCHED } from '../domain/reading.ts';
import { Localized, Source } from '../domain/source.ts';
import { Condition } from './conditions/registry.ts';
import { Duration } from './duration.ts';
import { Unit } from './units.ts';

/** A named, bounded number. A clinic or one patient may have another value between `min` and `max`. */
export const Threshold = z.strictObject({
  title: Localized,
  unit: Unit,
  value: z.number(),
  min: z.number(),
  max: z.number(),
  /**
   * In an urgent rule: as far as this one person alone may weaken it; beyond, another has to approve (semantics 10.6). Left out: the value
   * itself, which is the guideline's.
   */
  protects: z.number().optional(),
  /** The smallest change that makes sense; the display's resolution if it is not said. */
  step: z.number().positive().optional(),
  /** Glucose limits stand in both units, as the guideline prints them: a reading is judged in the unit that its device showed. */
  inOtherUnit: z.strictObject({ unit: Unit, value: z.number(), step: z.number().positive().optional() }).optional(),
  /** Where this number comes from, if not from the rule's source. */
  source: Source.optional(),
});
export type Threshold = z.infer<typeof Threshold>;

/** Who is told when an episode opens with a fresh reading. Templates belong to notifier/. */
export const Tell = z.strictObject({
  role: z.enum(['patient', 'coordinator', 'doctor']),
  template: z.string().regex(/^[a-z]+(\.[a-z-]+)+$/, 'a template like alert.patient'),
});
export type Tell = z.infer<typeof Tell>;

/** Ends the episode once the opening condition has not held even with its limits this much easier to fulfil. */
const Margin = z.strictObject({ margin: z.string() });

/** One rule, as it stands in rules/packs/*.yaml (semantics 1.1). Data: a clinician reads it, the cases beside it test it. */
export const Rule = z.strictObject({
  /** `topic.what`; never used again for something else. */
  id: z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/, 'an id like glucose.very-low'),
  /** Counts up when the meaning changes; every alert keeps it. */
  version: z.int().min(1),
  title: Localized,
  /** The same for the patient: subject of their messages. `title` is for those who treat. Left out: `title`. */
  titleForPatient: Localized.optional(),
  /** For those who treat: what it means, and by which limits. */
  explanation: Localized,
  /** For the patient, in plain words: what it is and what to do now. A message to the patient says this and never the explanation (semantics 11.1). */
  forPatient: Localized.optional(),
  /**
   * What is said besides the opening of the pathway that it starts, in the one letter that holds both: what `forPatient` says and the pathway does
   * not. Left out: all of `forPatient`, so that nothing is lost; `nothing`: the pathway says it all.
   */
  withPathway: z.union([z.literal('nothing'), Localized]).optional(),
  source: Source,
  severity: z.enum(['low', 'medium', 'high']),
  watches: z.enum(WATCHED),
  /** Left out: every patient, every specimen. All that is said must fit. A `sensor` is continuous (interstitial), a `sample` is a single drop. */
  appliesTo: z
    .strictObject({
      groups: z
        .array(z.enum(['adult', 'older-adult', 'pregnancy']))
        .min(1)
        .optional(),
      /** Whoever is judged by one of these: the patient's own choice, or `china-2024`. */
      guidelines: z.array(Guideline).min(1).optional(),
      /** Whoever takes one of these medicines, by code or as class: `insulin`. */
      medicines: z.array(z.string()).min(1).optional(),
      /** Whoever has one of these conditions, by code: `heart-failure`; and whoever has none of those. */
      conditions: z.array(z.string()).min(1).optional(),
      withoutConditions: z.array(z.string()).min(1).optional(),
      specimen: z.enum(['sensor', 'sample']).optional(),
    })
    .optional(),
  /** Opens an episode, and adds to it. */
  when: Condition,
  /** Ends it; left out: as soon as `when` does not hold, which makes sense only for conditions on the reading itself. */
  clears: z.union([Margin, Condition]).optional(),
  /** So long after its last evidence an episode is over, whatever follows: the next one is another alert. */
  endsAfter: Duration,
  /**
   * So long after its end the same again is no news: an alert that a reading ended goes on quietly, and one that a person resolved stays
   * so. For what wavers about its limit over weeks, like a mean; never for what is urgent (semantics 4.8). Its length needs a source of its own.
   */
  rests: z.strictObject({ for: Duration, source: Source }).optional(),
  /**
   * While an alert goes on, everybody who was told is told again after so long, with a reading that still fulfils it. For what lasts for weeks and
   * would be forgotten; its length needs a source of its own (semantics 4.11).
   */
  renotify: z.strictObject({ after: Duration, source: Source }).optional(),
  /** Older than this when it is judged, a reading is told as late and pages nobody. */
  freshFor: Duration,
  thresholds: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'a name like limit'), Threshold),
  /** Milder rules that stay quiet while this one is open, or where one reading fulfils both (semantics 5.2). */
  supersedes: z.array(z.string()).default([]),
  tells: z.array(Tell).default([]),
  advises: z.array(z.enum(['diet', 'exercise', 'measuring'])).default([]),
  /** A pathway in care/pathways. */
  starts: z.string().optional(),
});
export type Rule = z.infer<typeof Rule>;

/** One file of rules. */
export const Pack = z.strictObject({
  pack: z.string().min(1),
  rules: z.array(Rule).min(1),
});
export type Pack = z.infer<typeof Pack>;
