import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HearthError } from '../domain/errors.ts';
import type { User } from '../domain/user.ts';
import { siteAccess } from './nightscout/sign-in.ts';
import type { ApiParts } from './parts.ts';

/** Who may use a route. Each route says so beside its schema; server.test.ts fails for one that does not. */
export type Who = 'anybody' | 'device' | 'patient-link' | 'uploader' | 'follower' | readonly User['role'][];

export const CLINICIANS = ['doctor', 'coordinator', 'administrator'] as const;
/** Who answers what patients ask. */
export const ANSWERERS = [...CLINICIANS, 'pharmacist', 'dietitian'] as const;
export const COOKIE = 'hearth';

declare module 'fastify' {
  interface FastifyContextConfig {
    who?: Who;
  }
  interface FastifyRequest {
    user?: User;
    device?: string;
  }
}

/** Pharmacists and dietitians read what doctors read; what they may change names them. */
const mayRead = ({ role }: User, method: string, who: readonly User['role'][]): boolean =>
  (role === 'pharmacist' || role === 'dietitian') && SAFE.has(method) && who.includes('doctor');

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Looks at every request before its handler: session cookie for people, Basic credentials for devices; for apps made for Nightscout what
 * those send (nightscout/sign-in.ts).
 */
export function guard(app: FastifyInstance, parts: ApiParts): void {
  const { store, clock, secrets, verifyDevice } = parts;
  app.addHook('onRequest', async (request) => {
    const who = request.routeOptions.config.who;
    if (who === undefined || who === 'anybody' || who === 'patient-link') return;
    if (who === 'device') {
      request.device = await deviceOf(request, verifyDevice);
      return;
    }
    if (who === 'uploader' || who === 'follower') {
      const access = await siteAccess(request, (request.params as { readonly device?: string }).device, parts);
      if (!access) throw new HearthError('api.unauthenticated');
      if (who === 'uploader' && !access.mayWrite) throw new HearthError('api.forbidden', 'This token is for looking only.');
      request.device = access.device;
      return;
    }
    const session = await sessionOf(request, store, secrets.hashKey);
    if (!session || session.until <= clock.now()) throw new HearthError('api.unauthenticated');
    const user = await store.users.get(session.user);
    if (!user || user.disabled !== undefined) throw new HearthError('api.unauthenticated');
    // A page of another site can make a browser send the cookie, but not this header.
    if (!SAFE.has(request.method) && request.headers['hearth-request'] !== '1') {
      throw new HearthError('api.forbidden', 'Requests that change something carry the header Hearth-Request: 1.');
    }
    const { passwordHash: _, ...person } = user;
    if (!who.includes(person.role) && !mayRead(person, request.method, who)) throw new HearthError('api.forbidden');
    request.user = person;
    const { patient } = request.params as { readonly patient?: string };
    if (patient !== undefined && !(await store.patients.get([patient])).has(patient))
      throw new HearthError('api.not-found', 'There is no such patient.');
  });
}

export async function sessionOf(request: FastifyRequest, store: ApiParts['store'], hashKey: (key: string) => string) {
  const key = request.cookies[COOKIE];
  const session = key === undefined ? undefined : await store.sessions.get(hashKey(key));
  return session?.once ? undefined : session;
}

async function deviceOf(request: FastifyRequest, verifyDevice: ApiParts['verifyDevice']): Promise<string> {
  const [, encoded = ''] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(request.headers.authorization ?? '') ?? [];
  const [device = '', ...secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (device === '' || !(await verifyDevice(device, secret.join(':')))) throw new HearthError('api.unauthenticated');
  return device;
}
