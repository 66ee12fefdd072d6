import type { Resource } from '../../reports/fhir/resource.ts';
import type { Page } from './kind.ts';
import { FhirError } from './outcome.ts';
import { fitsToken, type Query } from './query.ts';

/** A page of what is few enough to be held at once: those that fit, in their order, from where the last page ended. */
export function pageOf(resources: readonly Resource[], query: Query): Page {
  const fitting = resources.filter((one) => fitsToken(query.values.get('_id'), [{ code: one.id ?? '' }]));
  if (query.count === 0) return { resources: [], total: fitting.length };
  const start = query.cursor === undefined ? 0 : Number(query.cursor);
  if (!Number.isInteger(start) || start < 0) throw new FhirError(400, 'value', '_cursor: take the link `next` as it stands.');
  const end = start + query.count;
  return {
    resources: fitting.slice(start, end),
    total: fitting.length,
    ...(end < fitting.length ? { next: String(end) } : {}),
  };
}
