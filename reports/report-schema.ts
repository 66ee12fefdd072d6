import { z } from 'zod';
import { Patient } from '../domain/patient.ts';
import { Language, Localized, Source } from '../domain/source.ts';
import { Figure, Shortfall } from './figure.ts';
import { HIGH_KINDS, LOW_KINDS } from './metrics/episodes.ts';
import { SLOTS } from './metrics/meal-profile.ts';
import { BANDS } from './metrics/time-in-range.ts';
import type { Report } from './report.ts';
import { type SourceId, sources } from './sources.ts';

/*
 * The report's JSON for those who read it without our types. `version` 1: fields may be added; none is renamed, removed or given another
 * meaning without a version of its own. report-schema.test.ts holds real reports against it, strictly.
 */

const at = z.int().describe('Unix milliseconds');
const n = z.int().nonnegative();
const number = z.number();
const text = z.string();
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const record = <K extends string, T extends z.ZodType>(keys: readonly K[], value: T) =>
  z.record(z.enum(keys as [K, ...K[]]), value).readonly();
const SourceName = z.enum(Object.keys(sources) as [SourceId, ...SourceId[]]);
const severity = z.enum(['low', 'medium', 'high']);
const span = z.strictObject({ from: at, to: at });
const unit = Figure.shape.unit;
const band = z.enum(BANDS);
const goal = z.strictObject({ atLeast: number.optional(), below: number.optional() });

const alert = z.strictObject({
  id: text,
  rule: text,
  title: Localized,
  severity,
  opened: at.describe('when the body was measured'),
  raised: at.describe('when it was judged'),
  late: z.boolean(),
  state: z.enum(['active', 'acknowledged', 'snoozed', 'resolved']),
  values: z.record(text, z.union([text, number])),
  evidence: n.describe('how many readings raised it'),
  source: Source.pick({ organisation: true, year: true }).optional(),
});
const medicine = z.strictObject({ at, what: z.enum(['started', 'stopped']), medicine: text });
const pressure = z.strictObject({ systolicMmHg: number, diastolicMmHg: number, n });
const allPressure = pressure.extend({ sd: number, highestSystolic: number });
const protocolMean = pressure.extend({
  firstDay: z.int(),
  lastDay: z.int(),
  discarded: n,
  sessions: n,
  sessionsAsked: n,
  left: z.strictObject({ firstDay: n, outsideSessions: n, beyondSession: n }),
});

const attention = z.strictObject({
  section: z.literal('attention'),
  dangers: list(z.strictObject({ asked: at, question: Localized, answer: Localized, answered: at, times: n.optional() })),
  alerts: list(alert.extend({ times: n })),
  moreAlerts: n.optional().describe('kinds of alerts that are not listed here'),
  findings: list(
    z.strictObject({
      finding: z.enum([
        'glucose.very-low-share',
        'glucose.low-share',
        'glucose.target-share',
        'glucose.high-share',
        'glucose.very-high-share',
        'glucose.unstable',
        'glucose.level-2-lows',
        'glucose.prolonged-lows',
        'glucose.nocturnal-lows',
        'pressure.home-mean',
        'pressure.standing-falls',
        'pressure.morning-evening',
        'pressure.night-pattern',
      ]),
      severity,
      value: number,
      unit,
      limit: number.optional(),
      value2: number.optional().describe('the diastolic one'),
      limit2: number.optional(),
      n,
      source: SourceName,
    }),
  ),
  gaps: list(z.strictObject({ kind: text, from: text, to: text, days: n })),
});

const changes = z.strictObject({
  section: z.literal('changes'),
  since: z.enum(['last-visit', 'period-before']),
  now: span,
  before: span,
  figures: list(
    z.strictObject({
      figure: z.enum([
        'glucose.mean',
        'glucose.target-share',
        'glucose.low-share',
        'glucose.high-share',
        'glucose.cv',
        'pressure.systolic',
        'pressure.diastolic',
        'weight.mean',
        'saturation.mean',
        'activity.steps',
        'alerts.count',
        'days.measured',
      ]),
      unit: z.enum([...unit.options, 'kg']),
      now: number.nullable().describe('null: withheld'),
      before: number.nullable(),
      comparable: z.boolean(),
      change: number.optional().describe('now less before; only of what is comparable'),
      why: z.strictObject({ now: Shortfall.optional(), before: Shortfall.optional() }).optional(),
    }),
  ),
  medicines: list(medicine),
});

const glucosePoints = list(z.tuple([at, number, band]).readonly());
const glucose = z.strictObject({
  section: z.literal('glucose'),
  figures: record(['mean', 'sd', 'cv', 'gmi'], Figure),
  previousMean: number.optional(),
  shares: record(BANDS, number).describe('per cent of readings; the bands do not overlap'),
  goals: z.partialRecord(band, goal).readonly(),
  sharesShort: Shortfall.optional().describe('the sensor was worn too little for the shares, or there are too few readings'),
  lowest: number,
  highest: number,
  beyond: n.describe('readings that showed HI or LO'),
  sensor: z.boolean(),
  points: glucosePoints.describe('every reading that the figures are of: when, mmol/L, band'),
  beside: z
    .strictObject({ sensor: z.boolean(), n, mean: number, lowest: number, highest: number, beyond: n, points: glucosePoints })
    .optional()
    .describe('finger-sticks beside a sensor, or a few hours of a sensor beside finger-sticks: in no figure'),
  overlapping: n.optional().describe('readings of another sensor, worn at the same time: in no figure'),
  indices: record(['median', 'gri', 'lbgi', 'hbgi', 'mage', 'modd', 'conga24h', 'jIndex', 'estimatedA1c'], Figure),
  episodes: record(
    [...LOW_KINDS, ...HIGH_KINDS],
    z.strictObject({ episodes: n, perDay: number, meanMinutes: number, nocturnal: n }),
  ).optional(),
});

const agp = z.strictObject({
  section: z.literal('agp'),
  points: list(z.strictObject({ minute: number, p5: number, p25: number, p50: number, p75: number, p95: number })),
  days: number,
  activePercent: number,
});

const meals = z.strictObject({
  section: z.literal('meals'),
  slots: list(z.strictObject({ slot: z.enum(SLOTS), n, mean: number, lowest: number, highest: number })),
});

const bloodPressure = z.strictObject({
  section: z.literal('pressure'),
  mean: z.union([protocolMean, Shortfall]),
  morning: pressure.optional(),
  evening: pressure.optional(),
  all: allPressure,
  previous: pressure.optional(),
  irregularPulse: n,
  points: list(z.tuple([at, number, number]).readonly()).describe('every reading: when, systolic, diastolic'),
  figures: record(
    ['atGoal', 'systolicSd', 'systolicCv', 'systolicArv', 'diastolicSd', 'morningEvening', 'irregularShare', 'nightDip', 'morningSurge'],
    Figure,
  ),
  meansShort: z.partialRecord(z.enum(['morning', 'evening', 'all']), Shortfall).readonly(),
  goal: z.strictObject({ systolic: number, diastolic: number, source: SourceName }),
  protocol: z.strictObject({ source: SourceName, smallest: n }),
  nightPattern: z.enum(['riser', 'non-dipper', 'dipper', 'extreme-dipper']).optional(),
});

const measures = z.strictObject({
  section: z.literal('measures'),
  kinds: list(
    z.strictObject({
      kind: z.enum(['weight', 'temperature', 'oxygen-saturation', 'heart-rate']),
      n,
      mean: number,
      lowest: number,
      highest: number,
      change: number,
      previousMean: number.optional(),
      points: list(z.tuple([at, number]).readonly()),
    }),
  ),
});

const activity = z.strictObject({
  section: z.literal('activity'),
  figures: record(['stepsPerDay', 'weeklyMinutes'], Figure),
  lowest: n.optional(),
  highest: n.optional(),
  days: n,
  counted: n,
  worn: n,
  unfinished: n,
  littleWorn: n,
  goal: z.strictObject({ weeklyMinutes: n, source: SourceName }),
  previousStepsPerDay: number.optional(),
  points: list(z.tuple([text, n]).readonly()),
});

const outcomes = ['spoken', 'treated', 'visit', 'emergency', 'device', 'not-reached', 'untrue', 'nothing'] as const;
const response = z.strictObject({
  section: z.literal('response'),
  alerts: z.strictObject({
    alerts: n,
    answered: n,
    medianMinutes: number.optional(),
    slowestMinutes: number.optional(),
    recovered: n,
    open: n,
    outcomes: z.partialRecord(z.enum(outcomes), n).readonly(),
    acted: n,
    withoutAction: n,
  }),
  advice: n,
  questions: z.strictObject({ asked: n, answered: n, unanswered: n, medianMinutes: number.optional() }),
});

const scores = z.strictObject({
  section: z.literal('scores'),
  scores: list(
    z.strictObject({
      questionnaire: text,
      score: text,
      title: Localized,
      value: number,
      answered: at,
      previous: z.strictObject({ value: number, answered: at }).optional(),
      findings: list(Localized),
    }),
  ),
});

const said = z.strictObject({
  section: z.literal('said'),
  advice: list(z.strictObject({ written: at, text, by: text, language: Language.optional().describe('of the text') })),
  questions: list(
    z.strictObject({ asked: at, question: Localized, state: z.enum(['open', 'answered', 'unanswered']), answer: Localized.optional() }),
  ),
  moreAdvice: n.optional().describe('earlier ones, not listed here'),
  moreQuestions: n.optional(),
});

const data = z.strictObject({
  section: z.literal('data'),
  readings: n,
  excluded: n,
  clockDoubts: n,
  late: n,
  plan: list(z.strictObject({ kind: text, everyDays: n, daysWithReadings: n, days: n, asked: n, met: n })),
  transmission: z.strictObject({ days: n, of: n, need: n, met: z.boolean(), source: SourceName }),
});

const SECTIONS = [
  attention,
  changes,
  glucose,
  agp,
  meals,
  bloodPressure,
  measures,
  activity,
  z.strictObject({ section: z.literal('medicines'), medicines: list(text), changes: list(medicine) }),
  scores,
  z.strictObject({ section: z.literal('alerts'), alerts: list(alert) }),
  response,
  said,
  data,
] as const;

export const ReportJson = z.strictObject({
  version: z.literal(1),
  patient: Patient.pick({ id: true, birthYear: true, sex: true, conditions: true, medicines: true, group: true }).extend({
    group: z.enum(['adult', 'older-adult', 'pregnancy']),
    conditions: list(text),
    medicines: list(text),
  }),
  from: at,
  to: at,
  generatedAt: at,
  zone: text.describe('IANA name'),
  glucoseUnit: z.enum(['mmol/L', 'mg/dL']).describe('what the patient reads; the figures of this file are mmol/L'),
  lastVisit: at.optional(),
  sources: z.partialRecord(SourceName, Source).readonly(),
  sections: list(z.discriminatedUnion('section', SECTIONS)).describe('in the order in which they are read'),
});

/** The compiler's half of the promise: every report is one of these. */
export const asJson = (report: Report): z.input<typeof ReportJson> => report;

/** JSON Schema (draft 2020-12) of version 1. Open to fields that a later Hearth adds. */
export const reportSchema = (): object => ({
  $id: 'urn:hearth:report:1',
  title: 'Report of home measurements, version 1',
  ...z.toJSONSchema(ReportJson, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  }),
});
