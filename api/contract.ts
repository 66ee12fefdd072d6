import { z } from 'zod';
import { type AlertOutcome, OUTCOMES } from '../domain/alert.ts';
import { Patient, PatientIdentity } from '../domain/patient.ts';
import { Plan } from '../domain/plan.ts';
import { Answers, Questionnaire } from '../domain/questionnaire.ts';
import { Meal, POSTURES, SHOWN_KINDS, TEMPERATURE_SITES, WATCHED } from '../domain/reading.ts';
import { Language, Localized, Source } from '../domain/source.ts';
import { User } from '../domain/user.ts';
import { ApprovalView } from './advice-contract.ts';

/* What goes over HTTP, in both directions. The console takes its types from here. */

const Instant = z.int().describe('Unix milliseconds');
const Severity = z.enum(['low', 'medium', 'high']);
const Outcome = z.enum(Object.keys(OUTCOMES) as [AlertOutcome, ...AlertOutcome[]]);

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  remedy: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof Problem>;

const Code = z.string().min(6).max(40).optional();
export const SignIn = z.union([
  z.strictObject({ token: z.string().min(20).max(100), code: Code }),
  z.strictObject({ user: z.string().min(1).max(64), password: z.string().min(1).max(200), code: Code }),
]);
export const SessionView = z.object({
  user: User,
  hasPassword: z.boolean(),
  until: Instant,
  missing: z
    .object({ from: Instant, now: z.boolean().describe('nothing else is open until there is one') })
    .optional()
    .describe('the role requires a second factor, and this person has none'),
});
export type SessionView = z.infer<typeof SessionView>;
export const NewPassword = z.strictObject({
  password: z.string().min(12, 'at least 12 characters: three or four words are easy to remember').max(200),
});

export const AlertView = z.object({
  id: z.string(),
  patient: z.string(),
  patientName: z.string().optional(),
  zone: z.string().optional().describe('of the patient, for the times'),
  glucoseUnit: z.enum(['mmol/L', 'mg/dL']).optional().describe('as the patient reads it; `values` are in the unit that was judged'),
  birthYear: z.int().optional(),
  conditions: z.array(z.string()).optional(),
  rule: z.object({ id: z.string(), version: z.int() }),
  title: Localized,
  explanation: Localized.optional(),
  watches: z.enum(WATCHED).optional().describe('what the rule looks at'),
  severity: Severity,
  opened: Instant,
  raised: Instant,
  late: z.boolean(),
  evidence: z.array(z.string()),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  state: z.object({
    is: z.enum(['active', 'acknowledged', 'snoozed', 'resolved']),
    since: Instant.optional().describe('active again since then, because an acknowledgement or a snooze ended'),
    by: z.string().optional(),
    byName: z.string().optional(),
    at: Instant.optional(),
    until: Instant.optional(),
    snooze: z.string().optional(),
    outcome: Outcome.optional(),
    because: z.enum(['recovered', 'person', 'withdrawn']).optional(),
    note: z.string().optional(),
  }),
});
export type AlertView = z.infer<typeof AlertView>;
export const ResolveAlert = z.strictObject({
  outcome: Outcome,
  note: z.string().trim().min(1, 'say in a few words what was done').max(500),
});
const Minutes = z
  .int()
  .min(1)
  .max(60 * 24 * 30);
/** Without a time, as long as the plan of duty says for its severity. */
export const AcknowledgeAlert = z.strictObject({ minutes: Minutes.optional() }).nullish();
export const SnoozeAlert = z.strictObject({
  minutes: Minutes,
  reason: z.string().trim().min(1, 'say in a few words why').max(300),
});

export const ReadingView = z.object({
  id: z.string(),
  kind: z.enum(SHOWN_KINDS),
  at: Instant,
  received: Instant,
  device: z.string(),
  quality: z.array(z.string()),
  glucoseMmolL: z.number().optional(),
  reported: z.object({ value: z.number(), unit: z.string() }).optional(),
  beyond: z.enum(['low', 'high']).optional(),
  meal: Meal.optional(),
  specimen: z.string().optional(),
  systolicMmHg: z.number().optional(),
  diastolicMmHg: z.number().optional(),
  pulsePerMin: z.number().optional(),
  posture: z.enum(POSTURES).optional(),
  weightKg: z.number().optional(),
  temperatureC: z.number().optional(),
  site: z.enum(TEMPERATURE_SITES).optional(),
  saturationPercent: z.number().optional(),
  steps: z.int().optional(),
  minutes: z.int().optional().describe('of steps: how long the stretch is that began at `at`; 1440 is a day'),
  activeMinutes: z.number().optional(),
  judged: z
    .object({ rules: z.string(), at: Instant })
    .optional()
    .describe('in a patient’s readings: which version of the rules looked at it, and when; absent where none had to'),
});
export type ReadingView = z.infer<typeof ReadingView>;

export const PatientRow = Patient.extend({
  name: z.string(),
  latest: z.partialRecord(z.enum(SHOWN_KINDS), ReadingView).describe('the last of each kind that was measured'),
  openAlerts: z.object({ high: z.int(), medium: z.int(), low: z.int() }),
  lastHeard: Instant.optional(),
  overdue: z.array(z.string()).describe('kinds that the plan asks for and that were not measured in time'),
});
export type PatientRow = z.infer<typeof PatientRow>;
/** One patient, opened: with the ways to reach them, which no list carries. */
export const PatientDetail = PatientRow.extend({ phone: z.string().optional(), email: z.string().optional() });
export type PatientDetail = z.infer<typeof PatientDetail>;
const MOST_DAYS = 400;

/** A period that a page or a report asks for: Unix ms, the first before the last, and not longer than a server can answer at once. */
export const isPeriod = ({ from, to }: { readonly from: number; readonly to: number }): boolean =>
  from >= 0 && from < to && to - from <= MOST_DAYS * 86_400_000;
export const NO_PERIOD = { error: `a period begins before it ends, and is ${MOST_DAYS} days at the most`, path: ['from'] };

export const NewPatient = z.strictObject({ patient: Patient, identity: PatientIdentity });
export type NewPatient = z.infer<typeof NewPatient>;

export const ThresholdView = z.object({
  rule: z.string(),
  name: z.string(),
  title: Localized.describe('of the rule'),
  label: Localized.describe('of the limit'),
  watches: z.enum(WATCHED),
  onValue: z.boolean().describe('a line in a chart of the readings'),
  severity: Severity,
  unit: z.string(),
  value: z.number(),
  fromWhere: z.enum(['pack', 'clinic', 'cohort', 'patient']),
  cohort: z.object({ id: z.string(), name: z.string() }).optional().describe('the cohort whose value is in force'),
  given: z.object({ value: z.number(), unit: z.string() }).optional().describe('as the person wrote it who set it'),
  units: z.array(z.string()).describe('in which it may be given, the rule’s own first'),
  safer: z.enum(['lower', 'higher']).optional().describe('which of two values makes the rule speak sooner'),
  protects: z.number().optional().describe('of an urgent rule: to weaken it beyond this needs another person’s approval'),
  off: z
    .object({
      fromWhere: z.enum(['clinic', 'cohort', 'patient']),
      by: z.string(),
      byName: z.string().optional(),
      reason: z.string(),
      since: Instant,
    })
    .optional()
    .describe('the rule is turned off here'),
  packValue: z.number(),
  inOtherUnit: z
    .object({ unit: z.string(), value: z.number() })
    .optional()
    .describe('the pack’s value as the guideline gives it in the other unit'),
  min: z.number(),
  max: z.number(),
  step: z.number(),
  source: Source,
  history: z.array(
    z.object({
      scope: z.string(),
      value: z.number(),
      given: z.object({ value: z.number(), unit: z.string() }).optional(),
      by: z.string(),
      byName: z.string().optional(),
      approvedBy: z.string().optional(),
      reason: z.string(),
      since: Instant,
      until: Instant.optional(),
      ended: z.object({ by: z.string(), because: z.string() }).optional(),
    }),
  ),
});
export type ThresholdView = z.infer<typeof ThresholdView>;
export const ChangeThreshold = z.strictObject({
  value: z.number().nullable().describe('null goes back to what lies beneath; under the name off, 1 turns the rule off and 0 on'),
  unit: z.string().max(20).optional().describe('without one, the rule’s own, if the number can be no other'),
  since: Instant.optional().describe('now, if it is left out'),
  until: Instant.optional().describe('from then on what lies beneath holds again'),
  reason: z.string().trim().min(2, 'say in a few words why').max(500),
});

/** What to try: limits, a pack of rules as YAML, or both; on one patient, a group, or everybody. */
export const PreviewRules = z
  .strictObject({
    limits: z
      .array(z.strictObject({ rule: z.string(), name: z.string(), value: z.number(), unit: z.string().max(20).optional() }))
      .max(50)
      .default([]),
    pack: z.string().max(60_000).optional().describe('YAML, as in rules/packs: rules of the same id are replaced'),
    patient: z.string().optional(),
    group: Patient.shape.group.unwrap().optional(),
    cohort: z.string().optional(),
    days: z.int().min(1).max(90).default(30),
  })
  .refine(({ limits, pack }) => limits.length > 0 || pack !== undefined, 'limits, a pack, or both')
  .refine(
    ({ patient, group, cohort }) => [patient, group, cohort].filter((one) => one !== undefined).length < 2,
    'a patient, a group or a cohort, not several',
  );
export type PreviewRules = z.infer<typeof PreviewRules>;

const PreviewTally = z.object({
  alerts: z.int(),
  late: z.int(),
  atNight: z.int(),
  messages: z.int(),
  patients: z.int(),
  perDay: z.number(),
  firstAfterHours: z.number().optional(),
  minutesOfWork: z.number(),
});
const PreviewCount = { today: z.int(), draft: z.int() };
const PreviewAlert = z.object({
  patient: z.string(),
  rule: z.string(),
  severity: Severity,
  opened: Instant,
  raised: Instant,
  ended: Instant.optional(),
  late: z.boolean(),
  messages: z.int(),
  day: z.string(),
  night: z.boolean(),
});
/** What both sets of rules came to. */
export const PreviewComparison = z.object({
  from: Instant,
  to: Instant,
  patients: z.int(),
  readings: z.int(),
  today: PreviewTally,
  draft: PreviewTally,
  byRule: z.array(z.object({ rule: z.string(), ...PreviewCount })),
  byDay: z.array(z.object({ day: z.string(), ...PreviewCount })),
  byPatient: z.array(z.object({ patient: z.string(), ...PreviewCount })),
  added: z.array(PreviewAlert).describe('only the draft sees these; the first hundred'),
  addedCount: z.int(),
  gone: z.array(PreviewAlert).describe('only the rules of today see these; the first hundred'),
  goneCount: z.int(),
});
export type PreviewComparison = z.infer<typeof PreviewComparison>;
/** One line of the answer. */
export const PreviewLine = z.discriminatedUnion('is', [
  z.object({ is: z.literal('progress'), done: z.int(), of: z.int(), readings: z.int() }),
  z.object({ is: z.literal('result'), comparison: PreviewComparison }),
  z.object({ is: z.literal('failed') }),
]);

export const AdviceView = z.object({
  id: z.string(),
  alert: z.string(),
  language: Language,
  written: Instant,
  by: z.string(),
  withdrawn: z.boolean().describe('its alert was taken back'),
  approval: ApprovalView.optional().describe('where it had to wait for a person'),
  sentences: z.array(z.object({ text: z.string(), topic: z.string(), source: z.string().optional() })),
  facts: z.array(z.object({ id: z.string(), statement: z.string() })),
});
export type AdviceView = z.infer<typeof AdviceView>;

export const MessageView = z.object({
  key: z.string(),
  to: z.enum(['patient', 'caregiver', 'coordinator', 'doctor', 'pharmacist', 'dietitian']),
  template: z.string(),
  urgent: z.boolean(),
  withdrawn: z.boolean().describe('what it was about was taken back'),
  due: Instant,
  delivery: z.object({
    is: z.enum(['waiting', 'accepted', 'expired', 'gathered', 'dead']),
    at: Instant.optional(),
    channel: z.string().optional(),
    why: z.string().optional(),
  }),
  subject: z.string().optional(),
  text: z.string().optional(),
});
export type MessageView = z.infer<typeof MessageView>;

export const InboxView = z.object({
  key: z.string(),
  patient: z.string(),
  patientName: z.string().optional(),
  zone: z.string().optional().describe('of the patient, for the times'),
  at: Instant,
  subject: z.string(),
  text: z.string(),
});
export type InboxView = z.infer<typeof InboxView>;

export const FollowUpView = z.object({
  id: z.string(),
  alert: z.string().optional(),
  question: Localized,
  options: z.array(z.object({ id: z.string(), text: Localized })),
  visit: z.object({ at: Instant, minutes: z.int() }).optional(),
  questionnaire: z.string().optional(),
  asked: Instant,
  due: Instant,
  state: z.object({ is: z.enum(['open', 'answered', 'unanswered']), answer: z.string().optional(), at: Instant.optional() }),
});
export type FollowUpView = z.infer<typeof FollowUpView>;

/** What was filled in: answers by question, scores, and what they mean. */
export const ResponseView = z.object({
  id: z.string(),
  questionnaire: z.string(),
  version: z.int(),
  answered: Instant,
  by: z.string(),
  answers: Answers,
  scores: z.record(z.string(), z.number()),
  findings: z.array(z.string()),
});
export type ResponseView = z.infer<typeof ResponseView>;
export const Fill = z.strictObject({ answers: Answers });
export type Fill = z.infer<typeof Fill>;
export const PlanView = z.object({ plan: Plan, next: z.record(z.string(), Instant).describe('when each item is due next') });
export type PlanView = z.infer<typeof PlanView>;
/** A questionnaire as it is filled in: without its findings, which are for the team. */
export const QuestionnaireView = Questionnaire.pick({ questionnaire: true, version: true, title: true, intro: true, items: true });
export type QuestionnaireView = z.infer<typeof QuestionnaireView>;
export const ProposeVisit = z.strictObject({ at: Instant, minutes: z.int().min(5).max(240).default(20) });
export const Answer = z.strictObject({ option: z.string().min(1).max(64) });

export const QuarantineView = z.object({
  id: z.string(),
  device: z.string(),
  received: Instant,
  topic: z.string(),
  hex: z.string(),
  reason: z.string(),
});
export type QuarantineView = z.infer<typeof QuarantineView>;

export const ReceiptView = z.object({
  outcome: z.enum(['accepted', 'duplicate', 'correction', 'quarantined', 'passed-over']),
  readings: z.array(z.object({ id: z.string(), outcome: z.enum(['new', 'repeat', 'correction']) })),
  why: z.string().optional(),
});

/** What a patient sees of themselves, by a signed link. */
export const OwnPage = z.object({
  name: z.string(),
  language: Language,
  zone: z.string(),
  glucoseUnit: z.enum(['mmol/L', 'mg/dL']),
  readings: z.array(ReadingView),
  messages: z.array(z.object({ key: z.string(), at: Instant, subject: z.string(), text: z.string() })),
  questions: z.array(FollowUpView),
  visits: z.array(FollowUpView).describe('accepted, and still to come'),
  plan: z
    .array(
      z.object({
        id: z.string(),
        do: z.enum(['check-in', 'measure', 'medicine']),
        kind: z.enum(WATCHED).optional(),
        what: Localized.optional().describe('the name of a questionnaire, or of a medicine as the reminder says it'),
        times: z.array(z.string()),
        weekdays: z.array(z.int()).describe('1 is Monday; none: every day'),
      }),
    )
    .describe('what the patient is reminded of, as far as it is in force'),
  emergencyNumber: z.string().optional().describe('whom to call in an emergency, where that is known of the patient’s place'),
  clinicTelephone: z.string().optional(),
  measuring: z.array(z.object({ kind: z.enum(WATCHED), everyDays: z.int() })).describe('what is expected to be measured, and how often'),
  until: Instant.describe('when the link ends, and with it whatever a phone keeps of this page'),
});
export type OwnPage = z.infer<typeof OwnPage>;
