import { DAY, type Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import { HearthError } from '../domain/errors.ts';
import type { Patient } from '../domain/patient.ts';
import { type PatientId, type Reading, SHOWN_KINDS } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import { activityDays, FEW_DAYS } from '../reports/metrics/activity-days.ts';
import { periodFigures, sureBands, WHOLE } from '../reports/metrics/period-figures.ts';
import { bandsOf } from '../reports/metrics/time-in-range.ts';
import { rhythmOf, wearBetween } from '../reports/metrics/wear.ts';
import { wallTimeIn } from '../reports/wall-time.ts';
import { judgedAt } from '../rules/point.ts';
import type { FiguresView } from './figures-contract.ts';

/** A pressure is two numbers and a posture: the report adds it up. */
export const KINDS = SHOWN_KINDS.filter((kind) => kind !== 'blood-pressure');
type Kind = (typeof KINDS)[number];

/** from <= measured < to. */
export interface FiguresAsked {
  readonly patient: PatientId;
  readonly kind: Kind;
  readonly from: Instant;
  readonly to: Instant;
}

export type FiguresStore = {
  readonly patients: Pick<Records['patients'], 'get'>;
  readonly readings: Pick<Records['readings'], 'tally' | 'between' | 'backwards'>;
};

/** The figures of every reading of a period that counts. Throws HearthError api.not-found. */
export async function figuresOf(store: FiguresStore, { patient: id, kind, from, to }: FiguresAsked): Promise<FiguresView> {
  const patient = (await store.patients.get([id])).get(id);
  if (!patient) throw new HearthError('api.not-found', `There is no patient ${id}.`);
  const figures = kind === 'activity' ? await stepsOf(store, patient, from, to) : await valuesOf(store, patient, kind, from, to);
  return figures ?? { n: 0, lo: false, hi: false };
}

async function valuesOf(
  store: FiguresStore,
  { id, group }: Patient,
  kind: Exclude<Kind, 'activity'>,
  from: Instant,
  to: Instant,
): Promise<FiguresView | undefined> {
  const bands = kind === 'glucose' ? bandsOf[group] : undefined;
  const { parts, rest } = await store.readings.tally(id, kind, from, to, bands ? sureBands(bands) : WHOLE);
  const behind = await heardBefore(store, id, kind, to);
  const figures = periodFigures(parts, [...rest, ...behind].filter(counts), bands);
  return figures && bands ? { ...figures, ...(await wornIn(store, id, from, to, figures.n)) } : figures;
}

/** So many of the latest readings tell what measures, and how often. */
const LATEST = 100;

/** Whether a sensor measured, and what is missing of it for the consensus. Without looking at each reading: the latest tell its rhythm. */
async function wornIn(
  store: FiguresStore,
  id: string,
  from: Instant,
  to: Instant,
  have: number,
): Promise<Pick<FiguresView, 'sensor' | 'short'>> {
  const latest: Reading[] = [];
  for await (const reading of store.readings.backwards(id, 'glucose', from, to)) {
    if (counts(reading)) latest.push(reading);
    if (latest.length === LATEST) break;
  }
  const times = latest.flatMap((reading) => (reading.kind === 'glucose' && reading.specimen === 'interstitial' ? [reading.at] : []));
  const last = times[0];
  if (times.length <= latest.length / 2 || last === undefined || times.length < 2) return { sensor: false };
  for await (const { at } of store.readings.between(id, 'glucose', from, to)) {
    const wear = wearBetween(at, last, have, rhythmOf(times.toReversed()));
    return { sensor: true, ...(wear.enough ? {} : { short: { have: wear.have, need: wear.need } }) };
  }
  return { sensor: true };
}

/** A clock that runs ahead has dated later what was heard before. */
async function heardBefore(store: FiguresStore, patient: string, kind: Kind, to: Instant): Promise<readonly Reading[]> {
  return (await Array.fromAsync(store.readings.between(patient, kind, to, to + DAY))).filter((reading) => judgedAt(reading) < to);
}

/** As the report counts them. */
async function stepsOf(store: FiguresStore, { id, zone }: Patient, from: Instant, to: Instant): Promise<FiguresView | undefined> {
  const within = await Array.fromAsync(store.readings.between(id, 'activity', from, to));
  const moved = [...within, ...(await heardBefore(store, id, 'activity', to))].flatMap((reading) =>
    reading.kind === 'activity' && counts(reading) ? [{ ...reading, at: judgedAt(reading) }] : [],
  );
  const days = activityDays(moved, wallTimeIn(zone), from).flatMap(({ is, steps }) => (is === 'counted' ? [steps] : []));
  if (days.length === 0) return undefined;
  const mean = days.reduce((sum, steps) => sum + steps, 0) / days.length;
  return {
    n: days.length,
    ...(days.length < FEW_DAYS ? {} : { mean }),
    lowest: days.reduce((a, b) => Math.min(a, b)),
    highest: days.reduce((a, b) => Math.max(a, b)),
    lo: false,
    hi: false,
  };
}
