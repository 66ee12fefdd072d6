import {
  CLINIC_FIELDS,
  type Clinic,
  type ClinicField,
  type ClinicFields,
  clinicInForce,
  fixedIn,
  type KeptClinic,
  type WrittenClinic,
} from '../domain/clinic.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { Localized } from '../domain/source.ts';
import type { Records, Store } from '../domain/store.ts';
import { beginDue, keepClinicSchedule } from '../issuing/schedules.ts';

export interface ClinicDeskParts {
  readonly store: Store;
  readonly clock: Clock;
  /** What stands in hearth.yaml or in a variable. */
  readonly written: WrittenClinic;
  /** What this house was opened with. */
  readonly inForce: Clinic;
  /** What is wrong with the files that the house would read when it opens. */
  readonly fileTroubles: () => readonly unknown[];
  /** Opens the house again. Left out, what was set holds from the next start on. */
  readonly reopen?: (() => void) | undefined;
}

/** What an administrator sets of the clinic: its name, its zone, whom patients call. */
export function createClinicDesk({ store, clock, written, inForce, fileTroubles, reopen }: ClinicDeskParts) {
  const fixed = fixedIn(written);
  const waits = (kept: KeptClinic | undefined): boolean => changesOf(inForce, clinicInForce(written, kept)).length > 0;

  return {
    /** `waits`: what was set is not in force yet, but will be when the house has opened again. */
    async state() {
      const kept = await store.clinic.kept();
      return { clinic: inForce, kept, fixed, waits: waits(kept) };
    },

    /**
     * Sets the clinic; what is left out has its default. What hearth.yaml hides stays as it was kept. Resolves after the commit, and before
     * the house opens again. Throws HearthError clinic.fixed for what stands in hearth.yaml, and clinic.files where the house, which goes on with the
     * last good files, would not come back.
     */
    async change(fields: ClinicFields, by: string): Promise<void> {
      const held = fixed.filter((field) => fields[field] !== undefined);
      if (held.length > 0)
        throw new HearthError(
          'clinic.fixed',
          undefined,
          held.map((field) => ({ pointer: `/${field}`, detail: stands(field).en, says: stands(field) })),
        );
      if (fileTroubles().length > 0) throw new HearthError('clinic.files');
      await store.transact(async (records) => {
        const [at, before] = [clock.now(), await records.clinic.kept()];
        const hidden = Object.fromEntries(fixed.map((field) => [field, before?.fields[field]]));
        const kept = { fields: { ...hidden, ...fields }, by, since: at };
        const [from, to] = [clinicInForce(written, before), clinicInForce(written, kept)];
        await records.clinic.keep(kept);
        const about = Object.fromEntries(changesOf(from, to).map((field) => [field, to[field] ?? null]));
        await records.audit.note([{ at, by, did: 'clinic.changed', about }]);
        if (from.zone !== to.zone) await moveReports(records, from.zone, to.zone, at);
      });
      if (waits(await store.clinic.kept())) reopen?.();
    },
  };
}

const changesOf = (from: Clinic, to: Clinic): readonly ClinicField[] => CLINIC_FIELDS.filter((field) => from[field] !== to[field]);

/** When reports come is written on the clinic's wall clock. What is due by the old one is begun by it, and not left out. */
async function moveReports(records: Records, from: string, to: string, now: Instant): Promise<void> {
  while ((await beginDue(records, from, now)) > 0);
  await keepClinicSchedule(records, await records.reportSchedules.clinic(), to, now);
}

const stands = (field: ClinicField): Localized => ({
  en: `clinic.${field} stands in hearth.yaml or in a variable, and is changed there.`,
  'zh-CN': `clinic.${field} 已写在 hearth.yaml 或环境变量中，请在那里修改。`,
});
