import { DAY, type Instant } from '../../domain/clock.ts';
import { counts } from '../../domain/counts.ts';
import { ownerAt } from '../../domain/device.ts';
import { HearthError } from '../../domain/errors.ts';
import type { Patient } from '../../domain/patient.ts';
import type { DeviceId, PatientId } from '../../domain/reading.ts';
import { ARROW_WINDOW_MS } from '../../reports/nightscout/arrow.ts';
import { bgCheckOf, type Document, entryAt, entryOf, type GlucoseReading, isSensor } from '../../reports/nightscout/entry.ts';
import type { Sgv } from '../../reports/nightscout/properties.ts';
import type { ApiParts } from '../parts.ts';
import type { Search } from './search.ts';

type Parts = Pick<ApiParts, 'store' | 'clock'>;

/** Whose glucose a site shows: the patient who has the device now. Throws HearthError. */
export async function patientOfSite(device: DeviceId, { store, clock }: Parts): Promise<Patient> {
  const id = ownerAt(await store.owners.of(device), clock.now());
  const patient = id === undefined ? undefined : (await store.patients.get([id])).get(id);
  if (!patient) throw new HearthError('api.forbidden', `${device} is nobody’s at the moment, so there is nothing to show.`);
  return patient;
}

/**
 * The glucose of a patient, newest first, each with those before it that its arrow stands on. One that was taken back, or that no body has,
 * is passed over unless `all` are wanted.
 */
export async function* glucoseOf(
  patient: PatientId,
  { from, to }: Pick<Search, 'from' | 'to'>,
  { store }: Pick<Parts, 'store'>,
  all = false,
): AsyncGenerator<{ readonly reading: GlucoseReading; readonly earlier: readonly GlucoseReading[] }> {
  const waiting: GlucoseReading[] = [];
  const isWanted = (reading: GlucoseReading) => entryAt(reading) >= from && entryAt(reading) < to;
  // A clock that runs ahead dates a reading after its receipt: a day behind the end, as everywhere.
  for await (const reading of store.readings.backwards(patient, 'glucose', Math.max(0, from - ARROW_WINDOW_MS), to + DAY)) {
    if (reading.kind !== 'glucose' || (!all && !counts(reading)) || reading.quality.includes('control-solution')) continue;
    waiting.push(reading);
    while (waiting[0] && waiting[0].at - reading.at > ARROW_WINDOW_MS) {
      const first = waiting.shift()!;
      if (isWanted(first)) yield { reading: first, earlier: waiting };
    }
  }
  for (let first = waiting.shift(); first; first = waiting.shift()) if (isWanted(first)) yield { reading: first, earlier: waiting };
}

/** The same, oldest first. */
export async function* glucoseForwards(
  patient: PatientId,
  { from, to }: Pick<Search, 'from' | 'to'>,
  { store }: Pick<Parts, 'store'>,
): ReturnType<typeof glucoseOf> {
  const earlier: GlucoseReading[] = [];
  for await (const reading of store.readings.between(patient, 'glucose', Math.max(0, from - ARROW_WINDOW_MS), to + DAY)) {
    if (reading.kind !== 'glucose' || !counts(reading)) continue;
    while (earlier.length > 0 && reading.at - earlier.at(-1)!.at > ARROW_WINDOW_MS) earlier.pop();
    if (entryAt(reading) >= from && entryAt(reading) < to) yield { reading, earlier };
    earlier.unshift(reading);
  }
}

/** Entries of API v1, newest first. */
export const entries = (patient: PatientId, search: Search, parts: Parts): Promise<readonly Document[]> =>
  collected(patient, search, parts, ({ reading, earlier }) => entryOf(reading, earlier));

/** Finger sticks as treatments, newest first. */
export const treatments = (patient: PatientId, search: Search, parts: Parts): Promise<readonly Document[]> =>
  collected(patient, search, parts, ({ reading }) => (isSensor(reading) ? undefined : bgCheckOf(reading)));

export async function collected(
  patient: PatientId,
  search: Search,
  parts: Parts,
  make: (found: { readonly reading: GlucoseReading; readonly earlier: readonly GlucoseReading[] }) => Document | undefined,
  walk: typeof glucoseForwards = glucoseOf,
): Promise<readonly Document[]> {
  const documents: Document[] = [];
  let skipped = 0;
  if (search.most === 0) return documents;
  for await (const found of walk(patient, search, parts)) {
    const document = make(found);
    if (!document || !search.lets(document)) continue;
    if (skipped++ < search.skip) continue;
    documents.push(document);
    if (documents.length >= search.most) break;
  }
  return documents;
}

/** Sensor entries as API v2 shows them, newest first, so many at most. */
export async function sgvs(patient: PatientId, from: Instant, to: Instant, most: number, parts: Parts): Promise<readonly Sgv[]> {
  const search: Search = { from, to, most, skip: 0, lets: ({ type }) => type === 'sgv' };
  return (await entries(patient, search, parts)).map(
    ({ _id, sgv, date, device, direction }) => ({ _id, mgdl: sgv, mills: date, device, direction, type: 'sgv' }) as Sgv,
  );
}

/** What a device last said of its battery, as the status that uploaders send. */
export async function deviceStatus(device: DeviceId, { store }: Pick<Parts, 'store'>): Promise<readonly Document[]> {
  const found = await store.devices.get(device);
  if (found?.facts?.batteryPercent === undefined || found.factsAt === undefined) return [];
  const { batteryPercent } = found.facts;
  return [
    {
      device,
      created_at: new Date(found.factsAt).toISOString(),
      mills: found.factsAt,
      uploaderBattery: batteryPercent,
      uploader: { battery: batteryPercent },
    },
  ];
}
