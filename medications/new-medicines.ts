import type { Alert } from '../domain/alert.ts';
import { type Instant, MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Patient } from '../domain/patient.ts';
import type { MedicationGraph } from './graph.ts';
import { plainName, resolve } from './resolve.ts';
import { MEDICATION_RULE } from './review.ts';

/** The pathway that follows a medicine which was added. */
export const NEW_MEDICINE = 'new-medicine';

/** The timer of a follow-up that waits: `new-medicine:sildenafil+metformin`, the medicines that it is for. */
const WAITING = `${NEW_MEDICINE}:`;
/** So soon it is looked again whether the finding was closed. */
const LOOK_AGAIN_MS = 10 * MINUTE;

/**
 * The follow-up that begins when a medicine is added to the record of a patient who is here already. Another spelling, another dose or
 * another order of the same medicines is no new one; what a new patient brings along is not new either. Its first step tells the patient to
 * take the medicine: while a serious finding about this patient is open, it waits.
 * @param review what reviewChange decided about the same change
 * @param alerts those of this patient before it
 */
export function followNewMedicines(
  graph: MedicationGraph,
  { before, after, alerts, review }: NewMedicines,
  now: Instant,
): readonly Decision[] {
  if (!before) return [];
  const known = new Set(codesOf(graph, before));
  const added = [...new Set(codesOf(graph, after).filter((code) => !known.has(code)))];
  if (added.length === 0) return [];
  const over = new Set(review.flatMap((decision) => (decision.do === 'change-alert' ? [decision.alert] : [])));
  const opens = review.some((decision) => decision.do === 'open-alert');
  return opens || isOpen(alerts.filter(({ id }) => !over.has(id)))
    ? [waitFor(after, `${WAITING}${added.join('+')}`, now)]
    : [begin(after, now)];
}

interface NewMedicines {
  readonly before: Patient | undefined;
  readonly after: Patient;
  readonly alerts: readonly Alert[];
  readonly review: readonly Decision[];
}

export const isWaitingMedicine = (what: string): boolean => what.startsWith(WAITING);

/** A follow-up that waits looks again: it begins when every finding was closed, and never where the medicine is taken no more. */
export function wakeNewMedicine(
  graph: MedicationGraph,
  patient: Patient | undefined,
  what: string,
  open: readonly Alert[],
  now: Instant,
): readonly Decision[] {
  const taken = new Set(patient ? codesOf(graph, patient) : []);
  const isTaken = what
    .slice(WAITING.length)
    .split('+')
    .some((code) => taken.has(code));
  if (!patient || !isTaken) return [];
  return isOpen(open) ? [waitFor(patient, what, now)] : [begin(patient, now)];
}

const begin = ({ id: patient }: Patient, at: Instant): Decision => ({ do: 'start-pathway', pathway: NEW_MEDICINE, patient, at });
const waitFor = ({ id: patient }: Patient, what: string, now: Instant): Decision => ({
  do: 'wake',
  at: now + LOOK_AGAIN_MS,
  what,
  patient,
});
const isOpen = (alerts: readonly Alert[]): boolean =>
  alerts.some(({ rule, state }) => rule.id.startsWith(MEDICATION_RULE) && state.is !== 'resolved');

const codesOf = (graph: MedicationGraph, { medicines }: Patient): readonly string[] =>
  medicines.flatMap((written) => {
    const found = resolve(graph, written, ['drug', 'class', 'food']);
    if (!found) return [];
    return found.codes.length > 0 ? found.codes : [plainName(written)];
  });
