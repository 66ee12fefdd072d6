import type { Configuration } from 'openid-client';
import { type Instant, MINUTE } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { User } from '../domain/user.ts';
import type { HospitalSettings } from './hospital-settings.ts';
import type { ApiParts } from './parts.ts';

/** Loaded where a hospital is set up, when somebody first asks for it. */
const openid = () => import('openid-client');
export const HOSPITAL_WAIT_MS = 10 * MINUTE;

type Parts = Pick<ApiParts, 'store' | 'clock' | 'secrets'>;
export type Hospital = ReturnType<typeof createHospital>;

/** Signing in where the hospital's people sign in: authorization code with PKCE (RFC 7636), state and nonce, each good once. */
export function createHospital(settings: HospitalSettings, { store, clock, secrets }: Parts) {
  let known: Promise<Configuration> | undefined;
  /** Asked for once; again when it could not be reached. */
  function configuration(): Promise<Configuration> {
    known ??= discover(settings).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  }

  return {
    name: settings.name,

    /** Where the browser goes, and the key with which it must come back. */
    async begin(back: string): Promise<{ readonly to: string; readonly key: string }> {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await openid();
      const config = await configuration();
      const [key, verifier, state, nonce] = [secrets.newSecret(), randomPKCECodeVerifier(), randomState(), randomNonce()];
      const now: Instant = clock.now();
      const about = { verifier, state, nonce };
      await store.transact((records) => records.challenges.make({ id: secrets.hashKey(key), until: now + HOSPITAL_WAIT_MS, about }, now));
      const to = buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: settings.scope,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { to: to.href, key };
    },

    /** Who has come back. HearthError session.refused for somebody who has no account here. */
    async end(address: URL, key: string): Promise<User> {
      const { authorizationCodeGrant } = await openid();
      const asked = await store.transact((records) => records.challenges.use(secrets.hashKey(key), clock.now()));
      if (!asked?.about) throw new HearthError('session.expired', 'This sign-in was begun too long ago, or in another browser.');
      const { verifier, state, nonce } = asked.about as Readonly<Record<'verifier' | 'state' | 'nonce', string>>;
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      const tokens = await authorizationCodeGrant(await configuration(), address, checks);
      return whoIs(tokens.claims() ?? {}, settings.claim, await store.users.list());
    },
  };
}

async function discover({ issuer, clientId, clientSecret }: HospitalSettings): Promise<Configuration> {
  const { allowInsecureRequests, ClientSecretBasic, discovery, None } = await openid();
  const url = new URL(issuer);
  // The settings let plain HTTP through for this very computer alone.
  const options = url.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {};
  return discovery(url, clientId, undefined, clientSecret === undefined ? None() : ClientSecretBasic(clientSecret), options);
}

/** The one account that the hospital's word is about. Nobody gets an account by coming. */
export function whoIs(claims: Readonly<Record<string, unknown>>, claim: HospitalSettings['claim'], users: readonly User[]): User {
  const said = claims[claim];
  if (typeof said !== 'string' || said === '') throw new HearthError('session.refused', `The hospital does not say the ${claim}.`);
  if (claim === 'email' && claims.email_verified === false)
    throw new HearthError('session.refused', 'The hospital has not verified this e-mail address.');
  const same = (user: User) => (claim === 'email' ? user.email?.toLowerCase() === said.toLowerCase() : user.id === said);
  const [user, another] = users.filter((one) => one.disabled === undefined && same(one));
  if (!user || another) throw new HearthError('session.refused', 'No account here, or more than one, fits what the hospital says.');
  return user;
}
