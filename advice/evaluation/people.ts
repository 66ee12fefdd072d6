import type { Topic } from '../../domain/advice.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Patient } from '../../domain/patient.ts';
import type { Reading } from '../../domain/reading.ts';
import type { Language } from '../../domain/source.ts';
import type { MedicationGraph } from '../../medications/graph.ts';
import { ruledOutFor, spelledOut } from '../../medications/person.ts';
import { composeBrief } from '../brief.ts';
import type { Fact } from '../fact.ts';
import { evidenceOf, gatherFacts, slotOfAlert } from '../facts.ts';
import type { GuardBrief } from '../guard/check.ts';
import type { Knowledge } from '../knowledge.ts';
import { alertOf, glucose, NOW, person, pressure } from '../sample.ts';
import { isUrgent, situationOf } from '../situation.ts';
import { traitsOf } from '../traits.ts';

/** What is needed to write or judge an advice: everything that advise.ts works out before it asks a generator. */
export interface Scene {
  readonly patient: Patient;
  readonly alert: Alert;
  readonly readings: readonly Reading[];
  readonly facts: readonly Fact[];
  readonly brief: GuardBrief;
}

export interface World {
  readonly knowledge: Knowledge;
  readonly graph: MedicationGraph;
}

export const ALL_TOPICS: readonly Topic[] = ['diet', 'exercise', 'measuring'];

/** The stories behind the alerts: four days of readings that end with the one that raised it. */
export const stories = {
  'after-breakfast': {
    rule: 'glucose.high-after-meal',
    readings: [4, 3, 2, 1].map((day) => glucose([day, 8.5], 11.8 + day / 10, { meal: 'after' })),
  },
  'after-lunch': {
    rule: 'glucose.high-after-meal',
    readings: [4, 3, 2, 1].map((day) => glucose([day, 13], 12.4 - day / 10, { meal: 'after' })),
  },
  'after-dinner': {
    rule: 'glucose.high-after-meal',
    readings: [4, 3, 2, 1].map((day) => glucose([day, 20], 12.7 - day / 10, { meal: 'after' })),
  },
  fasting: { rule: 'glucose.high-fasting', readings: [4, 3, 2, 1].map((day) => glucose([day, 7], 8.6 + day / 10, { meal: 'fasting' })) },
  'very-high': { rule: 'glucose.very-high', readings: [3, 2, 1].map((day) => glucose([day, 20], 17 + day / 2, { meal: 'after' })) },
  low: { rule: 'glucose.low', readings: [3, 2, 1].map((day) => glucose([day, 16], 3.4 + day / 10)) },
  'very-low': { rule: 'glucose.very-low', readings: [2, 1].map((day) => glucose([day, 3], 2.3 + day / 10)) },
  silent: { rule: 'glucose.no-readings', readings: [glucose([9, 20], 9.4, { meal: 'after' })] },
  'pressure-raised': {
    rule: 'bp.mean',
    readings: [6, 5, 4, 3, 2, 1].flatMap((day) => [pressure([day, 7], 150 + day, 94), pressure([day, 20.5], 144, 90)]),
  },
  'pressure-crisis': { rule: 'bp.crisis', readings: [pressure([2, 7], 158, 96), pressure([1, 7], 192, 124)] },
  'pressure-low': { rule: 'bp.low', readings: [2, 1].map((day) => pressure([day, 7], 88, 54)) },
  'pressure-silent': { rule: 'bp.no-readings', readings: [pressure([9, 7], 150, 92)] },
} as const satisfies Record<string, { readonly rule: string; readonly readings: readonly Reading[] }>;
export type Story = keyof typeof stories;

const HIGH: ReadonlySet<Story> = new Set(['very-high', 'very-low', 'pressure-crisis']);

/** One person with one story, as far as the question to a generator. */
export function sceneOf(
  world: World,
  more: Partial<Patient>,
  story: Story,
  topics: readonly Topic[] = ALL_TOPICS,
  seed = story as string,
): Scene {
  const { knowledge, graph } = world;
  const patient = person({ id: 'demo-patient', ...more });
  const { language } = patient;
  const readings: readonly Reading[] = stories[story].readings.map((reading) => ({
    ...reading,
    patient: patient.id,
    device: 'meter-demo',
  }));
  const evidence = story.endsWith('silent') ? [] : readings.slice(-1);
  const alert: Alert = {
    ...alertOf(stories[story].rule, evidence, { severity: HIGH.has(story) ? 'high' : 'medium', raised: NOW }),
    patient: patient.id,
    id: `alert-${seed}`,
  };
  const situation = situationOf(alert, evidenceOf(alert, readings), story.startsWith('pressure') ? 'blood-pressure' : 'glucose');
  const known = spelledOut(graph, patient);
  const facts = gatherFacts({ patient: known, alert, readings, words: undefined, knowledge, language, now: NOW });
  const brief = composeBrief({
    language,
    topics,
    situation,
    urgent: isUrgent(situation, alert),
    slot: slotOfAlert(alert, readings, patient, NOW),
    traits: traitsOf(known, NOW),
    facts,
    knowledge,
    ruledOut: ruledOutFor(graph, patient, NOW),
    previous: [],
    seed,
  });
  return { patient, alert, readings, facts, brief: { ...brief, hidden: [patient.id, 'meter-demo'] } };
}

/** Those to whom the written sentences would be said. */
export const people: Readonly<Record<string, readonly [Partial<Patient>, Story]>> = {
  dinner: [{ conditions: ['type-2-diabetes'], medicines: ['metformin'] }, 'after-dinner'],
  pressure: [{ conditions: ['高血压'], medicines: ['amlodipine'] }, 'pressure-raised'],
  crisis: [{ conditions: ['hypertension'], medicines: ['enalapril'] }, 'pressure-crisis'],
  'very-high': [{ conditions: ['type-2-diabetes'], medicines: ['dapagliflozin'] }, 'very-high'],
  'very-low': [{ conditions: ['type-1-diabetes'], medicines: ['insulin'] }, 'very-low'],
  low: [{ conditions: ['type-2-diabetes'], medicines: ['gliclazide'] }, 'low'],
  statin: [{ conditions: ['type-2-diabetes'], medicines: ['simvastatin', 'metformin'] }, 'after-dinner'],
  kidney: [{ conditions: ['chronic-kidney-disease', 'hypertension'], medicines: ['spironolactone'] }, 'pressure-raised'],
  acarbose: [{ conditions: ['type-2-diabetes'], medicines: ['acarbose', 'gliclazide'] }, 'after-dinner'],
  insulin: [{ conditions: ['type-2-diabetes'], medicines: ['insulin glargine', 'glimepiride'] }, 'after-dinner'],
  warfarin: [{ conditions: ['atrial-fibrillation', 'type-2-diabetes'], medicines: ['华法林'] }, 'after-dinner'],
  nuts: [{ conditions: ['type-2-diabetes'], allergies: ['花生过敏'] }, 'after-dinner'],
  milk: [{ conditions: ['type-2-diabetes'], allergies: ['milk'] }, 'after-dinner'],
  fish: [{ conditions: ['type-2-diabetes'], allergies: ['海鲜'] }, 'after-dinner'],
  foot: [{ conditions: ['type-2-diabetes', '糖尿病足'] }, 'after-dinner'],
  eyes: [{ conditions: ['type-2-diabetes', 'proliferative retinopathy'] }, 'after-dinner'],
  pregnant: [{ group: 'pregnancy', conditions: ['妊娠期糖尿病'] }, 'after-dinner'],
  'heart-failure': [{ conditions: ['heart failure', 'type-2-diabetes'] }, 'after-dinner'],
  gout: [{ conditions: ['gout', 'type-2-diabetes'] }, 'after-dinner'],
  silent: [{ conditions: ['type-2-diabetes'] }, 'silent'],
  vegetarian: [{ conditions: ['type-2-diabetes'], profile: { diet: ['vegetarian'] } }, 'after-dinner'],
  vegan: [{ conditions: ['type-2-diabetes'], profile: { diet: ['vegan'] } }, 'after-dinner'],
  halal: [{ conditions: ['type-2-diabetes'], profile: { diet: ['halal'], fasts: ['ramadan'] } }, 'after-dinner'],
  wheelchair: [{ conditions: ['type-2-diabetes'], profile: { mobility: 'wheelchair' } }, 'after-dinner'],
  'low-salt': [{ conditions: ['高血压'], profile: { diet: ['low-salt'] } }, 'pressure-raised'],
};

export const inLanguage = (more: Partial<Patient>, language: Language): Partial<Patient> => ({ ...more, language });
