import { BODY_POSITION, POSITION_CODES, SNOMED } from '../../domain/body-position.ts';
import { type Instant, MINUTE } from '../../domain/clock.ts';
import { counts } from '../../domain/counts.ts';
import { MEASURED, type MeasuredPart, observationFhirId, patientFhirId } from '../../domain/fhir-names.ts';
import type { Reading } from '../../domain/reading.ts';
import type { Language, Localized } from '../../domain/source.ts';
import { MMHG_IN_KPA } from '../../domain/units.ts';
import { deviceReference, type MeasuredValues, measuredValues } from './measured-values.ts';
import { AHEAD, CLOCK_WORDS, KIND_WORDS, MEAL_WORDS, QUALITY_WORDS, SENSOR_GLUCOSE, shownBut } from './reading-words.ts';
import { coding, concept, given, instant, type Json, loincConcept, quantity, type Resource } from './resource.ts';

/** What Hearth knows of a reading beside it. */
export interface AboutReading {
  /** What it said before, oldest first, and when that was replaced. */
  readonly history: readonly { readonly reading: Reading; readonly replaced: Instant }[];
  /** What the judge made of it: only of a reading that opened an alert by itself. */
  readonly found?: Interpretation;
  readonly language: Language;
}

/** http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation: high and low; doubled, where an alert was urgent. */
export type Interpretation = 'H' | 'HH' | 'L' | 'LL';
const INTERPRETATIONS: Readonly<Record<Interpretation | '<' | '>', string>> = {
  H: 'High',
  HH: 'Critical high',
  L: 'Low',
  LL: 'Critical low',
  '<': 'Off scale low',
  '>': 'Off scale high',
};

/** Of a control solution or a demonstration nobody was measured: it is no Observation of a patient. */
export const isObservation = ({ kind, quality }: Reading): boolean =>
  kind !== 'glucose-context' && !quality.includes('control-solution') && !quality.includes('demonstration');

/** Nothing was measured after it was heard, as everywhere in Hearth. */
export const effectiveAt = ({ at, received }: Pick<Reading, 'at' | 'received'>): Instant => Math.min(at, received);

export const lastUpdated = ({ received }: Reading, history: AboutReading['history']): Instant => history.at(-1)?.replaced ?? received;

/** A reading as a FHIR R4 Observation. The reading is one for which `isObservation` holds. */
export function fhirObservation(reading: Reading, { history, found, language }: AboutReading): Resource {
  const values = measuredValues(reading)!;
  const [absent, wrong] = [!counts(reading) && !reading.quality.includes('withdrawn'), reading.quality.includes('withdrawn')];
  const name = reading.kind === 'glucose' && reading.specimen === 'interstitial' ? SENSOR_GLUCOSE : KIND_WORDS[reading.kind];
  return {
    resourceType: 'Observation',
    id: observationFhirId(reading),
    meta: {
      versionId: String(history.length + 1),
      lastUpdated: instant(lastUpdated(reading, history)),
      ...(values.profile === undefined ? {} : { profile: [values.profile] }),
    },
    ...given('extension', [...bodyPosition(reading), ...measuredExtension(reading)]),
    status: wrong ? 'entered-in-error' : statusOf(reading, history),
    category: [concept([coding('http://terminology.hl7.org/CodeSystem/observation-category', values.category)])],
    code: loincConcept(values.codes, name[language]),
    subject: { reference: `Patient/${patientFhirId(reading.patient)}` },
    ...effectiveOf(reading),
    issued: instant(reading.received),
    ...(absent ? withoutValue(values) : withValue(values)),
    ...given('interpretation', interpretationOf(absent || wrong ? undefined : found, absent ? undefined : values.value?.comparator)),
    ...given(
      'note',
      notesOf(reading, absent ? values : undefined).map((note) => ({ text: note[language] })),
    ),
    device: deviceReference(reading.device),
  };
}

/** Steps are of a stretch; everything else is of a moment. */
function effectiveOf(reading: Reading): Json {
  const start = effectiveAt(reading);
  if (reading.kind !== 'activity') return { effectiveDateTime: instant(start) };
  return { effectivePeriod: { start: instant(start), end: instant(start + reading.minutes * MINUTE) } };
}

/** `corrected`: the device said another value before; `amended`: something beside the value changed, such as its meal or its owner. */
function statusOf(reading: Reading, history: AboutReading['history']): 'final' | 'corrected' | 'amended' {
  if (history.length === 0) return 'final';
  const numbers = (one: Reading) => JSON.stringify([effectiveAt(one), measuredValues(one)]);
  // A total that grew was not wrong before.
  if (reading.kind === 'activity') return 'amended';
  return history.some((earlier) => numbers(earlier.reading) !== numbers(reading)) ? 'corrected' : 'amended';
}

const withValue = ({ value, component }: MeasuredValues): Json => ({
  ...(value === undefined
    ? {}
    : {
        valueQuantity: {
          ...quantity(value.number, value.unit),
          ...(value.comparator === undefined ? {} : { comparator: value.comparator }),
        },
      }),
  ...given('component', component),
});

/** A number that nobody has must not be taken for one: it stands in the note. */
const withoutValue = ({ value, component = [] }: MeasuredValues): Json => {
  const dataAbsentReason = concept([coding('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'error', 'Error')]);
  return value === undefined ? { component: component.map(({ code }) => ({ code, dataAbsentReason })) } : { dataAbsentReason };
};

function interpretationOf(found: Interpretation | undefined, comparator: '<' | '>' | undefined): readonly Json[] {
  const codes = [...(found === undefined ? [] : [found]), ...(comparator === undefined ? [] : [comparator])];
  const system = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
  return codes.map((code) => concept([coding(system, code, INTERPRETATIONS[code])]));
}

function notesOf(reading: Reading, notCounted: MeasuredValues | undefined): readonly Localized[] {
  return [
    ...(reading.kind === 'glucose' && reading.meal !== undefined ? [MEAL_WORDS[reading.meal]] : []),
    ...reading.quality.map((flag) => QUALITY_WORDS[flag]),
    ...(notCounted === undefined ? [] : [shownBut(shown(notCounted))]),
    ...(reading.clock === 'device' ? [] : [CLOCK_WORDS[reading.clock]]),
    ...(reading.at > reading.received ? [AHEAD] : []),
  ];
}

const shown = ({ value, component = [] }: MeasuredValues): string =>
  value === undefined
    ? component.map(({ valueQuantity }) => text(valueQuantity as { value: number; unit: string })).join(', ')
    : text({ value: value.number, unit: value.unit });
const text = ({ value, unit }: { readonly value: number; readonly unit: string }): string => `${value} ${unit}`;

function bodyPosition(reading: Reading): readonly Json[] {
  const posture = reading.kind === 'blood-pressure' ? reading.posture : undefined;
  const found = POSITION_CODES.find((one) => one.posture === posture);
  return found ? [{ url: BODY_POSITION, valueCodeableConcept: concept([coding(SNOMED, found.code, found.display)]) }] : [];
}

function measuredExtension(reading: Reading): readonly Json[] {
  const part = (url: MeasuredPart, value: Json): Json => ({ url, ...value });
  const parts: Json[] = [part('clock', { valueCode: reading.clock })];
  const stated = reading.statedAt ?? (reading.at > reading.received ? reading.at : undefined);
  if (stated !== undefined) parts.push(part('stated', { valueDateTime: instant(stated) }));
  if (reading.kind === 'glucose') {
    if (reading.meal !== undefined) parts.push(part('meal', { valueCode: reading.meal }));
    if (reading.specimen === 'arterial') parts.push(part('specimen', { valueCode: reading.specimen }));
    if (reading.fluid !== undefined) parts.push(part('fluid', { valueCode: reading.fluid }));
  }
  if ('user' in reading && reading.user !== undefined) parts.push(part('user', { valueUnsignedInt: reading.user }));
  if (reading.kind === 'temperature' && reading.site !== undefined) parts.push(part('site', { valueCode: reading.site }));
  if (reading.kind === 'oxygen-saturation' && reading.continuous !== undefined)
    parts.push(part('continuous', { valueBoolean: reading.continuous }));
  if (reading.kind === 'blood-pressure' && reading.reported !== undefined) {
    const { systolic, diastolic } = reading.reported;
    parts.push(
      part('systolic', { valueQuantity: quantity(systolic, 'kPa') }),
      part('diastolic', { valueQuantity: quantity(diastolic, 'kPa') }),
    );
    if (reading.meanMmHg !== undefined) parts.push(part('mean', { valueQuantity: quantity(reading.meanMmHg / MMHG_IN_KPA, 'kPa') }));
  }
  parts.push(...reading.quality.map((flag) => part('quality', { valueCode: flag })));
  return [{ url: MEASURED, extension: parts }];
}
