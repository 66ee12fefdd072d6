import type { Instant } from './clock.ts';
import type { PatientId } from './reading.ts';
import type { UserRole } from './roles.ts';
import type { User } from './user.ts';

/** Somebody cares for a patient, from a moment to a moment. Who put them there said why. */
export interface Membership {
  readonly patient: PatientId;
  readonly user: string;
  readonly since: Instant;
  readonly by: string;
  readonly reason: string;
  readonly ended?: { readonly at: Instant; readonly by: string; readonly reason: string };
}

/** Whom members of staff see: `everybody`, or `their-patients`, for whom they are named. A caregiver never sees anybody else. */
export const STAFF_SEE = ['everybody', 'their-patients'] as const;
export type StaffSee = (typeof STAFF_SEE)[number];

type Member = Pick<User, 'id' | 'role'>;

/** Who sees everybody whatever stands in the care teams: who manages the people, who checks on them, and, while it lasts, who is on duty. */
export const seesEverybody = ({ role }: Member, { staffSee, onDuty }: { readonly staffSee: StaffSee; readonly onDuty: boolean }): boolean =>
  role === 'administrator' || role === 'auditor' || (role !== 'caregiver' && (staffSee === 'everybody' || onDuty));

/**
 * Whether somebody who does not see everybody sees a patient with this care team: their own, and, for doctors and coordinators, whoever
 * has nobody of that role. An alert about such a patient goes to the whole role, and whoever is told must be able to look.
 */
export const cares = ({ id, role }: Member, team: readonly Member[]): boolean =>
  team.some((member) => member.id === id) ||
  ((role === 'doctor' || role === 'coordinator') && !team.some((member) => member.role === role));

/** Those of a role who may look at a patient, by the care teams as they stand: nobody is asked or told who cannot look. Off duty or on. */
export async function whoMayLook(
  { users, careTeams }: Staff,
  role: UserRole,
  patient: PatientId,
  staffSee: StaffSee,
): Promise<readonly User[]> {
  const all = (await users.list()).filter(({ disabled }) => disabled === undefined);
  const ofRole = all.filter((one) => one.role === role);
  if (ofRole.length === 0 || staffSee === 'everybody') return ofRole;
  const named = new Set((await careTeams.of(patient)).map(({ user }) => user));
  const team = all.filter(({ id }) => named.has(id));
  return ofRole.filter((one) => cares(one, team));
}

interface Staff {
  readonly users: { list(): Promise<readonly User[]> };
  readonly careTeams: { of(patient: PatientId): Promise<readonly Pick<Membership, 'user'>[]> };
}
