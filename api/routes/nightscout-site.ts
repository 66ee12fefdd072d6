import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import { HOUR } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import { ARROWS } from '../../reports/nightscout/arrow.ts';
import { type Document, documentId } from '../../reports/nightscout/entry.ts';
import { properties } from '../../reports/nightscout/properties.ts';
import { deliverer } from '../deliver.ts';
import { deviceStatus, entries, patientOfSite, sgvs, treatments } from '../nightscout/documents.ts';
import { type Search, searchV1 } from '../nightscout/search.ts';
import { authorize, siteAccess } from '../nightscout/sign-in.ts';
import { answerSite, look, open, SITES, siteStatus, withEnding, write } from '../nightscout/site.ts';
import type { ApiParts } from '../parts.ts';

type Query = Readonly<Record<string, unknown>>;
const USUAL_ENTRIES = 10;
const USUAL_TREATMENTS = 100;

/**
 * A site as follower apps know it from Nightscout (API v1 and v2): what the patient who has the device measured, and what uploaders send
 * beside readings. At `/nightscout/<device>`, and at the root for apps that cannot bear a path in the address of a site.
 */
export const nightscoutSite =
  (parts: ApiParts): FastifyPluginAsync =>
  async (app) => {
    app.setErrorHandler(answerSite);
    app.addHook('onSend', async (_, reply) => {
      reply.header('cache-control', 'no-store');
    });
    for (const site of SITES) {
      addReads(app, site, parts);
      addWrites(app, site, parts);
      addSignIn(app, site, parts);
    }
  };

function addReads(app: FastifyInstance, site: string, parts: ApiParts): void {
  const { clock } = parts;
  const patientOf = (request: FastifyRequest) => patientOfSite(request.device!, parts);
  const search = (request: FastifyRequest, usual: number): Search => searchV1(request.query as Query, clock.now(), usual);
  const get = (paths: readonly string[], answer: (request: FastifyRequest) => Promise<unknown>) => {
    for (const path of paths) app.get(`${site}${path}`, look, answer);
  };

  get(withEnding('/api/v1/entries'), async (request) => entries((await patientOf(request)).id, search(request, USUAL_ENTRIES), parts));
  get(withEnding('/api/v1/entries/current'), async (request) => {
    const { id } = await patientOf(request);
    return entries(id, { ...search(request, 1), most: 1, lets: ({ type }) => type === 'sgv' }, parts);
  });
  for (const model of ['sgv', 'mbg'])
    get(withEnding(`/api/v1/entries/${model}`), async (request) => {
      const { id } = await patientOf(request);
      const wanted = search(request, USUAL_ENTRIES);
      return entries(id, { ...wanted, lets: (document) => document.type === model && wanted.lets(document) }, parts);
    });
  get(withEnding('/api/v1/treatments'), async (request) =>
    treatments((await patientOf(request)).id, search(request, USUAL_TREATMENTS), parts),
  );
  get(withEnding('/api/v1/devicestatus'), async (request) => deviceStatus(request.device!, parts));
  // Basal rates, ratios and targets of a pump are none of Hearth's business: there is no profile.
  get([...withEnding('/api/v1/profile'), ...withEnding('/api/v1/profiles')], async () => []);
  get([...withEnding('/api/v1/status'), ...withEnding('/api/v2/status')], async (request) => siteStatus(await patientOf(request), parts));

  const latest = async (request: FastifyRequest) => {
    const patient = await patientOf(request);
    const now = clock.now();
    return { patient, now, found: await sgvs(patient.id, now - 24 * HOUR, now + 1, 300, parts) };
  };
  get(['/api/v2/properties', '/api/v2/properties/:wanted'], async (request) => {
    const { patient, found } = await latest(request);
    const all = properties(found, patient.glucoseUnit);
    const { wanted } = request.params as { readonly wanted?: string };
    return wanted === undefined ? all : Object.fromEntries(Object.entries(all).filter(([name]) => wanted.split(',').includes(name)));
  });
  get(withEnding('/api/v2/ddata'), async (request) => {
    const { patient, now, found } = await latest(request);
    const since: Search = { from: now - 48 * HOUR, to: now + 1, most: 1000, skip: 0, lets: () => true };
    const sticks = await treatments(patient.id, since, parts);
    return {
      sgvs: found.toReversed(),
      mbgs: (await entries(patient.id, { ...since, lets: ({ type }) => type === 'mbg' }, parts))
        .map(({ _id, mbg, mills, device }) => ({ _id, mgdl: mbg, mills, device, type: 'mbg' }))
        .toReversed(),
      treatments: sticks.toReversed(),
      cals: [],
      profiles: [],
      devicestatus: await deviceStatus(request.device!, parts),
      food: [],
      activity: [],
      lastUpdated: now,
    };
  });
  // Watches and older followers.
  get(['/pebble'], async (request) => {
    const { patient, now, found } = await latest(request);
    const all = properties(found, patient.glucoseUnit);
    const [last] = found;
    const { display = '' } = (all.delta ?? {}) as { readonly display?: string };
    return {
      status: [{ now }],
      bgs: last
        ? [
            {
              sgv: String(last.mgdl),
              trend: ARROWS[last.direction].trend,
              direction: last.direction,
              datetime: last.mills,
              bgdelta: display,
            },
          ]
        : [],
      cals: [],
    };
  });
}

/** What uploaders send beside entries: finger sticks and the battery are kept; the rest is answered so that nobody sends it for ever. */
function addWrites(app: FastifyInstance, site: string, parts: ApiParts): void {
  const deliver = deliverer(parts);
  const named = (body: unknown): readonly Document[] =>
    [body].flat().map((one, i) => {
      if (typeof one !== 'object' || one === null || Array.isArray(one))
        throw new HearthError('api.invalid', 'A document, or a list of documents.', [{ pointer: `/${i}`, detail: 'an object' }]);
      const document = one as Document;
      return { ...document, _id: typeof document._id === 'string' ? document._id : documentId(JSON.stringify(document)) };
    });

  if (site === '')
    for (const path of withEnding('/api/v1/entries'))
      app.post(path, write, async ({ body, device }) => {
        const documents = named(body);
        await deliver(device!, 'nightscout', body);
        return documents;
      });
  if (site === '') app.get('/api/v1/experiments/test', write, async () => ({ status: 'ok' }));
  for (const path of withEnding(`${site}/api/v1/treatments`))
    app.route({
      ...write,
      method: ['POST', 'PUT'],
      url: path,
      handler: async ({ body, device }) => {
        const documents = named(body);
        await deliver(device!, 'nightscout-treatments', body);
        return documents;
      },
    });
  for (const path of withEnding(`${site}/api/v1/devicestatus`))
    app.post(path, write, async ({ body, device }) => {
      const documents = named(body);
      const battery = documents.map(batteryOf).findLast((percent) => percent !== undefined);
      if (battery !== undefined) await deliver(device!, 'status', { battery });
      return documents;
    });
  for (const path of withEnding(`${site}/api/v1/profile`))
    app.route({ ...write, method: ['POST', 'PUT'], url: path, handler: async ({ body }) => named(body) });
}

function batteryOf({ uploaderBattery, uploader }: Document): number | undefined {
  const said = uploaderBattery ?? (uploader as { readonly battery?: unknown } | undefined)?.battery;
  return typeof said === 'number' && said >= 0 && said <= 100 ? said : undefined;
}

function addSignIn(app: FastifyInstance, site: string, parts: ApiParts): void {
  const deviceIn = (request: FastifyRequest) => (request.params as { readonly device?: string }).device;
  for (const path of withEnding(`${site}/api/v1/verifyauth`))
    app.get(path, open, async (request) => {
      const access = await siteAccess(request, deviceIn(request), parts);
      return {
        status: 200,
        message: {
          canRead: access !== undefined,
          canWrite: access?.mayWrite ?? false,
          isAdmin: false,
          message: access ? 'OK' : 'UNAUTHORIZED',
          rolefound: access ? 'FOUND' : 'NOTFOUND',
          permissions: 'ROLE',
        },
      };
    });
  app.get<{ Params: { token: string } }>(`${site}/api/v2/authorization/request/:token`, open, async (request) => {
    const authorized = await authorize(request.params.token, deviceIn(request), parts);
    if (!authorized) throw new HearthError('api.unauthenticated');
    return authorized;
  });
}
