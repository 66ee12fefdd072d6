import { z } from 'zod';
import { Scope } from '../domain/api-token.ts';
import { User } from '../domain/user.ts';

/* Who may: what goes over HTTP of accounts, second factors, sessions, care teams and tokens. */

const Instant = z.int();
const Reason = z.string().min(2, 'say in a few words why').max(500);

export const SessionRow = z.object({
  id: z.string(),
  since: Instant,
  seen: Instant,
  until: Instant,
  with: z.enum(['link', 'password', 'passkey', 'hospital']).optional(),
  agent: z.string().optional(),
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof SessionRow>;

export const FactorsView = z.object({
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), made: Instant, used: Instant.optional() })),
  totp: z.object({ since: Instant }).optional(),
  recoveryCodes: z.int().describe('how many are left'),
});
export type FactorsView = z.infer<typeof FactorsView>;
export const NewTotp = z.object({
  secret: z.string().describe('base32, to be typed'),
  uri: z.string().describe('to be shown as a QR code'),
});
export type NewTotp = z.infer<typeof NewTotp>;
export const TotpCode = z.strictObject({ code: z.string().regex(/^\s*\d{3}\s?\d{3}\s*$/, 'six digits') });
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()).optional().describe('shown this once, with the first factor') });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
/** What a browser's `navigator.credentials` takes and gives, as W3C Web Authentication level 3, section 5.1.8, writes it in JSON. */
export const Ceremony = z.record(z.string(), z.unknown());
export const PasskeyAnswer = z.strictObject({ response: z.looseObject({ id: z.string().max(1400) }) });
export const NewPasskey = PasskeyAnswer.extend({ name: z.string().trim().min(1, 'a name, such as “Telephone”').max(60) });

export const DoorsView = z.object({ hospital: z.object({ name: z.string() }).optional() });
export type DoorsView = z.infer<typeof DoorsView>;

export const Member = z.object({
  user: z.string(),
  name: z.string(),
  role: User.shape.role,
  since: Instant,
  by: z.string(),
  reason: z.string(),
  ended: z.object({ at: Instant, by: z.string(), reason: z.string() }).optional(),
});
export type Member = z.infer<typeof Member>;
export const CareTeamRow = Member.omit({ ended: true }).extend({ patient: z.string() });
export type CareTeamRow = z.infer<typeof CareTeamRow>;
export const NewMember = z.strictObject({ user: z.string().max(64), reason: Reason });
export const EndMember = z.strictObject({ reason: Reason });

export const ChangeUser = z.strictObject({
  name: User.shape.name.optional(),
  email: User.shape.email,
  language: User.shape.language.optional(),
  role: User.shape.role.optional(),
  disabled: z.boolean().optional(),
});
export type ChangeUser = z.infer<typeof ChangeUser>;
export const UserRow = User.extend({
  secondFactor: z.boolean(),
  hasPassword: z.boolean().describe('without one and without a second factor, only a link signs in'),
  sessions: z.int().describe('that are open'),
});
export type UserRow = z.infer<typeof UserRow>;
export const SignInPath = z.object({ path: z.string().describe('signs in once, within a day') });

export const TokenView = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
  made: Instant,
  by: z.string(),
  until: Instant,
  used: Instant.optional(),
  revoked: z.object({ at: Instant, by: z.string() }).optional(),
});
export type TokenView = z.infer<typeof TokenView>;
export const NewToken = z.strictObject({
  name: z.string().trim().min(1, 'what it is for').max(80),
  scopes: z.array(Scope).min(1, 'at least one scope').max(20),
  days: z.int().min(1).max(730).default(90),
});
export const MadeToken = TokenView.extend({ token: z.string().describe('shown this once') });
export type MadeToken = z.infer<typeof MadeToken>;
