import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DAY, type Instant } from '../../domain/clock.ts';
import { counts } from '../../domain/counts.ts';
import { HearthError } from '../../domain/errors.ts';
import type { Patient } from '../../domain/patient.ts';
import { type Reading, SHOWN_KINDS } from '../../domain/reading.ts';
import type { Store } from '../../domain/store.ts';
import { activityDays, FEW_DAYS } from '../../reports/metrics/activity-days.ts';
import { periodFigures, sureBands, WHOLE } from '../../reports/metrics/period-figures.ts';
import { bandsOf } from '../../reports/metrics/time-in-range.ts';
import { rhythmOf, wearBetween } from '../../reports/metrics/wear.ts';
import { wallTimeIn } from '../../reports/wall-time.ts';
import { judgedAt } from '../../rules/point.ts';
import { isPeriod, NO_PERIOD } from '../contract.ts';
import { FiguresView } from '../figures-contract.ts';
import type { ApiParts } from '../parts.ts';

/** A pressure is two numbers and a posture: the report adds it up. */
const KINDS = SHOWN_KINDS.filter((kind) => kind !== 'blood-pressure');
type Kind = (typeof KINDS)[number];

const Asked = z
  .object({ kind: z.enum(KINDS), from: z.coerce.number().int().nonnegative(), to: z.coerce.number().int().nonnegative() })
  .refine(isPeriod, NO_PERIOD);

export const readingFigureRoutes =
  ({ store }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/patients/:patient/readings/figures',
      {
        schema: {
          summary: 'How many readings of a kind a period has, their mean and range; of glucose also the shares below, in and above range.',
          description: 'Of every reading that counts, however long the period: a chart of it is thinned. Of steps, the whole days.',
          params: z.object({ patient: z.string() }),
          querystring: Asked,
          response: { 200: FiguresView },
        },
      },
      async ({ params: { patient: id }, query: { kind, from, to } }) => {
        const patient = (await store.patients.get([id])).get(id);
        if (!patient) throw new HearthError('api.not-found', `There is no patient ${id}.`);
        const figures = kind === 'activity' ? await stepsOf(store, patient, from, to) : await valuesOf(store, patient, kind, from, to);
        return figures ?? { n: 0, lo: false, hi: false };
      },
    );
  };

async function valuesOf(
  store: Store,
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
async function wornIn(store: Store, id: string, from: Instant, to: Instant, have: number): Promise<Pick<FiguresView, 'sensor' | 'short'>> {
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
async function heardBefore(store: Store, patient: string, kind: Kind, to: Instant): Promise<readonly Reading[]> {
  return (await Array.fromAsync(store.readings.between(patient, kind, to, to + DAY))).filter((reading) => judgedAt(reading) < to);
}

/** As the report counts them. */
async function stepsOf(store: Store, { id, zone }: Patient, from: Instant, to: Instant): Promise<FiguresView | undefined> {
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
