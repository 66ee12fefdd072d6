import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Patient } from '../domain/patient.ts';
import type { MedicationGraph } from './graph.ts';
import { plainName, resolve } from './resolve.ts';

/** The pathway that follows a medicine which was added. */
export const NEW_MEDICINE = 'new-medicine';

/**
 * The follow-up that begins when a medicine is added to the record of a patient who is here already. Another spelling, another dose or
 * another order of the same medicines is no new one; what a new patient brings along is not new either.
 */
export function followNewMedicines(graph: MedicationGraph, before: Patient | undefined, after: Patient, now: Instant): readonly Decision[] {
  if (!before) return [];
  const known = new Set(before.medicines.flatMap((written) => codesOf(graph, written)));
  const isNew = after.medicines.some((written) => codesOf(graph, written).some((code) => !known.has(code)));
  return isNew ? [{ do: 'start-pathway', pathway: NEW_MEDICINE, patient: after.id, at: now }] : [];
}

function codesOf(graph: MedicationGraph, written: string): readonly string[] {
  const found = resolve(graph, written, ['drug', 'class', 'food']);
  if (!found) return [];
  return found.codes.length > 0 ? found.codes : [plainName(written)];
}
