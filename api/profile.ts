import type { Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import { HearthError } from '../domain/errors.ts';
import type { PatientId, Reading } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import { profileOf } from '../reports/sections/agp.ts';
import { wallTimeIn } from '../reports/wall-time.ts';
import type { ProfileView } from './figures-contract.ts';

/** from <= measured < to. */
export interface ProfileAsked {
  readonly patient: PatientId;
  readonly from: Instant;
  readonly to: Instant;
}

export type ProfileStore = {
  readonly patients: Pick<Records['patients'], 'get'>;
  readonly readings: Pick<Records['readings'], 'between'>;
};

/** The ambulatory glucose profile of a period, as the report has it. Throws HearthError api.not-found. */
export async function dayProfileOf(store: ProfileStore, { patient: id, from, to }: ProfileAsked): Promise<ProfileView> {
  const patient = (await store.patients.get([id])).get(id);
  if (!patient) throw new HearthError('api.not-found', `There is no patient ${id}.`);
  const glucose: Extract<Reading, { kind: 'glucose' }>[] = [];
  for await (const reading of store.readings.between(id, 'glucose', from, to))
    if (reading.kind === 'glucose' && counts(reading)) glucose.push(reading);
  const profile = profileOf(glucose, wallTimeIn(patient.zone));
  return profile ? { ...profile, points: [...profile.points] } : { points: [], days: 0, activePercent: 0 };
}
