import { z } from 'zod';
import { STAFF_SEE, type StaffSee } from './care-team.ts';
import type { Instant } from './clock.ts';
import { Zone } from './patient.ts';
import { Language } from './source.ts';

/** What a clinic is called, where it is, and what patients call; what is left out has its default. */
export const ClinicFields = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^\P{Cc}*$/u, 'a name on one line')
    .optional(),
  zone: Zone.optional().describe('In which duty, quiet hours of the team, visits and reports of the clinic are counted.'),
  language: Language.optional().describe('Of reports that come by themselves, and of messages to whoever has chosen none.'),
  emergencyNumber: z
    .string()
    .regex(/^[0-9]{2,6}$/, 'a number of two to six digits')
    .optional()
    .describe('What patients are told to call; left out, that of their zone.'),
  telephone: z
    .string()
    .trim()
    .max(40)
    .regex(/^[+(]?\d[\d\s()./–-]*$/, 'a telephone number, such as 010 1234 5678')
    .optional()
    .describe('Of the clinic, for patients; shown under their messages and on their own page.'),
});
export type ClinicFields = z.infer<typeof ClinicFields>;
export type ClinicField = keyof ClinicFields;
export const CLINIC_FIELDS = Object.keys(ClinicFields.shape) as readonly ClinicField[];

/** The same in hearth.yaml, with what only whoever runs the server decides: how far each member of staff sees. */
export const WrittenClinic = ClinicFields.extend({
  staffSee: z.enum(STAFF_SEE).optional().describe('everybody, or their-patients: those in whose care team they are.'),
});
export type WrittenClinic = z.infer<typeof WrittenClinic>;

/** A clinic as everything else sees it. */
export interface Clinic extends Omit<ClinicFields, 'name' | 'zone' | 'language'> {
  readonly name: string;
  readonly zone: string;
  readonly language: Language;
  readonly staffSee: StaffSee;
}

/** What an administrator set, as it was set last. */
export interface KeptClinic {
  readonly fields: ClinicFields;
  readonly by: string;
  readonly since: Instant;
}

export interface ClinicRecords {
  readonly clinic: {
    kept(): Promise<KeptClinic | undefined>;
    keep(clinic: KeptClinic): Promise<void>;
  };
}

const DEFAULTS: Clinic = { name: 'Hearth', zone: 'Asia/Shanghai', language: 'zh-CN', staffSee: 'everybody' };

/** The clinic in force: what stands in hearth.yaml, else what an administrator set, else the default. */
export const clinicInForce = (written: WrittenClinic, kept: KeptClinic | undefined): Clinic => ({
  ...DEFAULTS,
  ...said(kept?.fields ?? {}),
  ...said(written),
});

/** Which of them stand in hearth.yaml or in a variable, and are changed there only. */
export const fixedIn = (written: WrittenClinic): readonly ClinicField[] => CLINIC_FIELDS.filter((field) => written[field] !== undefined);

const said = <Fields extends object>(fields: Fields): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
