import { HearthError } from '../domain/errors.ts';
import { type MedicineChange, medicineChanges } from '../domain/medicine-change.ts';
import type { Patient } from '../domain/patient.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { ChainedAct } from '../domain/user.ts';

const PAGE = 500;

/** Where medicines came into a record or a plan, and went out: for the report and the time axis alike. */
export type MedicineStore = {
  readonly audit: Pick<Records['audit'], 'search'>;
  readonly plans: Pick<Records['plans'], 'get'>;
};

/** All of them, oldest first: changes of the record are looked for by what they are, however much else was done and read since. */
export async function medicineChangesOf(
  store: MedicineStore,
  { id, zone }: Pick<Patient, 'id' | 'zone'>,
): Promise<readonly MedicineChange[]> {
  const acts: ChainedAct[] = [];
  for (let before: number | undefined; ; before = acts.at(-1)!.seq) {
    const page = await store.audit.search({ patient: id, did: 'patient.' }, PAGE, before);
    acts.push(...page);
    if (page.length < PAGE) break;
  }
  const midnight = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
  return medicineChanges(acts, await store.plans.get(id), midnight);
}

/** The same of a patient by id. Throws HearthError api.not-found. */
export async function medicineChangesById(store: MedicineStore & { readonly patients: Pick<Records['patients'], 'get'> }, id: PatientId) {
  const patient = (await store.patients.get([id])).get(id);
  if (!patient) throw new HearthError('api.not-found', `There is no patient ${id}.`);
  return medicineChangesOf(store, patient);
}
