import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import { type Instant, MINUTE } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { Passkey } from '../domain/factor.ts';
import type { User } from '../domain/user.ts';
import type { ApiParts } from './parts.ts';

/** Loaded when somebody uses a passkey: certificates and their formats take a server without them nothing. */
const webauthn = () => import('@simplewebauthn/server');
const CEREMONY_MS = 5 * MINUTE;
/** EdDSA, ES256, RS256 (RFC 9053, IETF, 2022): what today's devices make. */
const ALGORITHMS = [-8, -7, -257];

type Parts = Pick<ApiParts, 'store' | 'clock' | 'secrets' | 'settings' | 'clinic'>;

/** Where the browser believes to be: the address that the settings name, or the one that was asked. */
function placeOf(request: FastifyRequest, { settings }: Parts): { readonly origin: string; readonly rpID: string } {
  const { origin, hostname } = new URL(settings.publicUrl ?? `${request.protocol}://${request.host}`);
  return { origin, rpID: hostname };
}

/** What a browser needs to make a key for somebody who is signed in. */
export async function beginPasskey(request: FastifyRequest, user: User, parts: Parts) {
  const { generateRegistrationOptions } = await webauthn();
  const known = (await parts.store.factors.of(user.id)).filter((factor) => factor.kind === 'passkey');
  const options = await generateRegistrationOptions({
    rpName: parts.clinic,
    rpID: placeOf(request, parts).rpID,
    userName: user.id,
    userDisplayName: user.name,
    userID: new Uint8Array(Buffer.from(parts.secrets.hashKey(`passkeys of ${user.id}`), 'base64url')),
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keep(options.challenge, parts, user.id);
  return options;
}

/** The key that the browser made. HearthError where it is not an answer to what was asked. */
export async function endPasskey(request: FastifyRequest, user: User, name: string, response: unknown, parts: Parts): Promise<Passkey> {
  const { verifyRegistrationResponse } = await webauthn();
  const { origin, rpID } = placeOf(request, parts);
  const verified = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON,
    expectedChallenge: (challenge) => wasAsked(challenge, parts, user.id),
    expectedOrigin: origin,
    expectedRPID: rpID,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(refused);
  if (!verified.verified) throw new HearthError('passkey.refused');
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  const encoded = Buffer.from(publicKey).toString('base64url');
  return { kind: 'passkey', id, user: user.id, made: parts.clock.now(), name, publicKey: encoded, counter, transports };
}

/** What a browser needs to ask for a key of this house: whose, the key itself will say. */
export async function askForPasskey(request: FastifyRequest, parts: Parts) {
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({ rpID: placeOf(request, parts).rpID, userVerification: 'required' });
  await keep(options.challenge, parts);
  return options;
}

/** Whose key has signed, as it is to be kept from now on. HearthError passkey.refused where it is none of ours. */
export async function heldPasskey(request: FastifyRequest, response: unknown, parts: Parts): Promise<Passkey> {
  const { verifyAuthenticationResponse } = await webauthn();
  const { origin, rpID } = placeOf(request, parts);
  const answer = response as AuthenticationResponseJSON;
  const factor = await parts.store.factors.get(String(answer.id));
  if (factor?.kind !== 'passkey') throw new HearthError('passkey.refused');
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: (challenge) => wasAsked(challenge, parts),
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: { id: factor.id, publicKey: new Uint8Array(Buffer.from(factor.publicKey, 'base64url')), counter: factor.counter },
    requireUserVerification: true,
  }).catch(refused);
  if (!verified) throw new HearthError('passkey.refused');
  return { ...factor, counter: authenticationInfo.newCounter, used: parts.clock.now() };
}

async function keep(challenge: string, { store, clock, secrets }: Parts, user?: string): Promise<void> {
  const now: Instant = clock.now();
  const until = now + CEREMONY_MS;
  const id = secrets.hashKey(challenge);
  await store.transact((records) => records.challenges.make({ id, until, ...(user === undefined ? {} : { user }) }, now));
}

/** Once, in time, and by the same person, or by nobody in particular. */
async function wasAsked(challenge: string, { store, clock, secrets }: Parts, user?: string): Promise<boolean> {
  const asked = await store.transact((records) => records.challenges.use(secrets.hashKey(challenge), clock.now()));
  return asked !== undefined && asked.user === user;
}

/** Whatever is wrong with what a browser sent, the library throws: it is the browser's answer that is refused. */
function refused(error: unknown): never {
  throw new HearthError('passkey.refused', error instanceof Error ? error.message : undefined);
}
