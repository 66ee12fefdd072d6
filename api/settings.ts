import { z } from 'zod';
import { HospitalSettings } from './hospital-settings.ts';
import { RequiredFactor } from './required-factor.ts';

export const ApiSettings = z.strictObject({
  host: z.string().default('127.0.0.1').describe('Loopback: nothing is open to the world until somebody says so.'),
  port: z.int().min(0).max(65_535).default(8080),
  publicUrl: z
    .url()
    .optional()
    .describe('How people reach the console, for links in messages: https://hearth.example. The port above when absent.'),
  secureCookies: z.boolean().default(false).describe('True behind HTTPS, so that a session never leaves over plain HTTP.'),
  trustProxy: z.boolean().default(false).describe('True only behind a proxy that sets X-Forwarded-For itself.'),
  sessionHours: z.number().positive().default(12).describe('A session ends after this, a working day.'),
  idleMinutes: z
    .number()
    .positive()
    .default(60)
    .describe('A session ends when nobody touched the console for so long (NIST SP 800-63B-4, 2025, section 2.2.3: at most an hour).'),
  requestsPerMinute: z
    .int()
    .min(1)
    .default(1_500)
    .describe('For each address; a console makes at most 150 in a busy minute, and a clinic often has one address.'),
  signInsPerMinute: z.int().min(1).default(10).describe('For each address: enough for a clinic’s morning, too few to guess a password.'),
  wrongSecretsPerMinute: z
    .int()
    .min(1)
    .default(60)
    .describe('Wrong secrets of devices and programs, for each address: a meter that was set up badly, not somebody who guesses.'),
  secondFactor: RequiredFactor.optional().describe('Which roles must have a second factor, and from which day on.'),
  hospital: HospitalSettings.optional().describe('The hospital’s own sign-in (OpenID Connect), beside passwords and passkeys.'),
  claimsPerMinute: z.int().min(1).default(10).describe('Claim codes tried, for each address: a code has 34 bits and an end.'),
});
export type ApiSettings = z.infer<typeof ApiSettings>;

/** Where people reach the server. */
export const publicUrlOf = ({ publicUrl, host, port }: ApiSettings): string => publicUrl ?? `http://${host}:${port}`;
