import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../domain/clock.ts';
import type { PatientId } from '../domain/reading.ts';

/** A signed, expiring token that names one patient: the key to that patient's own page. Nothing is stored of it. */
export function signOwnPage(patient: PatientId, until: Instant, key: Uint8Array): string {
  const claim = Buffer.from(`${patient}|${until}`).toString('base64url');
  return `${claim}.${signature(claim, key)}`;
}

/** The patient, if the token is ours and has not run out. */
export const readOwnPage = (token: string, now: Instant, key: Uint8Array): PatientId | undefined => readOwnLink(token, now, key)?.patient;

/** The same, with when the token runs out. */
export function readOwnLink(
  token: string,
  now: Instant,
  key: Uint8Array,
): { readonly patient: PatientId; readonly until: Instant } | undefined {
  const [claim = '', signed = ''] = token.split('.');
  const expected = Buffer.from(signature(claim, key));
  const given = Buffer.from(signed);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const [patient, until] = Buffer.from(claim, 'base64url').toString('utf8').split('|');
  return patient !== undefined && Number(until) > now ? { patient, until: Number(until) } : undefined;
}

const signature = (claim: string, key: Uint8Array): string => createHmac('sha256', key).update(`own-page|${claim}`).digest('base64url');
