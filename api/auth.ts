import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type ApiToken, type Scope, TOKEN_PREFIX } from '../domain/api-token.ts';
import { type Instant, MINUTE } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { Session, User } from '../domain/user.ts';
import { type SiteAccess, siteAccess } from './nightscout/sign-in.ts';
import type { ApiParts } from './parts.ts';
import { namedIn, patientsOf } from './patients-of.ts';
import { missingFactor, opensWithoutFactor } from './required-factor.ts';
import { type Access, accessOf, type Who } from './route-access.ts';
import { SEES_EVERYBODY, type Sight, sightOf } from './sight.ts';
import { tokenOf } from './token-of.ts';
import { createWrongSecrets } from './wrong-secrets.ts';

export type { Who } from './route-access.ts';
export const CLINICIANS = ['doctor', 'coordinator', 'administrator'] as const;
export const COOKIE = 'hearth';

declare module 'fastify' {
  interface FastifyContextConfig {
    who?: Who;
    scope?: Scope;
  }
  interface FastifyInstance {
    /** Every route so far: `GET /api/v1/patients`. */
    routeNames(): readonly string[];
  }
  interface FastifyRequest {
    /** Who is signed in; absent where a token came. */
    user?: User;
    session?: Session;
    token?: ApiToken;
    device?: string;
    /** Who came to a site of Nightscout by a secret of its own. */
    site?: SiteAccess;
    /** Which patients the caller sees: every list passes through it. */
    sight: Sight;
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const NOBODY_SEEN: Sight = { everybody: false, sees: async () => false, only: async () => [] };
/** The same for a patient whom nobody knows and for one whom the caller is not named for: neither is told. */
const HIDDEN = 'There is nothing here, or it is about a patient whom you are not named for.';
/** A browser that looks again by itself says so with this header, and does not keep a session awake. */
const BY_ITSELF = 'hearth-by-itself';

/** Looks at every request before its handler: by access-table.ts, who may, and about whom. */
export function guard(app: FastifyInstance, parts: ApiParts): void {
  const { store, clock } = parts;
  const routes: { readonly name: string; readonly access: () => Access | undefined }[] = [];
  app.decorate('routeNames', () => routes.map(({ name }) => name));
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat())
      if (method !== 'HEAD' && method !== 'OPTIONS')
        routes.push({ name: `${method} ${route.url}`, access: () => accessOf(method, route.url, route.config?.who, route.config?.scope) });
  });
  app.addHook('onReady', async () => {
    const open = routes.filter(({ access }) => access() === undefined);
    if (open.length > 0) throw new Error(`routes without a row in api/access-table.ts: ${open.map(({ name }) => name).join(', ')}`);
  });

  const secretOf = createWrongSecrets({ most: parts.settings.wrongSecretsPerMinute, clock });
  app.addHook('onRequest', async (request, reply) => {
    const { url, config } = request.routeOptions;
    request.sight = NOBODY_SEEN;
    if (url === undefined) return; // nothing is there, and that is all that is said
    const access = accessOf(request.method, url, config.who, config.scope);
    if (!access) throw new HearthError('api.forbidden');
    const { who } = access;
    if (who === 'anybody' || who === 'patient-link') return;
    if (who === 'uploader' || who === 'follower') return secretOf(request, reply, () => toSite(request, who, access.scope));
    // A cookie is no secret of this door: people who are signed in do not wait because a meter beside them has a wrong one.
    const byCookie = who !== 'device' && request.headers.authorization === undefined;
    const token = byCookie ? undefined : await secretOf(request, reply, () => tokenOf(request, parts, access.scope));
    if (who === 'device') {
      if (token) request.token = token;
      request.device = token
        ? await namedDevice(request, parts)
        : await secretOf(request, reply, () => deviceOf(request, parts.verifyDevice));
      return;
    }
    if (token) {
      request.token = token;
      request.sight = SEES_EVERYBODY;
    } else {
      await signedIn(request, parts);
      if (!who.includes(request.user!.role)) throw new HearthError('api.forbidden');
      request.sight = await sightOf(request.user!, parts);
    }
    await within(request, access);
  });

  // Whom a body names is known only now.
  app.addHook('preHandler', async (request) => {
    if (request.user === undefined || request.sight.everybody) return;
    for (const patient of namedIn(request.body)) if (!(await request.sight.sees(patient))) throw new HearthError('api.not-found', HIDDEN);
  });

  async function toSite(request: FastifyRequest, who: 'uploader' | 'follower', scope: Scope | undefined): Promise<void> {
    // A site of Nightscout knows tokens of its own; one of ours says so by how it begins.
    if (request.headers.authorization?.startsWith(`Bearer ${TOKEN_PREFIX}`)) {
      request.token = (await tokenOf(request, parts, scope))!;
      request.device = await namedDevice(request, parts);
      return;
    }
    const site = await siteAccess(request, (request.params as { readonly device?: string }).device, parts);
    if (!site) throw new HearthError('api.unauthenticated');
    if (who === 'uploader' && !site.mayWrite) throw new HearthError('api.forbidden', 'This token is for looking only.');
    request.device = site.device;
    request.site = site;
  }

  /** Whoever does not see everybody is asked whom the address leads to. */
  async function within(request: FastifyRequest, { about }: Access): Promise<void> {
    const params = request.params as Readonly<Record<string, string>>;
    if (!request.sight.everybody && about !== 'nobody' && about !== 'rows') {
      const patients = await patientsOf(about, { store, params, user: request.user!, now: clock.now() });
      const [first] = await request.sight.only(patients === undefined ? [] : [patients], (of) => of);
      if (!first) throw new HearthError('api.not-found', HIDDEN);
    }
    if (about === 'patient' && !(await store.patients.get([params.patient!])).has(params.patient!))
      throw new HearthError('api.not-found', request.sight.everybody ? 'There is no such patient.' : HIDDEN);
  }
}

/** By cookie; a session ends by its time, by idleness, and with its owner's right to sign in. */
async function signedIn(request: FastifyRequest, { store, clock, secrets, settings, zone }: ApiParts): Promise<void> {
  const now = clock.now();
  const session = await sessionOf(request, store, secrets.hashKey);
  if (!session || hasEnded(session, now, settings.idleMinutes)) throw new HearthError('api.unauthenticated');
  const user = await store.users.get(session.user);
  if (!user || user.disabled !== undefined) throw new HearthError('api.unauthenticated');
  const missing = await missingFactor(store, settings.secondFactor, user, session, { now, zone });
  if (missing?.now) {
    // What began in the time of grace ends with it; what begins later is for adding one.
    if (session.since < missing.from) throw new HearthError('api.unauthenticated');
    if (!opensWithoutFactor(request.routeOptions.url ?? '')) throw new HearthError('session.factor-missing');
  }
  // A page of another site can make a browser send the cookie, but not this header.
  if (!SAFE.has(request.method) && request.headers['hearth-request'] !== '1') throw new HearthError('api.header-missing');
  const { passwordHash: _, ...person } = user;
  request.user = person;
  request.session = session;
  if (request.headers[BY_ITSELF] === undefined && now - (session.seen ?? session.since) >= MINUTE)
    await store.transact((records) => records.sessions.touch(session.keyHash, now));
}

export const hasEnded = ({ since, seen = since, until }: Session, now: Instant, idleMinutes: number): boolean =>
  until <= now || seen + idleMinutes * MINUTE <= now;

export async function sessionOf(request: FastifyRequest, store: ApiParts['store'], hashKey: (key: string) => string) {
  const key = request.cookies[COOKIE];
  const session = key === undefined ? undefined : await store.sessions.get(hashKey(key));
  return session?.once ? undefined : session;
}

/** A program with a token speaks for a device that it names: in the address, or in a header. */
async function namedDevice(request: FastifyRequest, { store }: ApiParts): Promise<string> {
  const named = (request.params as { readonly device?: string }).device ?? request.headers['hearth-device'];
  const device = typeof named === 'string' ? await store.devices.get(named) : undefined;
  if (!device || device.revoked !== undefined || device.retired !== undefined)
    throw new HearthError(
      'api.invalid',
      'The address or the header Hearth-Device names the device that measured, one that is enrolled and in service.',
    );
  return device.id;
}

async function deviceOf(request: FastifyRequest, verifyDevice: ApiParts['verifyDevice']): Promise<string> {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(request.headers.authorization ?? '') ?? [];
  const [device = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (device === '' || !(await verifyDevice(device, secret.join(':')))) throw new HearthError('api.unauthenticated');
  return device;
}
