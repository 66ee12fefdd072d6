import { z } from 'zod';
import type { Instant } from '../domain/clock.ts';
import { asksForSecond } from '../domain/factor.ts';
import { ROLES } from '../domain/roles.ts';
import type { Records } from '../domain/store.ts';
import type { Session, User } from '../domain/user.ts';

const Day = z.iso.date();

/** From which day on which roles must have a second factor: hearth.yaml, `http.secondFactor`. The time up to that day is theirs to add one. */
export const RequiredFactor = z.strictObject({
  roles: z.array(z.enum(ROLES)).min(1).describe('For example administrator and doctor.'),
  from: Day.describe(
    'A day like 2026-12-01, in the clinic’s zone. Until then people are told; from then on, they add one before anything else.',
  ),
});
export type RequiredFactor = z.infer<typeof RequiredFactor>;

/** What is said of it to somebody who has none: from when on, and whether that is now. */
export interface MissingFactor {
  readonly from: Instant;
  readonly now: boolean;
}

/**
 * Whether this person lacks a second factor that their role requires. Whom the hospital has let in is its own affair. Undefined: nothing is
 * missing, or not of them.
 */
export async function missingFactor(
  { factors }: Pick<Records, 'factors'>,
  required: RequiredFactor | undefined,
  { id, role }: Pick<User, 'id' | 'role'>,
  { about }: Pick<Session, 'about'>,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): Promise<MissingFactor | undefined> {
  if (!required?.roles.includes(role) || about?.with === 'hospital') return undefined;
  if (asksForSecond(await factors.of(id))) return undefined;
  const from = Temporal.PlainDate.from(required.from).toZonedDateTime(zone).epochMilliseconds;
  return { from, now: now >= from };
}

/** What somebody may still do who lacks one: add it, see who they are, leave. */
export const opensWithoutFactor = (url: string): boolean =>
  /^\/api\/v1\/session($|\/(password|factors|totp|recovery-codes|passkeys)(\/|$))/.test(url);
