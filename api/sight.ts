import { cares, type StaffSee, seesEverybody } from '../domain/care-team.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { User } from '../domain/user.ts';

/** Which patients somebody sees: asked for one, or a list is passed through it. */
export interface Sight {
  readonly everybody: boolean;
  sees(patient: PatientId): Promise<boolean>;
  /** The rows of patients who are seen, and those of no patient. `patientsOf`: each row is about one, or any of several. */
  only<Row>(rows: readonly Row[], patientsOf: (row: Row) => PatientId | readonly PatientId[] | undefined): Promise<readonly Row[]>;
}

export const SEES_EVERYBODY: Sight = { everybody: true, sees: async () => true, only: async (rows) => rows };

export interface SightParts {
  readonly store: Pick<Records, 'careTeams' | 'users'>;
  readonly staffSee: StaffSee;
  readonly onDuty: (role: 'coordinator' | 'doctor') => Promise<readonly string[]>;
}

/** By role, by the clinic's setting, by the care teams as they stand now, and by who is on duty. */
export async function sightOf(user: User, { store, staffSee, onDuty }: SightParts): Promise<Sight> {
  const { id, role } = user;
  const onDutyNow = staffSee === 'their-patients' && (role === 'doctor' || role === 'coordinator') && (await onDuty(role)).includes(id);
  if (seesEverybody(user, { staffSee, onDuty: onDutyNow })) return SEES_EVERYBODY;
  /** Who has left the clinic cares for nobody. */
  const staff = async () => new Map((await store.users.list()).flatMap((one) => (one.disabled === undefined ? [[one.id, one]] : [])));
  const members = (of: readonly { readonly user: string }[], among: ReadonlyMap<string, User>) =>
    of.flatMap((one) => among.get(one.user) ?? []);
  return {
    everybody: false,
    sees: async (patient) => cares(user, members(await store.careTeams.of(patient), await staff())),
    async only(rows, patientsOf) {
      const [teams, among] = [Map.groupBy(await store.careTeams.list(), ({ patient }) => patient), await staff()];
      const seen = (patient: PatientId) => cares(user, members(teams.get(patient) ?? [], among));
      return rows.filter((row) => {
        const patients = [patientsOf(row) ?? []].flat();
        return patients.length === 0 || patients.some((patient) => patient === '' || seen(patient));
      });
    },
  };
}
