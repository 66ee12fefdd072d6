import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type ErrorCode, errors } from '../domain/errors.ts';
import { Problem } from './contract.ts';
import { type Access, accessOf } from './route-access.ts';

type Transform = typeof jsonSchemaTransform;
type Documented = ReturnType<Transform>;

/** What an integrator must know of a route beside its schema: who may call it, how they say who they are, and how it refuses. */
export function documented(route: Parameters<Transform>[0]): Documented {
  const { schema, url } = jsonSchemaTransform(route);
  if (schema.hide) return { schema, url };
  const wide = schema as Record<string, unknown>;
  const [method] = [route.route.method].flat();
  const access = accessOf(method ?? 'GET', route.route.url, route.route.config?.who);
  const who = access?.who;
  const own = { ...wide, response: { ...(wide.response as object), ...refusals(who, url) } };
  const said = { operationId: operationId(method ?? 'GET', url), tags: [tagOf(url)], security: securityOf(access) };
  return { schema: { ...said, ...own } as Documented['schema'], url };
}

/** The session's cookie goes with the header Hearth-Request: 1 wherever something is changed. */
function securityOf(access: Access | undefined): readonly Record<string, readonly string[]>[] {
  const token = access?.scope === undefined ? [] : [{ token: [access.scope] }];
  if (access?.who === 'device') return [{ device: [] }, ...token];
  if (access?.who === 'uploader') return [{ uploader: [] }];
  return Array.isArray(access?.who) ? [{ session: [] }, ...token] : [];
}

function refusals(who: Access['who'] | undefined, url: string): Record<number, unknown> {
  const codes: readonly ErrorCode[] = [
    'api.invalid',
    ...(who === 'anybody' ? [] : (['api.unauthenticated'] as const)),
    ...(Array.isArray(who) ? (['api.forbidden'] as const) : []),
    ...(url.includes('{') || url.includes(':') ? (['api.not-found'] as const) : []),
    'api.too-many',
  ];
  return Object.fromEntries(
    codes.map((code) => [
      errors[code].status,
      { description: errors[code].says.en, content: { 'application/problem+json': { schema: PROBLEM } } },
    ]),
  );
}

const { $schema: _, ...PROBLEM } = z.toJSONSchema(Problem);

/** `GET /api/v1/patients/:patient/readings` is `getPatientsPatientReadings`. */
const operationId = (method: string, url: string): string =>
  method.toLowerCase() +
  url
    .replace('/api/v1', '')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const tagOf = (url: string): string => url.replace('/api/v1', '').split('/')[1] || 'health';
