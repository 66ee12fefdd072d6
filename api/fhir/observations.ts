import { DAY, type Instant } from '../../domain/clock.ts';
import { deviceFhirId } from '../../domain/fhir-names.ts';
import {
  BODY_FAT,
  GLUCOSE_CODES,
  LOINC,
  type LoincCode,
  PRESSURE_PANEL,
  STEPS,
  STEPS_A_DAY,
  VITAL_SIGN_CODES,
} from '../../domain/loinc.ts';
import { KINDS, type Kind, type PatientId, type Reading } from '../../domain/reading.ts';
import type { ReadingPlace } from '../../domain/store.ts';
import { measuredValues } from '../../reports/fhir/measured-values.ts';
import { effectiveAt, fhirObservation, isObservation, lastUpdated } from '../../reports/fhir/observation.ts';
import type { Resource } from '../../reports/fhir/resource.ts';
import type { ApiParts } from '../parts.ts';
import { findReading } from './find-reading.ts';
import { findingsAmong } from './interpretations.ts';
import { type Asking, behind, date, type FhirKind, ID, OF_PATIENT, onlySeen, type Page, reference, token } from './kind.ts';
import { inOrder } from './merged.ts';
import { EVER, type Moments, momentsOf } from './moments.ts';
import { FhirError } from './outcome.ts';
import { fitsToken, patientsOf, type Query } from './query.ts';

type Parts = Pick<ApiParts, 'store' | 'rules' | 'zone'>;
/** What is measured of a patient; a glucose context has gone into the reading that it is about. */
const MEASURED_KINDS = KINDS.filter((kind) => kind !== 'glucose-context');
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
const SEARCH = [
  ID,
  ...OF_PATIENT,
  token('code', 'LOINC: http://loinc.org|85354-9.'),
  token('category', 'vital-signs, laboratory (glucose) or activity (steps).'),
  date('date', 'When the body was measured, with any prefix. A date without a zone is one of the clinic.'),
  reference('device', 'By what.'),
  token('status', 'final, corrected, amended, entered-in-error.'),
  date('_lastUpdated', 'When it came in, or was last corrected.'),
];
/** `$lastn` looks at so many readings of one kind at most, from the newest on. */
const LAST_OF_MOST = 20_000;

/** Readings. A page is read from the store as it is asked for, so that years of a sensor take no more memory than a page. */
export const observationKind = (parts: Parts): FhirKind => {
  const { store } = parts;

  async function resourcesOf(readings: readonly Reading[], { language }: Asking): Promise<readonly Resource[]> {
    const found = await findingsAmong(readings, parts);
    return Promise.all(
      readings.map(async (reading) => {
        const finding = found.get(reading.id);
        return fhirObservation(reading, {
          history: await store.readings.corrections(reading.id),
          language,
          ...(finding === undefined ? {} : { found: finding }),
        });
      }),
    );
  }

  async function readingOf(id: string): Promise<Reading | undefined> {
    const found = await findReading(id, parts);
    return found && isObservation(found) ? found : undefined;
  }

  /** What a search lets through, the newest first or the oldest, from behind `after` on. */
  async function* fitting(
    query: Query,
    asking: Asking,
    after: ReadingPlace | undefined,
    kinds: readonly Kind[] = kindsIn(query),
  ): AsyncGenerator<Reading> {
    const { now } = asking;
    const ids = query.values.get('_id');
    const named = patientsOf(query, 'patient', 'subject');
    const patients = named && (await onlySeen(named, (patient) => patient, asking));
    const dates = momentsIn(query, 'date', parts.zone, now);
    const updates = momentsIn(query, '_lastUpdated', parts.zone, now);
    const lets = async (reading: Reading): Promise<boolean> => {
      const { device } = reading;
      if (!isObservation(reading) || !fitsCode(reading, query)) return false;
      if (!dates.every((list) => list.some((one) => one.lets(effectiveAt(reading))))) return false;
      if (!fitsToken(query.values.get('device'), [{ code: deviceFhirId(device) }, { code: `Device/${deviceFhirId(device)}` }]))
        return false;
      if (!query.values.has('status') && updates.length === 0) return true;
      const history = await store.readings.corrections(reading.id);
      if (!updates.every((list) => list.some((one) => one.lets(lastUpdated(reading, history))))) return false;
      const { status } = fhirObservation(reading, { history, language: 'en' });
      return fitsToken(query.values.get('status'), [{ system: 'http://hl7.org/fhir/observation-status', code: String(status) }]);
    };
    if (ids) {
      const [first = [], ...others] = ids;
      const wanted = [...new Set(first)].filter((id) => others.every((list) => list.includes(id)));
      const found = (await Promise.all(wanted.map(readingOf))).filter((one) => one !== undefined);
      const readings = await onlySeen(found, ({ patient }) => patient, asking);
      for (const reading of readings)
        if ((!patients || patients.includes(reading.patient)) && !after && (await lets(reading))) yield reading;
      return;
    }
    if (!patients)
      throw new FhirError(400, 'too-costly', 'Of whom? A search for Observations names a patient (patient=p1) or an id (_id).');
    const down = query.sort[0]?.down ?? true;
    // A clock that runs ahead dates a reading after its receipt; it is found by when it was received. A day behind the end, as everywhere.
    const [from, to] = [Math.max(0, ...dates.map(earliest)), Math.min(EVER, ...dates.map(latest)) + DAY];
    for await (const reading of inOrder(streams(patients, kinds, { from, to, down, after }), down)) if (await lets(reading)) yield reading;
  }

  function streams(
    patients: readonly PatientId[],
    kinds: readonly Kind[],
    { from, to, down, after }: { from: Instant; to: Instant; down: boolean; after: ReadingPlace | undefined },
  ): readonly AsyncIterable<Reading>[] {
    return patients.flatMap((patient) =>
      kinds.map((kind) => (down ? store.readings.backwards(patient, kind, from, to, after) : forwards(patient, kind, from, to, after))),
    );
  }

  async function* forwards(patient: PatientId, kind: Kind, from: Instant, to: Instant, after: ReadingPlace | undefined) {
    for await (const reading of store.readings.between(patient, kind, Math.max(from, after?.at ?? 0), to)) {
      if (after && reading.at === after.at && reading.id <= after.id) continue;
      yield reading;
    }
  }

  async function find(query: Query, asking: Asking): Promise<Page> {
    const after = query.cursor === undefined ? undefined : placeOf(query.cursor);
    if (query.count === 0) {
      let total = 0;
      for await (const _ of fitting(query, asking, undefined)) total++;
      return { resources: [], total };
    }
    const readings: Reading[] = [];
    for await (const reading of fitting(query, asking, after)) {
      if (readings.length === query.count) return { resources: await resourcesOf(readings, asking), next: cursorOf(readings.at(-1)!) };
      readings.push(reading);
    }
    return { resources: await resourcesOf(readings, asking) };
  }

  /** The newest of each code: http://hl7.org/fhir/R4/observation-operation-lastn.html. */
  async function lastn(query: Query, asking: Asking): Promise<Page> {
    if (!patientsOf(query, 'patient', 'subject')) throw new FhirError(400, 'invalid', 'Of whom? $lastn needs patient=p1.');
    const max = query.values.get('max')?.[0]?.[0] ?? '1';
    if (!/^\d{1,3}$/.test(max) || Number(max) < 1) throw new FhirError(400, 'value', `max: "${max}" is no number from 1 to 999.`);
    const kept: Reading[] = [];
    for (const kind of kindsIn(query)) {
      const groups = new Map<string, number>();
      let seen = 0;
      for await (const reading of fitting({ ...query, sort: [] }, asking, undefined, [kind])) {
        if (++seen > LAST_OF_MOST) break;
        const group = `${reading.patient} ${measuredValues(reading)!.codes[0]!.code}`;
        const before = groups.get(group) ?? 0;
        groups.set(group, before + 1);
        if (before < Number(max)) kept.push(reading);
      }
    }
    return { resources: await resourcesOf(kept, asking), total: kept.length };
  }

  return {
    type: 'Observation',
    documentation:
      'What was measured: glucose (meters and sensors), blood pressure, weight, body composition, temperature, oxygen saturation, heart rate, steps. ' +
      'A search names a patient or an id.',
    profiles: ['bp', 'bodyweight', 'bodytemp', 'oxygensat', 'heartrate'].map((name) => `http://hl7.org/fhir/StructureDefinition/${name}`),
    search: SEARCH,
    sorts: ['date'],
    async read(id, asking) {
      const reading = await readingOf(id);
      return reading && (await asking.sees(reading.patient)) ? (await resourcesOf([reading], asking))[0] : undefined;
    },
    async history(id, asking) {
      const reading = await readingOf(id);
      if (!reading) return undefined;
      const earlier = await store.readings.corrections(reading.id);
      // Its number among all versions is that of a version, also where an earlier one was nobody's, or somebody's whom the caller does not see.
      const versions = [...earlier.map((one) => one.reading), reading].map((one, i) => ({ one, history: earlier.slice(0, i) }));
      const theirs = await onlySeen(
        versions.filter(({ one }) => isObservation(one)),
        ({ one }) => one.patient,
        asking,
      );
      if (theirs.length === 0) return undefined;
      const found = (await findingsAmong([reading], parts)).get(reading.id);
      return theirs
        .map(({ one, history }) => {
          const finding = one === reading && found !== undefined ? { found } : {};
          return fhirObservation(one, { history, language: asking.language, ...finding });
        })
        .toReversed();
    },
    find,
    includes: [
      { name: 'Observation:patient', type: 'Patient', idOf: behind('subject') },
      { name: 'Observation:subject', type: 'Patient', idOf: behind('subject') },
      { name: 'Observation:device', type: 'Device', idOf: behind('device') },
    ],
    operations: [
      {
        name: 'lastn',
        definition: 'http://hl7.org/fhir/OperationDefinition/Observation-lastn',
        parameters: [...SEARCH.filter(({ name }) => !name.startsWith('_')), token('max', 'How many of each code; 1 is the default.')],
        run: lastn,
      },
    ],
  };
};

const cursorOf = ({ at, id }: Reading): string => Buffer.from(`${at} ${id}`).toString('base64url');
function placeOf(cursor: string): ReadingPlace {
  const [, at, id] = /^(\d{1,15}) (.+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || id === undefined) throw new FhirError(400, 'value', '_cursor: take the link `next` as it stands.');
  return { at: Number(at), id };
}

const momentsIn = (query: Query, name: string, zone: string, now: Instant): readonly (readonly Moments[])[] =>
  (query.values.get(name) ?? []).map((list) => list.map((text) => momentsOf(name, text, zone, now)));
const earliest = (list: readonly Moments[]): Instant => Math.min(...list.map(({ from }) => from));
const latest = (list: readonly Moments[]): Instant => Math.max(...list.map(({ to }) => to));

const categoryOf = (kind: Kind): string => (kind === 'glucose' ? 'laboratory' : kind === 'activity' ? 'activity' : 'vital-signs');
/** The kinds that a search can be about: others need not be read. */
const kindsIn = (query: Query): readonly Kind[] => MEASURED_KINDS.filter((kind) => fits(query, kind, CODES[kind]));
const fitsCode = (reading: Reading, query: Query): boolean => fits(query, reading.kind, measuredValues(reading)!.codes);
const fits = (query: Query, kind: Kind, codes: readonly LoincCode[]): boolean =>
  fitsToken(query.values.get('category'), [{ system: CATEGORY, code: categoryOf(kind) }]) &&
  fitsToken(
    query.values.get('code'),
    codes.map(({ code }) => ({ system: LOINC, code })),
  );

const ofKind = (kind: Kind): readonly LoincCode[] => VITAL_SIGN_CODES.filter((code) => code.kind === kind);
const CODES: Readonly<Record<Kind, readonly LoincCode[]>> = {
  glucose: GLUCOSE_CODES,
  'glucose-context': [],
  'blood-pressure': PRESSURE_PANEL,
  weight: ofKind('weight'),
  'body-composition': [BODY_FAT],
  temperature: ofKind('temperature'),
  'oxygen-saturation': ofKind('oxygen-saturation'),
  'heart-rate': ofKind('heart-rate'),
  activity: [STEPS_A_DAY, STEPS],
};
