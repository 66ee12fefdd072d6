import { z } from 'zod';

export const AuditSettings = z.strictObject({
  heads: z.string().optional().describe('The folder of the signed heads of the audit; beside the database when absent.'),
  copy: z
    .string()
    .optional()
    .describe('A folder on another machine or disk to which the signed heads go as well: who owns this machine does not own that.'),
  verifyHours: z.number().positive().default(24).describe('How often the server proves its whole audit by itself.'),
});
export type AuditSettings = z.infer<typeof AuditSettings>;
