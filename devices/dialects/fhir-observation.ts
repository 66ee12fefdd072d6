import { BODY_POSITION, BODY_POSITION_COMPONENT, POSITION_CODES, SNOMED } from '../../domain/body-position.ts';
import {
  BODY_FAT,
  DIASTOLIC,
  type FhirUnit,
  GLUCOSE_CODES,
  type LoincCode,
  MEAN_PRESSURE,
  MUSCLE_MASS,
  MUSCLE_SHARE,
  PRESSURE_PANEL,
  PULSE,
  SYSTOLIC,
  UCUM_UNITS,
  VITAL_SIGN_CODES,
  type VitalSignCode,
} from '../../domain/loinc.ts';
import type { Posture } from '../../domain/reading.ts';
import type { Decoder } from '../decoder.ts';
import { DecodeError } from '../decoder.ts';
import { activityOf, isActivity } from './fhir-activity.ts';
import { type Code, codesOf, componentsOf, effectiveOf, entriesOf, type Json, listOf, objectOf, quantityOf } from './fhir-json.ts';
import { measuredBeside } from './fhir-measured.ts';
import { parseJson, readingsOf, type Translated } from './native.ts';

const GLUCOSE = byCode(GLUCOSE_CODES);
const VITAL_SIGNS = byCode(VITAL_SIGN_CODES);
const PANEL = byCode(PRESSURE_PANEL);
/** The units that are read of each kind, as FHIR writes them, and as Hearth does. */
const UNITS: Readonly<Record<VitalSignCode['kind'], readonly FhirUnit[]>> = {
  weight: ['kg', 'lb'],
  temperature: ['°C', '°F'],
  'oxygen-saturation': ['%'],
  'heart-rate': ['1/min'],
};

const SAID = new Set(['final', 'amended', 'corrected']);

/**
 * One Observation, or a Bundle of them (collection, batch, transaction, searchset): glucose by LOINC code and UCUM unit, blood pressure as
 * the panel with its components, weight, body fat, temperature, oxygen saturation, heart rate and steps. Observations of other things in a Bundle are
 * passed over; a delivery that holds nothing Hearth reads, or one that takes a value back (entered-in-error), waits for a person.
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

function byCode<C extends LoincCode>(codes: readonly C[]): ReadonlyMap<Code, C> {
  return new Map(codes.map((code) => [code.code, code]));
}

function translate(resource: Json, pointer: string): readonly Translated[] {
  const codes = codesOf(resource.code);
  const first = <V>(known: ReadonlyMap<Code, V>): V | undefined => codes.flatMap((code) => known.get(code) ?? [])[0];
  const [glucose, panel, vital, fat] = [first(GLUCOSE), first(PANEL), first(VITAL_SIGNS), codes.includes(BODY_FAT.code)];
  const steps = codes.some(isActivity);
  if (!glucose && !panel && !vital && !fat && !steps) return [];
  const { status } = resource;
  if (typeof status !== 'string' || !SAID.has(status))
    throw new DecodeError(
      `${pointer}/status`,
      status === 'entered-in-error' ? 'a value is taken back: a person must look' : (JSON.stringify(status)?.slice(0, 40) ?? 'absent'),
    );
  if (steps) return [{ said: { ...activityOf(resource, pointer), ...measuredBeside(resource).said('activity') }, pointer }];
  const at = effectiveOf(resource, pointer);
  const beside = measuredBeside(resource);
  if (glucose) {
    const { specimen, meal } = glucose;
    const said = { kind: 'glucose', at, ...(specimen === 'unknown' ? {} : { specimen }), ...(meal ? { meal } : {}) };
    return [{ said: { ...said, ...beside.said('glucose'), ...glucoseOf(resource, pointer) }, pointer }];
  }
  if (panel) {
    const said = {
      kind: 'blood-pressure',
      at,
      ...pressureOf(resource, pointer),
      posture: postureOf(resource),
      ...beside.said('blood-pressure'),
    };
    return [{ said: { ...said, ...beside.inKPa() }, pointer }];
  }
  if (vital) return [{ said: { at, ...vitalSignOf(resource, vital, pointer), ...beside.said(vital.kind) }, pointer }];
  return [{ said: { kind: 'body-composition', at, ...bodyOf(resource, pointer), ...beside.said('body-composition') }, pointer }];
}

/** `<` and `>` before a number are a meter's LO and HI. */
function glucoseOf(resource: Json, pointer: string) {
  const { value, unit, comparator } = quantityOf(resource, pointer);
  const beyond = comparator?.startsWith('<') ? 'low' : comparator?.startsWith('>') ? 'high' : undefined;
  return { value, unit: unit.toLowerCase() === 'mg/dl' ? 'mg/dL' : unit.toLowerCase() === 'mmol/l' ? 'mmol/L' : unit, beyond };
}

function vitalSignOf(resource: Json, { kind, site }: VitalSignCode, pointer: string) {
  const { value, unit, comparator } = quantityOf(resource, pointer);
  if (comparator !== undefined) throw new DecodeError(`${pointer}/valueQuantity/comparator`, `"${comparator} ${value}" is no value`);
  const known = UNITS[kind].find((one) => (UCUM_UNITS[one] as readonly string[]).includes(unit));
  if (known === undefined) {
    const read = UNITS[kind].flatMap((one) => UCUM_UNITS[one]).join(', ');
    throw new DecodeError(`${pointer}/valueQuantity/code`, `${kind} in "${unit}"; ${read} are read`);
  }
  const parts = kind === 'oxygen-saturation' ? componentsOf(resource, pointer) : undefined;
  return {
    kind,
    value,
    unit: known,
    ...(site ? { site } : {}),
    ...(parts ? { pulse: parts(PULSE.code)?.value, perfusion: parts('perfusion')?.value } : {}),
  };
}

function pressureOf(resource: Json, pointer: string) {
  const read = componentsOf(resource, pointer);
  const [systolic, diastolic, mean, pulse] = [SYSTOLIC, DIASTOLIC, MEAN_PRESSURE, PULSE].map(({ code }) => read(code));
  if (!systolic || !diastolic)
    throw new DecodeError(`${pointer}/component`, 'a pressure has a systolic (8480-6) and a diastolic (8462-4) component');
  const unit = systolic.unit === 'mm[Hg]' ? 'mmHg' : systolic.unit;
  if (diastolic.unit !== systolic.unit)
    throw new DecodeError(`${pointer}/component`, `systolic in ${systolic.unit}, diastolic in ${diastolic.unit}`);
  return { systolic: systolic.value, diastolic: diastolic.value, mean: mean?.value, pulse: pulse?.value, unit };
}

/** By FHIR's extension, or by a component; a position that is none of the three says nothing. */
function postureOf(resource: Json): Posture | undefined {
  const concepts = [
    ...listOf(resource.extension)
      .map(objectOf)
      .filter(({ url }) => url === BODY_POSITION),
    ...listOf(resource.component)
      .map(objectOf)
      .filter(({ code }) => codesOf(code).includes(BODY_POSITION_COMPONENT)),
  ].map(({ valueCodeableConcept }) => objectOf(valueCodeableConcept));
  const codings = concepts.flatMap(({ coding }) => listOf(coding).map(objectOf));
  return codings.flatMap(({ system, code }) => POSITION_CODES.find((one) => system === SNOMED && one.code === code) ?? [])[0]?.posture;
}

function bodyOf(resource: Json, pointer: string) {
  const { value, unit } = quantityOf(resource, pointer);
  if (unit !== '%') throw new DecodeError(`${pointer}/valueQuantity/code`, `body fat in "${unit}"; % is read`);
  const read = componentsOf(resource, pointer);
  const mass = (code: Code) => {
    const found = read(code);
    if (found && found.unit !== 'kg') throw new DecodeError(`${pointer}/component`, `${code} in "${found.unit}"; kg is read`);
    return found?.value;
  };
  return {
    fatPercent: value,
    musclePercent: read(MUSCLE_SHARE.code)?.value,
    muscleKg: mass(MUSCLE_MASS.code),
    fatFreeKg: mass('fat-free-mass'),
    waterKg: mass('body-water-mass'),
    weightKg: mass('29463-7'),
  };
}
