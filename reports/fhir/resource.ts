import type { Instant } from '../../domain/clock.ts';
import { type FhirUnit, LOINC, type LoincCode, OWN_CODES, type OwnCode, UCUM, UCUM_UNITS } from '../../domain/loinc.ts';

/* The small parts that FHIR R4 resources are made of. That they are right is seen by HL7's own definitions: tests/fhir-valid.test.ts. */

export type Json = Readonly<Record<string, unknown>>;
export type Resource = Json & { readonly resourceType: string; readonly id?: string };

/** With milliseconds where there are any: FHIR's instant and dateTime, in UTC. */
export const instant = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');

export const quantity = (value: number, unit: FhirUnit): Json => ({ value, unit, system: UCUM, code: UCUM_UNITS[unit][0] });

export const coding = (system: string, code: string, display?: string): Json => ({
  system,
  code,
  ...(display === undefined ? {} : { display }),
});

export const concept = (codings: readonly Json[], text?: string): Json => ({ coding: codings, ...(text === undefined ? {} : { text }) });

export const loincConcept = (codes: readonly Pick<LoincCode, 'code' | 'display'>[], text?: string): Json =>
  concept(
    codes.map(({ code, display }) => coding(LOINC, code, display)),
    text,
  );

export const ownConcept = (code: OwnCode, text: string): Json => concept([coding(OWN_CODES, code)], text);

/** The field under its name, or nothing where there is no value: FHIR knows no null and no empty list. */
export const given = <Name extends string>(name: Name, value: unknown): { readonly [name in Name]?: unknown } =>
  value === undefined || (Array.isArray(value) && value.length === 0) ? {} : ({ [name]: value } as { readonly [name in Name]: unknown });
