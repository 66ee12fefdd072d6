import type { Instant } from '../../domain/clock.ts';
import type { PatientId } from '../../domain/reading.ts';
import type { Language } from '../../domain/source.ts';
import type { Resource } from '../../reports/fhir/resource.ts';
import type { Query, SearchParameter } from './query.ts';

/** Who asks, and how they want it. */
export interface Asking {
  readonly language: Language;
  readonly now: Instant;
  /** Where the facade stands, as the caller knows it: `https://hearth.example/fhir`. */
  readonly base: string;
  /** Names, telephone numbers and addresses go to people who signed in, and to no program. */
  readonly mayKnowWho: boolean;
  /** Whether the caller may see what is about this patient. What they may not see is not there. */
  readonly sees: (patient: PatientId) => Promise<boolean>;
}

/** Those rows that are about nobody, or about somebody whom the caller may see. */
export async function onlySeen<Row>(
  rows: readonly Row[],
  of: (row: Row) => PatientId | undefined,
  { sees }: Pick<Asking, 'sees'>,
): Promise<readonly Row[]> {
  const patients = new Set(rows.flatMap((row) => of(row) ?? []));
  const seen = new Set((await Promise.all([...patients].map(async (patient) => ((await sees(patient)) ? [patient] : [])))).flat());
  return rows.filter((row) => {
    const patient = of(row);
    return patient === undefined || seen.has(patient);
  });
}

/** A reference that a search may follow: `Observation:device` leads to a Device. */
export interface Include {
  readonly name: string;
  readonly type: string;
  /** The id behind the reference. */
  readonly idOf: (resource: Resource) => string | undefined;
}

/** `Patient/p1` in this field of a resource: `p1`. */
export const behind =
  (field: string) =>
  (resource: Resource): string | undefined =>
    (resource[field] as { readonly reference?: string } | undefined)?.reference?.split('/')[1];

export interface Page {
  readonly resources: readonly Resource[];
  /** What `_include` asked for, each once. */
  readonly included?: readonly Resource[];
  /** Where the next page begins; undefined: this was the last. */
  readonly next?: string;
  /** How many fit in all, where somebody counted. */
  readonly total?: number;
}

/** An operation on a type, `Observation/$lastn`, or on one resource: `Composition/<id>/$document`. */
export type FhirOperation = {
  readonly name: string;
  /** HL7's own definition of it. */
  readonly definition: string;
  readonly parameters: readonly SearchParameter[];
} & ({ run(query: Query, asking: Asking): Promise<Page> } | { ofOne(id: string, asking: Asking): Promise<Resource> });

/** One type of resource that the facade gives out: the file holds all of it. The CapabilityStatement is made of these. */
export interface FhirKind {
  readonly type: string;
  readonly documentation: string;
  readonly profiles?: readonly string[];
  /** Absent: there is no address of one alone. */
  read?(id: string, asking: Asking): Promise<Resource | undefined>;
  /** All versions of one, the newest first, those that the caller may see; undefined: there is none. Absent: earlier versions are not given out. */
  history?(id: string, asking: Asking): Promise<readonly Resource[] | undefined>;
  readonly search: readonly SearchParameter[];
  /** What `_include` may ask for beside what was found. */
  readonly includes?: readonly Include[];
  readonly sorts: readonly string[];
  /** Throws FhirError. */
  find(query: Query, asking: Asking): Promise<Page>;
  readonly operations?: readonly FhirOperation[];
}

export const token = (name: string, documentation: string): SearchParameter => ({ name, type: 'token', documentation });
export const date = (name: string, documentation: string): SearchParameter => ({ name, type: 'date', documentation });
export const reference = (name: string, documentation: string): SearchParameter => ({ name, type: 'reference', documentation });
export const ID = token('_id', 'The id of the resource.');
export const OF_PATIENT = [reference('patient', 'Of whom: `p1` or `Patient/p1`.'), reference('subject', 'The same as patient.')] as const;
