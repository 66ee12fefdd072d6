import { z } from 'zod';
import { AdverseContent, AttachedReading, Day, Seriousness } from '../domain/adverse-content.ts';
import { ADVERSE_STATES } from '../domain/adverse-report.ts';
import { Language, Localized, Source } from '../domain/source.ts';

/* Reports of adverse reactions, as they go over HTTP. */

const Instant = z.int();
const State = z.enum(ADVERSE_STATES);

const DeadlineView = z.object({ kind: z.enum(['death', 'serious-or-new', 'other']), due: Instant, says: Localized, source: Source });

export const AdverseRow = z.object({
  id: z.string(),
  patient: z.string(),
  patientName: z.string().optional(),
  zone: z.string(),
  state: State,
  from: z.enum(['patient', 'clinician', 'question']),
  begun: Instant,
  suspects: z.array(z.string()),
  reactions: z.array(z.string()),
  seriousness: z.array(Seriousness).optional(),
  deadline: DeadlineView.optional(),
});
export type AdverseRow = z.infer<typeof AdverseRow>;

export const AdverseView = AdverseRow.extend({
  version: z.int(),
  by: z.string(),
  words: z.string().optional(),
  reason: z.string().optional(),
  content: AdverseContent,
  missing: z.array(z.object({ pointer: z.string(), says: Localized })).describe('what it lacks before it can be completed'),
  findings: z.array(z.object({ id: z.string(), severity: z.string(), certainty: z.string(), effect: Localized, source: Source })),
  notKnown: z.array(z.string()).describe('suspected medicines that the medication graph does not know'),
  naranjo: z.array(z.object({ drug: z.int(), score: z.int(), grade: z.enum(['definite', 'probable', 'possible', 'doubtful']) })),
  exported: z.object({ at: Instant, by: z.string(), format: z.string(), times: z.int() }).optional(),
  versions: z.array(
    z.object({ version: z.int(), at: Instant, by: z.string(), byName: z.string().optional(), did: z.string(), state: State }),
  ),
});
export type AdverseView = z.infer<typeof AdverseView>;

export const BeginAdverse = z.strictObject({
  patient: z.string().max(64),
  key: z.string().min(8).max(80).describe('made up once by whoever asks: asked again with it, there is still one report'),
});
export const SaveAdverse = z.strictObject({ version: z.int(), content: AdverseContent });
export const OneVersion = z.strictObject({ version: z.int() });
export const BecauseAdverse = z.strictObject({ version: z.int(), reason: z.string().trim().min(2, 'Say in a few words why.').max(500) });
export const ExportAdverse = z.strictObject({ format: z.enum(['e2b', 'fhir', 'html', 'pdf']), language: Language.default('en') });
export const Around = z.array(AttachedReading);

/** What a patient says on their own page, in plain words; who they are is known from the link. */
export const OwnAdverse = z.strictObject({
  key: z.string().min(8).max(80),
  draft: z.string().max(64).optional().describe('a report that was begun for them'),
  language: Language,
  what: z.string().trim().min(1).max(250).describe('what happened, in a few words'),
  more: z.string().trim().min(1).max(4000).optional(),
  since: Day.optional(),
  now: z.enum(['recovered', 'recovering', 'not-recovered', 'unknown']).optional(),
  seriousness: z
    .array(z.enum(['life-threatening', 'hospitalisation', 'disability', 'important']))
    .max(4)
    .optional(),
  medicines: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(200),
        suspect: z.boolean(),
        since: Day.optional(),
        stopped: z.enum(['stopped', 'reduced', 'unchanged', 'unknown']).optional(),
        better: z.enum(['better', 'not-better', 'unknown']).optional(),
        batch: z.string().trim().min(1).max(80).optional(),
      }),
    )
    .min(1)
    .max(30),
});
export type OwnAdverse = z.infer<typeof OwnAdverse>;

export const OwnAdverseView = z.object({
  medicines: z.array(z.string()).describe('of the record, in the patient’s language'),
  drafts: z.array(z.object({ id: z.string(), begun: Instant, words: z.string().optional() })),
  handedIn: z.array(z.object({ id: z.string(), begun: Instant, what: z.string(), state: State })),
});
export type OwnAdverseView = z.infer<typeof OwnAdverseView>;
