import { patientFhirId } from '../../domain/fhir-names.ts';
import type { Patient } from '../../domain/patient.ts';
import type { Plan, PlanItem } from '../../domain/plan.ts';
import type { Watched } from '../../domain/reading.ts';
import type { Language, Localized } from '../../domain/source.ts';
import { canonicalOf } from './questionnaire.ts';
import { KIND_WORDS } from './reading-words.ts';
import type { Json, Resource } from './resource.ts';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const TITLE: Localized = { en: 'Plan of measurements, questions and reminders', 'zh-CN': '测量、问询与提醒计划' };
const MEASURE: Readonly<Record<Language, (what: string) => string>> = {
  en: (what) => `Measure: ${what}`,
  'zh-CN': (what) => `测量：${what}`,
};

/** What a patient is to measure, answer and be reminded of; undefined where nothing was agreed. Times are of the patient's wall clock. */
export function fhirCarePlan(patient: Patient, { items }: Plan, language: Language): Resource | undefined {
  if (items.length === 0 && patient.plan.length === 0) return undefined;
  return {
    resourceType: 'CarePlan',
    id: patientFhirId(patient.id),
    language,
    status: 'active',
    intent: 'plan',
    title: TITLE[language],
    subject: { reference: `Patient/${patientFhirId(patient.id)}` },
    activity: [
      ...patient.plan.map(({ kind, everyDays }) =>
        activity(measure(kind, language), { repeat: { frequency: 1, period: everyDays, periodUnit: 'd' } }),
      ),
      ...items.map((item) => activity(what(item, language), timing(item))),
    ],
  };
}

const activity = (said: Json, scheduledTiming: Json): Json => ({ detail: { ...said, status: 'in-progress', scheduledTiming } });

const measure = (kind: Watched, language: Language): Json => ({
  kind: 'ServiceRequest',
  code: { text: MEASURE[language](KIND_WORDS[kind][language]) },
});

function what({ what: wanted }: PlanItem, language: Language): Json {
  switch (wanted.do) {
    case 'measure':
      return measure(wanted.kind, language);
    case 'medicine':
      return { code: { text: wanted.medicine } };
    case 'check-in':
      return { instantiatesCanonical: [canonicalOf(wanted.questionnaire)], code: { text: wanted.questionnaire } };
  }
}

function timing({ times, weekdays, from, until }: PlanItem): Json {
  const bounds = { ...(from === undefined ? {} : { start: from }), ...(until === undefined ? {} : { end: until }) };
  return {
    repeat: {
      ...(from === undefined && until === undefined ? {} : { boundsPeriod: bounds }),
      period: 1,
      periodUnit: 'd',
      ...(weekdays.length === 0 ? {} : { dayOfWeek: weekdays.map((day) => DAYS[day - 1]) }),
      timeOfDay: times.map((time) => `${time}:00`),
    },
  };
}
