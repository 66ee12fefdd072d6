import type { FastifyInstance } from 'fastify';

const OF_PATIENTS: ReadonlySet<string> = new Set(['/api/v1/patients', '/api/v1/patients/:patient']);
/** What says who a patient is, wherever it stands. */
const WHO: ReadonlySet<string> = new Set(['patientName', 'phone', 'email']);

/** A program sees patients by their pseudonyms: no names, telephone numbers or addresses, as the FHIR facade has it too. */
export function showPseudonyms(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, _reply, payload) => {
    if (!request.token || !request.url.startsWith('/api/')) return payload;
    return without(payload, OF_PATIENTS.has(request.routeOptions.url ?? ''));
  });
}

function without(value: unknown, ofPatients: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, ofPatients));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const kept = Object.entries(value).flatMap(([key, inside]) => (WHO.has(key) ? [] : [[key, without(inside, false)] as const]));
  const { id } = value as { readonly id?: unknown };
  return { ...Object.fromEntries(kept), ...(ofPatients ? { name: id } : {}) };
}
