import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PROGRAM, siteActor, tokenActor } from '../domain/api-token.ts';
import { HearthError } from '../domain/errors.ts';
import { LOOK_KINDS, type Look, type LookKind } from '../domain/look.ts';
import type { PatientId } from '../domain/reading.ts';
import { readOwnPage } from './own-page-link.ts';
import type { ApiParts } from './parts.ts';
import { ownersNow, patientsOf } from './patients-of.ts';
import { accessOf } from './route-access.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Settles when it is durable that somebody looked. */
    owed?: Promise<void> | undefined;
  }
}

/** Answers that show people without one of them in the address: whom, stands in the answer. `each`: few enough to be named one by one. */
const SHOWN: Readonly<Record<string, { readonly kind: LookKind; readonly as: 'list' | 'each' }>> = {
  '/api/v1/patients': { kind: 'patients', as: 'list' },
  '/api/v1/alerts': { kind: 'worklist', as: 'list' },
  '/api/v1/inbox': { kind: 'inbox', as: 'list' },
  '/api/v1/quarantine': { kind: 'quarantine', as: 'list' },
  '/api/v1/reach': { kind: 'reach', as: 'list' },
  '/api/v1/messages/dead': { kind: 'messages', as: 'list' },
  '/api/v1/messages/expired': { kind: 'messages', as: 'list' },
  '/api/v1/devices': { kind: 'devices', as: 'list' },
  '/api/v1/devices/claim-codes': { kind: 'devices', as: 'list' },
  '/api/v1/devices/:device': { kind: 'device', as: 'each' },
  '/api/v1/audit': { kind: 'audit', as: 'list' },
  '/api/v1/rules/shadows': { kind: 'preview', as: 'list' },
  '/api/v1/rules/shadows/:shadow': { kind: 'preview', as: 'list' },
  '/api/v1/care-teams': { kind: 'team', as: 'list' },
};

/** Says by itself who was shown: its answer is a text. */
export const TRACES_ITSELF: readonly string[] = ['/api/v1/alerts/:alert/bundle'];

/** Texts about the whole clinic: of everybody, and nobody by name. */
const OF_THE_CLINIC: Readonly<Record<string, LookKind>> = {
  '/api/v1/reports/cohort/page': 'clinic-report',
  '/api/v1/reports/cohort/issued/:issue': 'clinic-report',
};

/** What shows no patient; trace-reads.test.ts fails for a route that is neither here nor traced. */
export const SHOWS_NOBODY: readonly string[] = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/openapi.json',
  '/api/v1/session',
  '/api/v1/session/contact',
  '/api/v1/session/doors',
  '/api/v1/session/factors',
  '/api/v1/session/hospital',
  '/api/v1/session/hospital/back',
  '/api/v1/sessions',
  '/api/v1/tasks/people',
  '/api/v1/tokens',
  '/api/v1/users/:user/sessions',
  '/api/v1/advice/approval-rules',
  '/api/v1/cohorts',
  '/api/v1/cohorts/:cohort/thresholds',
  '/api/v1/reports/cohort/issued',
  '/api/v1/reports/runs',
  '/api/v1/reports/schedule',
  '/api/v1/reports/waiting',
  '/api/v1/users',
  '/api/v1/users/:user/contact',
  '/api/v1/alerts/budget',
  '/api/v1/duty',
  '/api/v1/duty/history',
  '/api/v1/duty/timetable',
  '/api/v1/rules',
  '/api/v1/clinic',
  '/api/v1/clinic/knowledge',
  '/api/v1/clinic/knowledge/:sentence/without',
  '/api/v1/clinic/knowledge/:sentence/history',
  '/api/v1/clinic/words/proposals',
  '/api/v1/clinic/templates',
  '/api/v1/clinic/templates/:template/:language/history',
  '/api/v1/clinic/thresholds',
  '/api/v1/medications',
  '/api/v1/medications/:code',
  '/api/v1/questionnaires',
  '/api/v1/questionnaires/:questionnaire',
  '/api/v1/system',
  '/api/v1/events',
  '/api/v1/audit/state',
  '/api/v1/receipts/:token',
  '/api/v1/unsubscribe/:token',
  '/nightscout/:device/api/v1/experiments/test',
  '/nightscout/:device/api/v1/status',
  '/nightscout/:device/api/v1/status.json',
];

const API = '/api/v1';
const OF_PATIENT = '/api/v1/patients/:patient';
const OWN_PAGE = '/api/v1/own-page/:token';
const kinds: ReadonlySet<string> = new Set(LOOK_KINDS);

/**
 * How an answer of a route comes into the audit; undefined where it shows nobody. What stands nowhere above, the table of access knows: what
 * leads to a patient (`thing`), and what is a list of rows of patients.
 */
export function traceOf(
  method: string,
  url: string,
): 'address' | 'thing' | 'link' | 'list' | 'each' | 'body' | 'clinic' | 'fhir' | undefined {
  if (method === 'POST' && url === '/api/v1/rules/preview') return 'body';
  // The facade's answers say whom they are about; a search may come as a form.
  if (url.startsWith('/fhir/') && url !== '/fhir/metadata') return 'fhir';
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (url.split('/').includes(':patient')) return 'address';
  if (url.startsWith(OWN_PAGE)) return 'link';
  if (SHOWN[url]) return SHOWN[url].as;
  if (OF_THE_CLINIC[url]) return 'clinic';
  if (TRACES_ITSELF.includes(url) || SHOWS_NOBODY.includes(url)) return undefined;
  const about = accessOf(method, url, undefined)?.about ?? 'nobody';
  return about === 'nobody' ? undefined : about === 'rows' ? 'list' : 'thing';
}

/** `readings` of `/api/v1/patients/:patient/readings`. What has no word yet is a look at the record: it is never no look. */
function kindOf(url: string): LookKind {
  if (url.startsWith('/fhir/')) return 'fhir';
  if (SHOWN[url]) return SHOWN[url].kind;
  if (OF_THE_CLINIC[url]) return OF_THE_CLINIC[url];
  if (url === '/api/v1/reports/cohort') return 'clinic-report';
  const [part = ''] = url.slice((url.startsWith(OF_PATIENT) ? OF_PATIENT : API).length + 1).split('/');
  const word = part === 'sends' ? 'messages' : part;
  return kinds.has(word) ? (word as LookKind) : 'record';
}

/**
 * Nobody sees a patient's data before it is durable that they did. The commit runs beside the route's own work; the answer waits for both,
 * and where the commit fails there is none: who fills the disk must not read in the dark. What a person changes is an act already.
 */
export function traceReads(app: FastifyInstance, parts: Pick<ApiParts, 'store' | 'clock' | 'linkKey' | 'looked'>): void {
  const { store, clock, linkKey, looked } = parts;
  const owe = (request: FastifyRequest, looks: readonly Look[]): void => {
    request.owed = looked(looks);
    // Awaited in onSend; until then its failure is nobody's fault.
    request.owed.catch(() => {});
  };
  /** A person by their name, a program by its token or by the device whose site it came to. */
  const by = ({ user, token, site }: FastifyRequest) => {
    const actor = user?.id ?? (token && tokenActor(token)) ?? (site && siteActor(site));
    return actor === undefined ? undefined : { at: clock.now(), by: actor, role: user ? (user.role as string) : PROGRAM };
  };

  app.addHook('preHandler', async (request) => {
    const { url = '' } = request.routeOptions;
    const who = by(request);
    const trace = traceOf(request.method, url);
    if (trace === 'address' && who) {
      const { patient } = request.params as { readonly patient: string };
      owe(request, [{ ...who, kind: kindOf(url), patient }]);
    } else if (trace === 'thing' && who) {
      const { about } = accessOf(request.method, url, undefined)!;
      const params = request.params as Readonly<Record<string, string>>;
      const asked = { store, params, user: request.user, now: clock.now() };
      const patients = about === 'nobody' || about === 'rows' ? [] : ((await patientsOf(about, asked)) ?? []);
      owe(
        request,
        patients.map((patient) => ({ ...who, kind: kindOf(url), patient })),
      );
    } else if (who && request.device !== undefined && trace === undefined && isSafe(request) && !SHOWS_NOBODY.includes(url)) {
      // At a site of Nightscout a token, a follower or the device itself reads the glucose of whoever has the device.
      owe(
        request,
        (await ownersNow(store, request.device)).map((patient) => ({ ...who, kind: 'readings' as const, patient })),
      );
    } else if (trace === 'clinic' && who) {
      owe(request, [{ ...who, kind: kindOf(url), shown: [] }]);
    } else if (trace === 'link') {
      const patient = readOwnPage((request.params as { readonly token: string }).token, clock.now(), linkKey);
      if (patient !== undefined) owe(request, [{ at: clock.now(), by: patient, role: 'patient', kind: 'own-page', patient }]);
    } else if (trace === 'body' && who) {
      const { patient } = (request.body ?? {}) as { readonly patient?: string };
      // Of all or of a group: nobody by name, and everybody's history.
      owe(request, [{ ...who, kind: 'preview', ...(patient === undefined ? { shown: [] } : { patient }) }]);
      // Its answer is a stream, in which nothing waits any more.
      await settle(request);
    }
  });
  app.addHook('preSerialization', async (request, reply, payload) => {
    const { url = '' } = request.routeOptions;
    const who = by(request);
    const trace = traceOf(request.method, url);
    if (!who || reply.statusCode >= 400 || (trace !== 'list' && trace !== 'each' && trace !== 'fhir')) return payload;
    const shown = [...(trace === 'fhir' ? subjectsIn(payload) : peopleIn(payload, url === '/api/v1/patients' ? 'id' : 'patient'))];
    const kind = kindOf(url);
    if (trace === 'fhir' && shown.length === 1) owe(request, [{ ...who, kind, patient: shown[0]! }]);
    else owe(request, trace !== 'each' ? [{ ...who, kind, shown }] : shown.map((patient) => ({ ...who, kind, patient })));
    return payload;
  });
  app.addHook('onSend', settle);
}

const isSafe = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** Whom an answer names: every `patient` in it, however deep. */
function peopleIn(payload: unknown, named: string, found = new Set<PatientId>()): Set<PatientId> {
  if (Array.isArray(payload)) for (const item of payload) peopleIn(item, named, found);
  else if (typeof payload === 'object' && payload !== null)
    for (const [key, value] of Object.entries(payload)) {
      if (key === named && typeof value === 'string') found.add(value);
      else if (named === 'patient' && typeof value === 'object') peopleIn(value, named, found);
    }
  return found;
}

/** Whom a FHIR answer is about: patients in it, and those that it refers to. */
function subjectsIn(payload: unknown, found = new Set<PatientId>()): Set<PatientId> {
  if (Array.isArray(payload)) for (const item of payload) subjectsIn(item, found);
  else if (typeof payload === 'object' && payload !== null) {
    const { resourceType, id } = payload as { readonly resourceType?: unknown; readonly id?: unknown };
    if (resourceType === 'Patient' && typeof id === 'string') found.add(id);
    for (const [key, value] of Object.entries(payload)) {
      const subject = key === 'reference' && typeof value === 'string' ? /(?:^|\/)Patient\/([^/]+)$/.exec(value)?.[1] : undefined;
      if (subject !== undefined) found.add(subject);
      else subjectsIn(value, found);
    }
  }
  return found;
}

async function settle(request: FastifyRequest): Promise<void> {
  const { owed } = request;
  // Once: the answer that says that it failed passes here too.
  request.owed = undefined;
  await owed?.catch((error: unknown) => {
    request.log.error({ why: error instanceof Error ? error.message : String(error) }, 'a look could not be written down');
    throw new HearthError('store.unavailable');
  });
}
