import { DAY, type Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import { HearthError } from '../domain/errors.ts';
import type { Patient } from '../domain/patient.ts';
import { type PatientId, type Reading, SHOWN_KINDS } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import { activityDays, FEW_DAYS } from '../reports/metrics/activity-days.ts';
import type { Sample } from '../reports/metrics/glucose-summary.ts';
import { glucoseFigures, periodFigures, WHOLE } from '../reports/metrics/period-figures.ts';
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
  readonly readings: Pick<Records['readings'], 'tally' | 'between' | 'pages'>;
};

/** The figures of every reading of a period that counts. Throws HearthError api.not-found. */
export async function figuresOf(store: FiguresStore, { patient: id, kind, from, to }: FiguresAsked): Promise<FiguresView> {
  const patient = (await store.patients.get([id])).get(id);
  if (!patient) throw new HearthError('api.not-found', `There is no patient ${id}.`);
  const figures =
    kind === 'activity'
      ? await stepsOf(store, patient, from, to)
      : kind === 'glucose'
        ? await glucoseOf(store, patient, from, to)
        : await valuesOf(store, patient, kind, from, to);
  return figures ?? { n: 0, lo: false, hi: false };
}

async function valuesOf(
  store: FiguresStore,
  { id }: Patient,
  kind: Exclude<Kind, 'activity' | 'glucose'>,
  from: Instant,
  to: Instant,
): Promise<FiguresView | undefined> {
  const { parts, rest } = await store.readings.tally(id, kind, from, to, WHOLE);
  const behind = await heardBefore(store, id, kind, to);
  return periodFigures(parts, [...rest, ...behind].filter(counts));
}

/** Each reading is looked at: only they tell which sensor measured, and which came from a finger. As the report counts them. */
async function glucoseOf(store: FiguresStore, { id, group }: Patient, from: Instant, to: Instant): Promise<FiguresView | undefined> {
  const readings: Sample[] = [];
  for await (const page of store.readings.pages(id, 'glucose', from, to + DAY))
    for (const reading of page) {
      const at = judgedAt(reading);
      if (reading.kind === 'glucose' && at < to && counts(reading)) readings.push(at === reading.at ? reading : { ...reading, at });
    }
  return glucoseFigures(
    readings.sort((a, b) => a.at - b.at),
    group,
  );
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
