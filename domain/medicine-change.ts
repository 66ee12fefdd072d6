import { DAY, type Instant } from './clock.ts';
import type { Patient } from './patient.ts';
import type { Plan } from './plan.ts';
import type { Act } from './user.ts';

/** A medicine that came into a record or a plan, or went out of it. */
export interface MedicineChange {
  readonly at: Instant;
  readonly what: 'started' | 'stopped';
  readonly medicine: string;
}

/** No name of a medicine holds one. */
const BETWEEN = '\n';

/** What the journal keeps of a change of the record: which medicines came and went. */
export function medicinesChanged(before: Pick<Patient, 'medicines'> | undefined, after: Pick<Patient, 'medicines'>): Act['about'] {
  if (!before) return {};
  const started = after.medicines.filter((one) => !before.medicines.includes(one));
  const stopped = before.medicines.filter((one) => !after.medicines.includes(one));
  return {
    ...(started.length > 0 ? { medicinesStarted: started.join(BETWEEN) } : {}),
    ...(stopped.length > 0 ? { medicinesStopped: stopped.join(BETWEEN) } : {}),
  };
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/**
 * The changes that the journal and the plan know of, oldest first. A plan's item starts on its first day and stops on the day after its last,
 * as `midnight` reads them.
 */
export function medicineChanges(
  acts: readonly Act[],
  plan: Plan | undefined,
  midnight: (day: string) => Instant,
): readonly MedicineChange[] {
  const told = acts.flatMap(({ at, about }) =>
    (['started', 'stopped'] as const).flatMap((what) => {
      const names = about[what === 'started' ? 'medicinesStarted' : 'medicinesStopped'];
      return typeof names === 'string' ? names.split(BETWEEN).map((medicine) => ({ at, what, medicine })) : [];
    }),
  );
  const planned = (plan?.items ?? []).flatMap(({ what, from, until }) =>
    what.do === 'medicine'
      ? [
          ...(from === undefined ? [] : [{ at: midnight(from), what: 'started' as const, medicine: what.medicine }]),
          ...(until === undefined ? [] : [{ at: midnight(dayAfter(until)), what: 'stopped' as const, medicine: what.medicine }]),
        ]
      : [],
  );
  return [...told, ...planned].sort((a, b) => a.at - b.at);
}
