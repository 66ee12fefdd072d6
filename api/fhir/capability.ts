import { instant, type Resource } from '../../reports/fhir/resource.ts';
import { FHIR_ACCESS } from '../fhir-access.ts';
import type { FhirKind } from './kind.ts';
import { MOST_IN_A_PAGE } from './query.ts';

const scopes = FHIR_ACCESS.flatMap(({ type, scope }) => (scope === undefined ? [] : [`${type} ${scope}`])).join(', ');
const SECURITY = {
  service: [{ text: 'Session (cookie)' }, { text: 'API token (Authorization: Bearer)' }],
  description:
    'People read with the session that they have after signing in to Hearth: what they may by their role, of the patients whom they see. ' +
    `Programs send \`Authorization: Bearer hearth_…\` with a token that has the scope of the type: ${scopes}. They see all patients, and no ` +
    'names, telephone numbers or addresses. Types without a scope are for people only.',
};

/** What the facade can do, made of what it does. `since`: when this server began to answer. */
export const capabilityStatement = (kinds: readonly FhirKind[], base: string, since: number): Resource => ({
  resourceType: 'CapabilityStatement',
  url: `${base}/metadata`,
  name: 'Hearth',
  title: 'Hearth: readings from home',
  status: 'active',
  date: instant(since),
  kind: 'instance',
  software: { name: 'Hearth' },
  implementation: { description: 'What this clinic’s Hearth gives out. Readings come in by other doors.', url: base },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json', 'json'],
  rest: [
    {
      mode: 'server',
      documentation: `Read only. Pages hold at most ${MOST_IN_A_PAGE} resources and go on by the link "next".`,
      security: SECURITY,
      resource: kinds.map(({ type, documentation, profiles, read, search, operations, history, includes }) => ({
        type,
        documentation,
        ...(profiles ? { supportedProfile: profiles } : {}),
        interaction: [
          ...(read ? [{ code: 'read' }] : []),
          ...(history ? [{ code: 'vread' }, { code: 'history-instance' }] : []),
          { code: 'search-type' },
        ],
        versioning: 'versioned',
        readHistory: history !== undefined,
        ...(read ? { conditionalRead: 'not-match' } : {}),
        ...(includes ? { searchInclude: includes.map(({ name }) => name) } : {}),
        ...(search.length === 0
          ? {}
          : { searchParam: search.map(({ name, type: of, documentation: says }) => ({ name, type: of, documentation: says })) }),
        ...(operations ? { operation: operations.map(({ name, definition }) => ({ name, definition })) } : {}),
      })),
    },
  ],
});
