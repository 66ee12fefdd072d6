import { z } from 'zod';
import { CLINIC_FIELDS, ClinicFields } from '../domain/clinic.ts';

/** The clinic over HTTP. */
export const ClinicView = z.object({
  clinic: ClinicFields.required({ name: true, zone: true, language: true }).describe('as it is in force'),
  set: ClinicFields.optional().describe('what an administrator set; without it, everything else is a default'),
  fixed: z.array(z.enum(CLINIC_FIELDS)).describe('what stands in hearth.yaml or in a variable, and is changed there'),
  waits: z.boolean().describe('what was set is in force as soon as Hearth has opened again'),
  since: z.int().optional().describe('when it was set, in Unix milliseconds'),
  by: z.string().optional(),
  byName: z.string().optional(),
});
export type ClinicView = z.infer<typeof ClinicView>;
