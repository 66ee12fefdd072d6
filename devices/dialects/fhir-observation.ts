import type { Decoder } from '../decoder.ts';
import { DecodeError } from '../decoder.ts';
import { type Code, codesOf, effectiveOf, entriesOf, type Json, listOf, objectOf, quantityOf } from './fhir-json.ts';
import { parseJson, readingsOf, type Translated } from './native.ts';

/** What a glucose code says beside the number. LOINC; those of sensors by HL7 CGM IG 1.0.0 (read), the others seen in use. */
const GLUCOSE: Readonly<Record<string, { readonly specimen?: string; readonly meal?: string }>> = {
  '99504-3': { specimen: 'interstitial' },
  '105272-9': { specimen: 'interstitial' },
  '41653-7': { specimen: 'capillary' },
  '14743-9': { specimen: 'capillary' },
  '2339-0': {},
  '15074-8': {},
  '2345-7': { specimen: 'venous' },
  '14749-6': { specimen: 'venous' },
  '1558-6': { specimen: 'venous', meal: 'fasting' },
  '1521-4': { specimen: 'venous', meal: 'after' },
};
/** One number and its unit, by LOINC code (HL7 FHIR R4, vital signs profiles; 59408-5: by pulse oximetry). */
const VITAL_SIGNS: Readonly<
  Record<string, { readonly kind: string; readonly units: Readonly<Record<string, string>>; readonly site?: string }>
> = {
  '29463-7': { kind: 'weight', units: { kg: 'kg', '[lb_av]': 'lb', lb: 'lb' } },
  '3141-9': { kind: 'weight', units: { kg: 'kg', '[lb_av]': 'lb', lb: 'lb' } },
  '8310-5': { kind: 'temperature', units: { Cel: '°C', '°C': '°C', '[degF]': '°F', '°F': '°F' } },
  '8331-1': { kind: 'temperature', site: 'mouth', units: { Cel: '°C', '[degF]': '°F' } },
  '59408-5': { kind: 'oxygen-saturation', units: { '%': '%' } },
  '2708-6': { kind: 'oxygen-saturation', units: { '%': '%' } },
  '8867-4': { kind: 'heart-rate', units: { '/min': '1/min', '{beats}/min': '1/min', '1/min': '1/min' } },
};
const PANEL = new Set(['85354-9', '55284-4']);
const SYSTOLIC = '8480-6';
const DIASTOLIC = '8462-4';
const MEAN = '8478-0';
const PULSE = '8867-4';

const SAID = new Set(['final', 'amended', 'corrected']);

/**
 * One Observation, or a Bundle of them (collection, batch, transaction, searchset): glucose by LOINC code and UCUM unit, blood pressure as
 * the panel with its components, weight, temperature, oxygen saturation and heart rate. Observations of other things in a Bundle are passed over; a delivery that holds nothing Hearth reads, or
 * one that takes a value back (entered-in-error), waits for a person.
 */
export const fhirObservation: Decoder = {
  id: 'dialect/fhir-observation',
  title: 'FHIR R4 Observation and Bundle',
  source: {
    organisation: 'HL7',
    title: 'FHIR R4 Observation',
    year: 2019,
    section: 'Observation, Bundle; vital signs',
    url: 'https://hl7.org/fhir/R4/observation.html',
    evidence: 'secondary',
  },
  hears: { topic: 'hearth/v1/+/fhir' },

  decode(payload, context) {
    const observations = entriesOf(parseJson(payload));
    const translated = observations.flatMap(({ resource, pointer }) => translate(resource, pointer));
    if (translated.length === 0)
      throw new DecodeError('payload', 'no Observation of glucose, of a blood pressure panel or of a vital sign that Hearth reads');
    return readingsOf(translated, context);
  },
};

function translate(resource: Json, pointer: string): readonly Translated[] {
  const codes = codesOf(resource.code);
  const glucose = codes.find((code) => Object.hasOwn(GLUCOSE, code));
  const panel = codes.some((code) => PANEL.has(code));
  const vital = codes.find((code) => Object.hasOwn(VITAL_SIGNS, code));
  if (glucose === undefined && !panel && vital === undefined) return [];
  const { status } = resource;
  if (typeof status !== 'string' || !SAID.has(status))
    throw new DecodeError(
      `${pointer}/status`,
      status === 'entered-in-error' ? 'a value is taken back: a person must look' : (JSON.stringify(status)?.slice(0, 40) ?? 'absent'),
    );
  const at = effectiveOf(resource, pointer);
  if (glucose !== undefined) return [{ said: { kind: 'glucose', at, ...GLUCOSE[glucose], ...glucoseOf(resource, pointer) }, pointer }];
  if (panel) return [{ said: { kind: 'blood-pressure', at, ...pressureOf(resource, pointer) }, pointer }];
  return [{ said: { at, ...vitalSignOf(resource, vital!, pointer) }, pointer }];
}

/** `<` and `>` before a number are a meter's LO and HI. */
function glucoseOf(resource: Json, pointer: string) {
  const { value, unit, comparator } = quantityOf(resource, pointer);
  const beyond = comparator?.startsWith('<') ? 'low' : comparator?.startsWith('>') ? 'high' : undefined;
  return { value, unit: unit.toLowerCase() === 'mg/dl' ? 'mg/dL' : unit.toLowerCase() === 'mmol/l' ? 'mmol/L' : unit, beyond };
}

function vitalSignOf(resource: Json, code: Code, pointer: string) {
  const { kind, units, site } = VITAL_SIGNS[code]!;
  const { value, unit, comparator } = quantityOf(resource, pointer);
  if (comparator !== undefined) throw new DecodeError(`${pointer}/valueQuantity/comparator`, `"${comparator} ${value}" is no value`);
  const known = units[unit];
  if (known === undefined)
    throw new DecodeError(`${pointer}/valueQuantity/code`, `${kind} in "${unit}"; ${Object.keys(units).join(', ')} are read`);
  return { kind, value, unit: known, ...(site ? { site } : {}) };
}

/** Of several components with one code the first counts: some record the average before the single values. */
function pressureOf(resource: Json, pointer: string) {
  const components = listOf(resource.component).map((one, i) => ({ one: objectOf(one), at: `${pointer}/component/${i}` }));
  const part = (code: Code) => components.find(({ one }) => codesOf(one.code).includes(code));
  const read = (code: Code) => {
    const found = part(code);
    return found && quantityOf(found.one, found.at);
  };
  const [systolic, diastolic, mean, pulse] = [SYSTOLIC, DIASTOLIC, MEAN, PULSE].map(read);
  if (!systolic || !diastolic)
    throw new DecodeError(`${pointer}/component`, 'a pressure has a systolic (8480-6) and a diastolic (8462-4) component');
  const unit = systolic.unit === 'mm[Hg]' ? 'mmHg' : systolic.unit;
  if (diastolic.unit !== systolic.unit)
    throw new DecodeError(`${pointer}/component`, `systolic in ${systolic.unit}, diastolic in ${diastolic.unit}`);
  return { systolic: systolic.value, diastolic: diastolic.value, mean: mean?.value, pulse: pulse?.value, unit };
}
