import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Resource } from '../../reports/fhir/resource.ts';
import { historyOf, searchset, versioned } from '../fhir/bundle.ts';
import { capabilityStatement } from '../fhir/capability.ts';
import type { Asking, FhirKind, Page } from '../fhir/kind.ts';
import { answerOutcome, FHIR_JSON, FhirError } from '../fhir/outcome.ts';
import { readQuery, type SearchParameter } from '../fhir/query.ts';
import { fhirKinds } from '../fhir/registry.ts';
import { FHIR_ACCESS } from '../fhir-access.ts';
import type { ApiParts } from '../parts.ts';
import { languageOf } from '../problem.ts';

const JSON_FORMATS = ['json', 'application/json', 'application/fhir+json', 'text/json'];

/**
 * The facade for programs that speak HL7 FHIR R4, at `/fhir`: read and search. What it can do stands in its CapabilityStatement, not in the
 * OpenAPI document.
 */
export const fhirRoutes =
  (parts: ApiParts): FastifyPluginAsync =>
  async (app) => {
    const kinds = fhirKinds(parts);
    const since = parts.clock.now();
    app.setErrorHandler(answerOutcome);
    app.setNotFoundHandler((request) => {
      const [, type] = new URL(request.url, 'http://fhir').pathname.match(/\/fhir\/([^/]+)/) ?? [];
      if (type !== undefined && request.method !== 'GET' && kinds.some((kind) => kind.type === type))
        throw new FhirError(405, 'not-supported', 'This facade is for reading. Readings come in at POST /api/v1/readings/fhir.');
      throw new FhirError(404, 'not-found', 'There is nothing here. What there is stands at /fhir/metadata.');
    });
    // A search may come as a form, too: then its parameters stand in no log of any proxy.
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) =>
      done(null, new URLSearchParams(String(body))),
    );
    app.addHook('onRequest', async (request) => refuseOtherFormats(request));
    app.addHook('onSend', async (_, reply) => {
      reply.header('cache-control', 'no-store');
    });

    app.get('/metadata', { schema: { hide: true } }, async (request, reply) =>
      answer(reply, capabilityStatement(kinds, baseOf(request), since)),
    );
    for (const kind of kinds) addKind(app, kind, kinds, parts);
  };

function addKind(app: FastifyInstance, kind: FhirKind, kinds: readonly FhirKind[], { clock }: ApiParts): void {
  // Who may, stands in the table of access.
  const options = { schema: { hide: true } };
  const asking = (request: FastifyRequest): Asking => {
    // Where the house has care teams, the guard says whom the caller is named for.
    const { sight } = request as { readonly sight?: Pick<Asking, 'sees'> };
    return {
      language: languageOf(request),
      now: clock.now(),
      base: baseOf(request),
      mayKnowWho: request.user !== undefined,
      sees: async (patient) => sight === undefined || sight.sees(patient),
    };
  };
  type Search = (query: ReturnType<typeof readQuery>, asking: Asking) => Promise<Page>;
  const searching = (path: string, parameters: readonly SearchParameter[], sorts: readonly string[], find: Search) => {
    const search = async (request: FastifyRequest, reply: FastifyReply, form?: URLSearchParams) => {
      const { prefer } = request.headers;
      const given = new URLSearchParams([...new URL(request.url, 'http://fhir').searchParams, ...(form ?? [])]);
      const includes = kind.includes?.map(({ name }) => name) ?? [];
      const query = readQuery(given, parameters, sorts, Array.isArray(prefer) ? prefer.join() : prefer, includes);
      const found = await find(query, asking(request));
      const page = { ...found, included: await included(found, query, request) };
      return answer(reply, searchset(page, query, { base: baseOf(request), path, now: clock.now() }));
    };
    app.get(`/${path}`, options, (request, reply) => search(request, reply));
    return search;
  };

  /** What the found refer to, each once. A program is given only what it could read by itself. */
  async function included({ resources }: Page, { include }: ReturnType<typeof readQuery>, request: FastifyRequest): Promise<Resource[]> {
    const wanted = new Map<string, { readonly type: string; readonly id: string }>();
    for (const { name, type, idOf } of kind.includes ?? []) {
      const scope = FHIR_ACCESS.find((one) => one.type === type)?.scope;
      const { token } = request;
      if (!include.includes(name)) continue;
      if (token && (scope === undefined || !token.scopes.includes(scope)))
        throw new FhirError(403, 'forbidden', `_include=${name}: this token lacks the scope ${scope}.`);
      for (const id of resources.flatMap((one) => idOf(one) ?? [])) wanted.set(`${type}/${id}`, { type, id });
    }
    const read = ({ type, id }: { readonly type: string; readonly id: string }) =>
      kinds.find((one) => one.type === type)?.read?.(id, asking(request));
    return (await Promise.all([...wanted.values()].map(read))).filter((one) => one !== undefined);
  }

  const search = searching(kind.type, kind.search, kind.sorts, (query, by) => kind.find(query, by));
  app.post(`/${kind.type}/_search`, options, (request, reply) => {
    if (request.body !== undefined && request.body !== null && !(request.body instanceof URLSearchParams))
      throw new FhirError(400, 'invalid', 'A search by POST is a form: application/x-www-form-urlencoded.');
    return search(request, reply, request.body ?? undefined);
  });
  for (const operation of kind.operations ?? []) {
    if ('run' in operation) searching(`${kind.type}/$${operation.name}`, operation.parameters, [], operation.run);
    else
      app.get<{ Params: { id: string } }>(`/${kind.type}/:id/$${operation.name}`, options, async (request, reply) =>
        answer(reply, await operation.ofOne(request.params.id, asking(request))),
      );
  }

  const { history } = kind;
  if (history) {
    const versionsOf = async (id: string, request: FastifyRequest): Promise<readonly Resource[]> => {
      const versions = await history(id, asking(request));
      if (!versions) throw new FhirError(404, 'not-found', `There is no ${kind.type} ${id}.`);
      return versions;
    };
    app.get<{ Params: { id: string } }>(`/${kind.type}/:id/_history`, options, async (request, reply) => {
      const { id } = request.params;
      return answer(
        reply,
        historyOf(await versionsOf(id, request), { base: baseOf(request), path: `${kind.type}/${id}`, now: clock.now() }),
      );
    });
    app.get<{ Params: { id: string; version: string } }>(`/${kind.type}/:id/_history/:version`, options, async (request, reply) => {
      const { id, version } = request.params;
      const found = (await versionsOf(id, request)).map(versioned).find(({ meta }) => meta.versionId === version);
      if (!found) throw new FhirError(404, 'not-found', `There is no version ${version.slice(0, 40)} of ${kind.type} ${id}.`);
      reply.header('etag', `W/"${version}"`);
      return answer(reply, found);
    });
  }

  const { read } = kind;
  if (!read) return;
  app.get<{ Params: { id: string } }>(`/${kind.type}/:id`, options, async (request, reply) => {
    const found = await read(request.params.id, asking(request));
    if (!found) throw new FhirError(404, 'not-found', `There is no ${kind.type} ${request.params.id}.`);
    const resource = versioned(found);
    const etag = `W/"${resource.meta.versionId}"`;
    reply.header('etag', etag);
    const { lastUpdated } = resource.meta as { readonly lastUpdated?: string };
    if (lastUpdated !== undefined) reply.header('last-modified', new Date(lastUpdated).toUTCString());
    const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
    if (known.includes(etag) || known.includes('*')) return reply.code(304).send();
    return answer(reply, resource);
  });
}

const answer = (reply: FastifyReply, resource: Resource): FastifyReply => reply.type(FHIR_JSON).serializer(JSON.stringify).send(resource);

const baseOf = (request: FastifyRequest): string => `${request.protocol}://${request.host}/fhir`;

/** `_format` counts before `Accept`. There is JSON, and no XML. */
function refuseOtherFormats(request: FastifyRequest): void {
  const asked = new URL(request.url, 'http://fhir').searchParams.get('_format');
  const wanted = (asked === null ? (request.headers.accept ?? '*/*') : asked.replace(' ', '+'))
    .split(',')
    .map((one) => one.split(';')[0]!.trim());
  const fits = wanted.some(
    (one) => JSON_FORMATS.includes(one) || (asked === null && (one === '*/*' || one === 'application/*' || one === '')),
  );
  if (!fits) throw new FhirError(406, 'not-supported', `"${wanted.join(', ')}" is not spoken here: application/fhir+json.`);
}
