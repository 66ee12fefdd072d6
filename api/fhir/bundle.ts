import { createHash } from 'node:crypto';
import { instant, type Resource } from '../../reports/fhir/resource.ts';
import type { Page } from './kind.ts';
import { outcome } from './outcome.ts';
import type { Query } from './query.ts';

/** A resource with the name of its version: its own, or one made of what it says. */
export function versioned(resource: Resource): Resource & { readonly meta: { readonly versionId: string } } {
  const meta = (resource.meta ?? {}) as { readonly versionId?: string };
  const { resourceType, id, ...rest } = resource;
  const versionId = meta.versionId ?? createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 16);
  return { resourceType, ...(id === undefined ? {} : { id }), ...rest, meta: { ...meta, versionId } };
}

/** The answer to a search. `base`: where the facade stands; `path`: what was searched, such as `Observation`. */
export function searchset(page: Page, query: Query, { base, path, now }: { base: string; path: string; now: number }): Resource {
  const link = (more: readonly (readonly [string, string])[]) => {
    const text = new URLSearchParams([...query.used, ...more].map(([name, value]) => [name, value])).toString();
    return `${base}/${path}${text === '' ? '' : `?${text}`}`;
  };
  const left = query.ignored.map((text) => `${text} was left out of this search.`).join(' ');
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    meta: { lastUpdated: instant(now) },
    ...(page.total === undefined ? {} : { total: page.total }),
    link: [
      { relation: 'self', url: link(query.cursor === undefined ? [] : [['_cursor', query.cursor]]) },
      ...(page.next === undefined ? [] : [{ relation: 'next', url: link([['_cursor', page.next]]) }]),
    ],
    ...(page.resources.length === 0 && left === ''
      ? {}
      : {
          entry: [
            ...page.resources.map((resource) => ({
              fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
              resource: versioned(resource),
              search: { mode: 'match' },
            })),
            ...(page.included ?? []).map((resource) => ({
              fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
              resource: versioned(resource),
              search: { mode: 'include' },
            })),
            ...(left === '' ? [] : [{ resource: outcome('warning', 'not-supported', left), search: { mode: 'outcome' } }]),
          ],
        }),
  };
}

/** All versions of one resource, the newest first (HL7 FHIR R4, http, history): each as the act that made it would be sent again. */
export function historyOf(versions: readonly Resource[], { base, path, now }: { base: string; path: string; now: number }): Resource {
  return {
    resourceType: 'Bundle',
    type: 'history',
    meta: { lastUpdated: instant(now) },
    total: versions.length,
    link: [{ relation: 'self', url: `${base}/${path}/_history` }],
    entry: versions.map((one, i) => {
      const resource = versioned(one);
      const { versionId, lastUpdated } = resource.meta as { readonly versionId: string; readonly lastUpdated?: string };
      const first = i === versions.length - 1;
      return {
        fullUrl: `${base}/${path}`,
        resource,
        request: { method: first ? 'POST' : 'PUT', url: first ? resource.resourceType : path },
        response: {
          status: first ? '201' : '200',
          etag: `W/"${versionId}"`,
          ...(lastUpdated === undefined ? {} : { lastModified: lastUpdated }),
        },
      };
    }),
  };
}
