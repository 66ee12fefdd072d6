import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PatientId } from '../domain/reading.ts';

/**
 * Names one patient in the header of a mail (RFC 2369). It opens nothing and shows nothing: all that it can do is to stop what can wait, so it
 * needs no end, and still works from a mail of last year.
 */
export function signUnsubscribe(patient: PatientId, key: Uint8Array): string {
  const claim = Buffer.from(patient).toString('base64url');
  return `${claim}.${signature(claim, key)}`;
}

/** The patient, if the token is ours. */
export function readUnsubscribe(token: string, key: Uint8Array): PatientId | undefined {
  const [claim = ''] = token.split('.');
  const patient = Buffer.from(claim, 'base64url').toString('utf8');
  const [given, right] = [Buffer.from(token), Buffer.from(signUnsubscribe(patient, key))];
  return given.length === right.length && timingSafeEqual(given, right) ? patient : undefined;
}

const signature = (claim: string, key: Uint8Array): string =>
  createHmac('sha256', key).update(`unsubscribe|${claim}`).digest('base64url').slice(0, 24);
