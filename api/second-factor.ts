import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../domain/clock.ts';
import type { Factor, Totp } from '../domain/factor.ts';
import type { Records } from '../domain/store.ts';
import type { ApiParts } from './parts.ts';

/** SHA-1, six digits, thirty seconds: what every app reads (RFC 6238, 2011, section 4; its defaults in the key URI format). */
const PERIOD_S = 30;
/** One step earlier and later: a phone's clock is off, a person types slowly (RFC 6238, section 5.2). */
const WINDOW = 1;
const CODES = 10;

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

const totpOf = (secret: string, label = '', issuer = ''): TOTP =>
  new TOTP({ issuer, label, period: PERIOD_S, secret: Secret.fromBase32(secret) });

/** What an app reads from the picture: `otpauth://totp/…`. */
export const totpUri = (secret: string, user: string, clinic: string): string => totpOf(secret, user, clinic).toString();

/** At which step this is the code; undefined when it is not, or that step or a later one was used already. */
export function totpStep({ secret, step: used = -1 }: Pick<Totp, 'secret' | 'step'>, code: string, now: Instant): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW });
  const step = delta === null ? undefined : TOTP.counter({ period: PERIOD_S, timestamp: now }) + delta;
  return step !== undefined && step > used ? step : undefined;
}

/** Inside of a transaction: whether this is a code that lets this person in. It is used up by it. */
export async function spendCode(
  records: Pick<Records, 'factors'>,
  user: string,
  typed: string,
  now: Instant,
  hashKey: (key: string) => string,
): Promise<'totp' | 'recovery' | undefined> {
  const code = typed.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(code)) return (await records.factors.remove(recoveryId(user, code, hashKey))) ? 'recovery' : undefined;
  for (const factor of await records.factors.of(user)) {
    const step = factor.kind === 'totp' && factor.confirmed !== undefined ? totpStep(factor, code, now) : undefined;
    if (step === undefined) continue;
    await records.factors.save({ ...(factor as Totp), step });
    return 'totp';
  }
  return undefined;
}

/** Inside of a transaction: ten new recovery codes in place of all before. Each has 69 bits; only their hashes are kept. */
export async function newRecoveryCodes(
  records: Pick<Records, 'factors'>,
  user: string,
  now: Instant,
  { newClaimCode, hashKey }: Pick<ApiParts['secrets'], 'newClaimCode' | 'hashKey'>,
): Promise<string[]> {
  await dropRecoveryCodes(records, user);
  const codes = Array.from({ length: CODES }, () => `${newClaimCode()}-${newClaimCode()}`);
  for (const code of codes) await records.factors.save({ kind: 'recovery', id: recoveryId(user, code, hashKey), user, made: now });
  return codes;
}

export async function dropRecoveryCodes(records: Pick<Records, 'factors'>, user: string): Promise<void> {
  for (const { id } of (await records.factors.of(user)).filter(isRecovery)) await records.factors.remove(id);
}

export const isRecovery = ({ kind }: Factor): boolean => kind === 'recovery';

/** However it was typed: small letters, other dashes, none. */
const recoveryId = (user: string, code: string, hashKey: (key: string) => string): string =>
  `recovery|${hashKey(`${user}|${code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`)}`;
