import { MEASURED } from '../../domain/fhir-names.ts';
import { Meal, Quality, TEMPERATURE_SITES } from '../../domain/reading.ts';
import { type Json, listOf, objectOf } from './fhir-json.ts';

/** Not for a sender to say: Hearth finds these itself (native-reading.ts). */
const OWN_FINDINGS: readonly string[] = ['disowned', 'implausible', 'reassigned', 'unstamped', 'withdrawn'];

/** What fits where; anything else in the extension is passed over, as FHIR asks of extensions that one does not know. */
const FIELDS: Readonly<Record<string, { readonly kinds: readonly string[]; read(value: Json): unknown }>> = {
  meal: { kinds: ['glucose'], read: ({ valueCode }) => Meal.safeParse(valueCode).data },
  specimen: { kinds: ['glucose'], read: ({ valueCode }) => (valueCode === 'arterial' ? valueCode : undefined) },
  fluid: { kinds: ['glucose'], read: ({ valueCode }) => (valueCode === 'plasma' || valueCode === 'whole-blood' ? valueCode : undefined) },
  site: { kinds: ['temperature'], read: ({ valueCode }) => TEMPERATURE_SITES.find((site) => site === valueCode) },
  continuous: { kinds: ['oxygen-saturation'], read: ({ valueBoolean }) => (typeof valueBoolean === 'boolean' ? valueBoolean : undefined) },
  user: {
    kinds: ['blood-pressure', 'weight', 'body-composition', 'temperature', 'oxygen-saturation', 'activity'],
    read: ({ valueUnsignedInt }) => (typeof valueUnsignedInt === 'number' ? valueUnsignedInt : undefined),
  },
};

/**
 * What another Hearth says of a measurement beside FHIR's own fields: the extension that reports/fhir/observation.ts writes. Where it is
 * not there, nothing.
 */
export function measuredBeside(resource: Json): { said(kind: string): Json; inKPa(): Json } {
  const parts = listOf(resource.extension)
    .map(objectOf)
    .filter(({ url }) => url === MEASURED)
    .flatMap(({ extension }) => listOf(extension).map(objectOf));
  const part = (name: string): Json => parts.find(({ url }) => url === name) ?? {};
  const kPa = (name: string): number | undefined => {
    const { value, code } = objectOf(part(name).valueQuantity);
    return typeof value === 'number' && code === 'kPa' ? value : undefined;
  };
  return {
    said(kind) {
      const fields = Object.entries(FIELDS).flatMap(([name, { kinds, read }]) => {
        const value = kinds.includes(kind) ? read(part(name)) : undefined;
        return value === undefined ? [] : [[name, value]];
      });
      const flags = parts.flatMap(({ url, valueCode }) => (url === 'quality' ? (Quality.safeParse(valueCode).data ?? []) : []));
      const quality = flags.filter((flag) => !OWN_FINDINGS.includes(flag));
      return { ...Object.fromEntries(fields), ...(quality.length === 0 ? {} : { quality }) };
    },
    /** A cuff that shows kPa, in its own numbers: FHIR's profile of blood pressure knows mmHg only. */
    inKPa() {
      const [systolic, diastolic, mean] = ['systolic', 'diastolic', 'mean'].map(kPa);
      if (systolic === undefined || diastolic === undefined) return {};
      return { systolic, diastolic, ...(mean === undefined ? {} : { mean }), unit: 'kPa' };
    },
  };
}
