import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { HOUR, SECOND } from '../../domain/clock.ts';
import type { DeviceId } from '../../domain/reading.ts';
import type { ApiParts } from '../parts.ts';

type Parts = Pick<ApiParts, 'store' | 'clock' | 'verifyDevice' | 'linkKey'>;

/** What a caller of the Nightscout routes may do: speak as this device, or only look at its patient's glucose. */
export interface SiteAccess {
  readonly device: DeviceId;
  readonly mayWrite: boolean;
}

/** How long a JSON web token is good, as long as Nightscout's own. */
const GOOD_FOR_MS = 8 * HOUR;
/** Without a name in the address, the secret is tried with so many uploaders at most: each try is a key derivation. */
const MOST_TRIED = 32;

/**
 * A token for followers, `phone-1-<32 digits>`: it lets look, and not write. Nothing is stored of it; it is worth nothing any more when the
 * device gets another secret or is revoked.
 */
export function followerToken(device: DeviceId, secretHash: string, key: Uint8Array): string {
  return `${device}-${createHmac('sha256', key).update(`follower|${device}|${secretHash}`).digest('hex').slice(0, 32)}`;
}

/**
 * Who calls: by the header `api-secret` with the SHA-1 of the uploader's secret, by `?token=` with a follower's token or the secret itself,
 * or by a JSON web token. `named`: the device in the address. Undefined: nobody that Hearth knows.
 */
export async function siteAccess(request: FastifyRequest, named: DeviceId | undefined, parts: Parts): Promise<SiteAccess | undefined> {
  const [, bearer] = /^Bearer (\S{1,2000})$/i.exec(request.headers.authorization ?? '') ?? [];
  if (bearer !== undefined) return ofThis(named, await readJwt(bearer, parts));
  const hashed = request.headers['api-secret'];
  if (typeof hashed === 'string' && /^[0-9a-f]{40}$/i.test(hashed)) return bySecret(hashed.toLowerCase(), named, parts);
  const { token } = request.query as { readonly token?: unknown };
  return typeof token === 'string' ? byToken(token, named, parts) : undefined;
}

const ofThis = (named: DeviceId | undefined, access: SiteAccess | undefined): SiteAccess | undefined =>
  named === undefined || access?.device === named ? access : undefined;

async function bySecret(hashed: string, named: DeviceId | undefined, { store, verifyDevice }: Parts): Promise<SiteAccess | undefined> {
  if (named !== undefined) return (await verifyDevice(named, hashed)) ? { device: named, mayWrite: true } : undefined;
  const uploaders = (await store.devices.list()).filter(({ uploader, revoked }) => uploader !== undefined && revoked === undefined);
  if (uploaders.length > MOST_TRIED) return undefined;
  for (const { id } of uploaders) if (await verifyDevice(id, hashed)) return { device: id, mayWrite: true };
  return undefined;
}

async function byToken(token: string, named: DeviceId | undefined, parts: Parts): Promise<SiteAccess | undefined> {
  const follower = await readFollowerToken(token, parts);
  if (follower !== undefined) return ofThis(named, { device: follower, mayWrite: false });
  return named === undefined ? undefined : bySecret(createHash('sha1').update(token).digest('hex'), named, parts);
}

async function readFollowerToken(token: string, { store, linkKey }: Parts): Promise<DeviceId | undefined> {
  const [, device] = /^(.{1,64})-[0-9a-f]{32}$/.exec(token) ?? [];
  const found = device === undefined ? undefined : await store.devices.get(device);
  if (!found || found.revoked !== undefined || found.retired !== undefined) return undefined;
  return isSame(token, followerToken(found.id, found.secretHash, linkKey)) ? found.id : undefined;
}

interface Claim {
  readonly accessToken: string;
  readonly mayWrite: boolean;
  readonly iat: number;
  readonly exp: number;
}

/** What `GET /api/v2/authorization/request/<token>` answers; undefined for a token that is not good. */
export async function authorize(token: string, named: DeviceId | undefined, parts: Parts) {
  const access = await byToken(token, named, parts);
  const device = access && (await parts.store.devices.get(access.device));
  if (!access || !device) return undefined;
  const iat = Math.floor(parts.clock.now() / SECOND);
  const exp = iat + GOOD_FOR_MS / SECOND;
  const claim: Claim = { accessToken: followerToken(device.id, device.secretHash, parts.linkKey), mayWrite: access.mayWrite, iat, exp };
  const body = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claim)}`;
  return {
    token: `${body}.${signature(body, parts.linkKey)}`,
    sub: device.id,
    permissionGroups: [permissionsOf(access)],
    iat,
    exp,
  };
}

/** In the manner of Apache Shiro, as Nightscout writes them. */
export const permissionsOf = ({ mayWrite }: SiteAccess): readonly string[] => [
  'api:*:read',
  ...(mayWrite ? ['api:entries:create', 'api:treatments:create', 'api:devicestatus:create'] : []),
];

async function readJwt(jwt: string, parts: Parts): Promise<SiteAccess | undefined> {
  const [head = '', claim = '', signed = '', ...more] = jwt.split('.');
  if (more.length > 0 || !isSame(signed, signature(`${head}.${claim}`, parts.linkKey))) return undefined;
  const { accessToken, mayWrite, exp } = JSON.parse(Buffer.from(claim, 'base64url').toString('utf8')) as Claim;
  if (exp * SECOND <= parts.clock.now()) return undefined;
  const device = await readFollowerToken(accessToken, parts);
  return device === undefined ? undefined : { device, mayWrite };
}

const encoded = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');
const signature = (body: string, key: Uint8Array): string => createHmac('sha256', key).update(`nightscout jwt|${body}`).digest('base64url');
const isSame = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};
