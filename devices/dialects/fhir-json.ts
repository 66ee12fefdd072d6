import { OWN_CODES } from '../../domain/loinc.ts';
import { DecodeError } from '../decoder.ts';

export type Json = Readonly<Record<string, unknown>>;
export type Code = string;

/** A resource within a delivery, and where it stands. */
export interface Entry {
  readonly resource: Json;
  readonly pointer: string;
}

const MOST_ENTRIES = 1000;

/** The Observations of a payload: itself, or those of a Bundle. Throws DecodeError for what is no such resource. */
export function entriesOf(json: unknown): readonly Entry[] {
  const resource = objectOf(json);
  if (resource.resourceType === 'Observation') return [{ resource, pointer: '' }];
  if (resource.resourceType !== 'Bundle') throw new DecodeError('/resourceType', 'an Observation, or a Bundle of them');
  const entries = listOf(resource.entry);
  if (entries.length > MOST_ENTRIES)
    throw new DecodeError('/entry', `${entries.length} entries in one Bundle, ${MOST_ENTRIES} are the most`);
  return entries.flatMap((entry, i) => {
    const inner = objectOf(objectOf(entry).resource);
    return inner.resourceType === 'Observation' ? [{ resource: inner, pointer: `/entry/${i}/resource` }] : [];
  });
}

export const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** LOINC codes of a CodeableConcept. Some write the system with a slash at its end. */
export const codesOf = (concept: unknown): readonly Code[] =>
  listOf(objectOf(concept).coding).flatMap((coding) => {
    const { system, code } = objectOf(coding);
    return typeof code === 'string' && typeof system === 'string' && /^https?:\/\/loinc\.org\/?$/.test(system) ? [code] : [];
  });

/** effectiveDateTime, effectiveInstant, or the beginning of effectivePeriod. A date without a time says nothing of when. */
export function effectiveOf(resource: Json, pointer: string): string {
  const said = resource.effectiveDateTime ?? resource.effectiveInstant ?? objectOf(resource.effectivePeriod).start;
  if (typeof said === 'string' && /T\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$/.test(said)) return said;
  throw new DecodeError(`${pointer}/effectiveDateTime`, 'a moment with its zone is needed, such as 2026-03-01T08:00:00+08:00');
}

/** valueQuantity with its UCUM code, or the unit as it is shown. Throws DecodeError when there is none. */
export function quantityOf(resource: Json, pointer: string) {
  const { value, code, unit, comparator } = objectOf(resource.valueQuantity);
  if (typeof value !== 'number') {
    const absent = resource.dataAbsentReason === undefined ? 'no number' : 'the source says itself that there is no value';
    throw new DecodeError(`${pointer}/valueQuantity`, absent);
  }
  const shown = typeof code === 'string' ? code : unit;
  if (typeof shown !== 'string') throw new DecodeError(`${pointer}/valueQuantity/code`, 'a number without a unit');
  return { value, unit: shown, ...(typeof comparator === 'string' ? { comparator } : {}) };
}

/** The quantity of the first component with this code, LOINC's or Hearth's own: some record the average before the single values. */
export function componentsOf(resource: Json, pointer: string) {
  const components = listOf(resource.component).map((one, i) => ({ one: objectOf(one), at: `${pointer}/component/${i}` }));
  return (code: Code) => {
    const found = components.find(({ one }) => codesOf(one.code).includes(code) || ownCodesOf(one.code).includes(code));
    return found && quantityOf(found.one, found.at);
  };
}

const ownCodesOf = (concept: unknown): readonly Code[] =>
  listOf(objectOf(concept).coding).flatMap((coding) => {
    const { system, code } = objectOf(coding);
    return system === OWN_CODES && typeof code === 'string' ? [code] : [];
  });
