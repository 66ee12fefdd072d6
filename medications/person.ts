import type { Instant } from '../domain/clock.ts';
import type { Patient } from '../domain/patient.ts';
import { type CheckResult, check, type Given, type Match } from './check.ts';
import type { MedicationGraph } from './graph.ts';
import { resolve } from './resolve.ts';

/** 65: the age from which the Standards of Care speak of older adults (ADA, section 13, secondary). */
const OLDER_YEARS = 65;

/** What a patient's record gives to a check: its lists, and what follows from group and age. */
export function givenOf(patient: Patient, now: Instant): Given {
  const year = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(patient.zone).year;
  const isOld = patient.group === 'older-adult' || (patient.birthYear !== undefined && year - patient.birthYear >= OLDER_YEARS);
  return {
    medicines: patient.medicines,
    conditions: [...patient.conditions, ...(patient.group === 'pregnancy' ? ['pregnancy'] : []), ...(isOld ? ['old-age'] : [])],
    allergies: patient.allergies,
    foods: [],
  };
}

export const checkPatient = (graph: MedicationGraph, patient: Patient, now: Instant): CheckResult => check(graph, givenOf(patient, now));

/**
 * The record with every medicine spelled out: a brand with the names of what is in it, and what nobody understood beside it as an entry of
 * its own, so that whoever reads names sees both the ingredient and that there is another.
 */
export function spelledOut(graph: MedicationGraph, patient: Patient): Patient {
  const medicines = patient.medicines.flatMap((written) => {
    const found = resolve(graph, written, ['drug', 'class', 'food']);
    if (!found || found.codes.length === 0) return [written];
    const names = found.codes.map((code) => graph.terms.get(code)!.name).flatMap((name) => [name.en, name['zh-CN']]);
    return [[written, ...names].join(' '), ...(found.rest === '' ? [] : [found.rest])];
  });
  return { ...patient, medicines };
}

/** A food, drink or activity that this person must not be advised, or only to limit it. */
export interface RuledOut {
  readonly id: string;
  readonly match: Match;
  readonly how: 'never' | 'little';
  readonly words: Readonly<Record<'zh-CN' | 'en', readonly string[]>>;
}

/** What the graph rules out of an advice to this person: every food and activity is tried against the record. */
export function ruledOutFor(graph: MedicationGraph, patient: Patient, now: Instant): readonly RuledOut[] {
  const noticed = [...graph.terms.values()].filter(({ words }) => words !== undefined);
  const result = check(graph, { ...givenOf(patient, now), foods: noticed.map(({ code }) => code) });
  return result.findings.flatMap((match) =>
    match.items
      .filter(({ as, term }) => as === 'food' && term.words !== undefined)
      .flatMap(({ term }): readonly RuledOut[] => {
        const how = match.id === 'allergy' ? 'never' : match.inAdvice;
        if (how !== 'never' && how !== 'little') return [];
        return [{ id: `${match.id}.${term.code}`, match, how, words: term.words! }];
      }),
  );
}
