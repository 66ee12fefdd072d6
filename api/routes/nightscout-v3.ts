import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { DAY, type Instant } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import type { Reading } from '../../domain/reading.ts';
import { bgCheckOf, type Document, documentId, entryV3, type GlucoseReading } from '../../reports/nightscout/entry.ts';
import { deliverer } from '../deliver.ts';
import { findReading } from '../fhir/find-reading.ts';
import { collected, deviceStatus, glucoseForwards, glucoseOf, patientOfSite, treatments } from '../nightscout/documents.ts';
import { searchV3 } from '../nightscout/search.ts';
import { siteAccess } from '../nightscout/sign-in.ts';
import { answerSite, look, open, SITE_VERSION, SITES, write } from '../nightscout/site.ts';
import type { ApiParts } from '../parts.ts';

type Query = Readonly<Record<string, unknown>>;
/** A reading that comes in later than this after it was measured is not told as a change. */
const CHANGES_OF_DAYS = 7;
const COLLECTIONS = ['entries', 'treatments', 'devicestatus', 'profile', 'food', 'settings'] as const;
const NOT_KEPT = ['profile', 'food', 'settings'] as const;

/** Nightscout's API v3, as AAPS speaks it: entries, what changed, what may be done. Documents are written once and not changed. */
export const nightscoutV3Routes =
  (parts: ApiParts): FastifyPluginAsync =>
  async (app) => {
    app.setErrorHandler(answerSite);
    app.addHook('onSend', async (_, reply) => {
      reply.header('cache-control', 'no-store');
    });
    for (const site of SITES) addSite(app, `${site}/api/v3`, parts);
  };

function addSite(app: FastifyInstance, base: string, parts: ApiParts): void {
  const { store, clock } = parts;
  const deliver = deliverer(parts);
  const patientOf = (request: FastifyRequest) => patientOfSite(request.device!, parts);
  const version = () => ({
    version: SITE_VERSION,
    apiVersion: '3.0.5',
    srvDate: clock.now(),
    storage: { storage: 'hearth', version: '1' },
  });
  const modifiedOf = async (reading: Reading): Promise<Instant> =>
    (await store.readings.corrections(reading.id)).at(-1)?.replaced ?? reading.received;
  const documentOf = async (reading: GlucoseReading, earlier: readonly GlucoseReading[] = []): Promise<Document> =>
    entryV3(reading, earlier, await modifiedOf(reading));

  app.get(`${base}/version`, open, async () => ({ status: 200, result: version() }));
  app.get(`${base}/status`, look, async (request) => {
    const { device } = request.params as { readonly device?: string };
    const mayWrite = (await siteAccess(request, device, parts))?.mayWrite ?? false;
    const may = (collection: (typeof COLLECTIONS)[number]) =>
      mayWrite && !(NOT_KEPT as readonly string[]).includes(collection) ? 'cr' : 'r';
    return { status: 200, result: { ...version(), apiPermissions: Object.fromEntries(COLLECTIONS.map((name) => [name, may(name)])) } };
  });
  app.get(`${base}/lastModified`, look, async (request) => {
    const { id } = await patientOf(request);
    const [last] = await store.readings.latest(id, 'glucose', 1);
    const [status] = await deviceStatus(request.device!, parts);
    const collections = {
      ...(last ? { entries: await modifiedOf(last), treatments: await modifiedOf(last) } : {}),
      ...(status ? { devicestatus: status.mills } : {}),
    };
    const srvDate = clock.now();
    return { status: 200, result: { srvDate, srvDateString: new Date(srvDate).toISOString(), collections } };
  });

  app.get(`${base}/entries`, look, async (request) => {
    const { id } = await patientOf(request);
    const query = request.query as Query;
    const down = query.sort$desc !== undefined;
    for (const by of [query.sort, query.sort$desc])
      if (by !== undefined && by !== 'date') throw new HearthError('api.invalid', 'Entries are sorted by date.');
    const search = searchV3(query);
    const found = new WeakMap<Document, { reading: GlucoseReading; earlier: readonly GlucoseReading[] }>();
    const page = await collected(
      id,
      search,
      parts,
      ({ reading, earlier }) => {
        const document = entryV3(reading, earlier, reading.received);
        found.set(document, { reading, earlier: [...earlier] });
        return document;
      },
      down ? glucoseOf : glucoseForwards,
    );
    const documents = await Promise.all(page.map((document) => documentOf(found.get(document)!.reading, found.get(document)!.earlier)));
    return { status: 200, result: documents.map((document) => projected(document, query.fields)) };
  });
  app.get<{ Params: { identifier: string } }>(`${base}/entries/:identifier`, look, async (request) => {
    const { id } = await patientOf(request);
    const reading = await findReading(request.params.identifier, parts);
    if (reading?.kind !== 'glucose' || reading.patient !== id) throw new HearthError('api.not-found');
    return { status: 200, result: await documentOf(reading) };
  });
  for (const collection of ['entries', 'treatments'] as const)
    app.get<{ Params: { since: string } }>(`${base}/${collection}/history/:since`, look, async (request, reply) => {
      const { id } = await patientOf(request);
      const since = Number(request.params.since);
      if (!Number.isFinite(since)) throw new HearthError('api.invalid', 'Since when? Milliseconds.');
      const { most } = searchV3(request.query as Query);
      const changed: Document[] = [];
      const from = Math.max(0, Math.min(since, clock.now()) - CHANGES_OF_DAYS * DAY);
      for await (const { reading, earlier } of glucoseOf(id, { from, to: clock.now() + DAY }, parts, true)) {
        if (collection === 'treatments' && reading.specimen === 'interstitial') continue;
        const modified = await modifiedOf(reading);
        if (modified <= since) continue;
        const entry = entryV3(reading, earlier, modified);
        changed.push(collection === 'entries' ? entry : treatmentV3(reading, entry));
      }
      changed.sort((a, b) => Number(a.srvModified) - Number(b.srvModified));
      // Whoever reads on asks for what is later than the last: a page never ends among those of one moment.
      const moment = changed[most - 1]?.srvModified;
      const page = changed.filter(({ srvModified }, i) => i < most || srvModified === moment);
      const last = page.at(-1)?.srvModified;
      if (typeof last === 'number') reply.header('last-modified', new Date(last).toUTCString()).header('etag', `W/"${last}"`);
      return { status: 200, result: page };
    });
  app.get(`${base}/treatments`, look, async (request) => {
    const { id } = await patientOf(request);
    return { status: 200, result: await treatments(id, searchV3(request.query as Query), parts) };
  });
  app.get(`${base}/devicestatus`, look, async (request) => ({ status: 200, result: await deviceStatus(request.device!, parts) }));
  for (const collection of NOT_KEPT) app.get(`${base}/${collection}`, look, async () => ({ status: 200, result: [] }));

  const dialects = { entries: 'nightscout-v3', treatments: 'nightscout-treatments' } as const;
  for (const [collection, dialect] of Object.entries(dialects))
    app.post(`${base}/${collection}`, write, async ({ body, device }, reply) => {
      if (typeof body !== 'object' || body === null || Array.isArray(body) || Object.keys(body).length === 0)
        throw new HearthError('api.invalid', 'Bad or missing request body');
      const { outcome } = await deliver(device!, dialect, body);
      const { identifier: said, device: by, date, eventType } = body as Document;
      const identifier = typeof said === 'string' ? said : documentId([by, date, eventType].join('_'));
      const fields = { identifier, lastModified: clock.now() };
      if (outcome === 'duplicate') return { status: 200, ...fields, isDeduplication: true, deduplicatedIdentifier: identifier };
      return reply.code(201).send({ status: 201, ...fields });
    });
  app.post(`${base}/devicestatus`, write, async ({ body, device }, reply) => {
    const { uploaderBattery, uploader } = (body ?? {}) as { uploaderBattery?: unknown; uploader?: { battery?: unknown } };
    const battery = uploaderBattery ?? uploader?.battery;
    if (typeof battery === 'number' && battery >= 0 && battery <= 100) await deliver(device!, 'status', { battery });
    return reply.code(201).send({ status: 201, identifier: documentId(JSON.stringify(body)), lastModified: clock.now() });
  });
  for (const collection of COLLECTIONS)
    app.route({
      ...look,
      method: ['PUT', 'PATCH', 'DELETE'],
      url: `${base}/${collection}/:identifier`,
      handler: async ({ method }, reply) => {
        const act = method === 'DELETE' ? 'delete' : 'update';
        return reply.code(403).send({ status: 403, message: `Missing permission api:${collection}:${act}` });
      },
    });
}

const treatmentV3 = (reading: GlucoseReading, { srvCreated, srvModified, isValid, identifier }: Document): Document => ({
  ...bgCheckOf(reading),
  identifier: `${identifier}.t`,
  date: reading.at,
  app: 'hearth',
  srvCreated,
  srvModified,
  isValid,
  isReadOnly: true,
});

/** `fields=date,sgv`: only these. */
const projected = (document: Document, fields: unknown): Document => {
  if (typeof fields !== 'string' || fields === '' || fields === '_all') return document;
  const wanted = fields.split(',');
  return Object.fromEntries(Object.entries(document).filter(([name]) => wanted.includes(name)));
};
