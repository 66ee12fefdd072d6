import { exemption } from '../devices/plausible.ts';
import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Run } from '../domain/follow-up.ts';
import type { PatientId, Reading, Watched } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import { judgedAt, type Point, pointOf, runsAhead, streamOf } from '../rules/point.ts';
import type { Pathway } from './pathway.ts';
import { isWithin, type SafeBand } from './safe-band.ts';
import type { Measured } from './step.ts';

/* What runs look at in the readings of their patients: those that have not ended an alert, and the one that has. */

/** The timer that tells a patient's runs of a reading: what they make of it is no work of the intake. */
export const MEASURED_TIMER = 'measured';

/**
 * Called where readings are judged, inside of that transaction: lets the runs that wait for one look at it.
 * @param readings only those of patients for whom something is going on: each patient costs a question to the store
 */
export async function tellRuns(
  records: Pick<Records, 'runs'>,
  pathways: readonly Pathway[],
  readings: readonly Reading[],
  now: Instant,
): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  for (const patient of new Set(readings.map((reading) => reading.patient))) {
    const waiting = (await records.runs.open(patient)).some(
      ({ pathway: id, alert, readingsFrom }) =>
        alert !== undefined && readingsFrom !== undefined && pathways.some((one) => one.id === id && kindsOf(one).length > 0),
    );
    if (waiting) decisions.push({ do: 'wake', at: now, what: MEASURED_TIMER, patient });
  }
  return decisions;
}

/** The kinds of reading for which a pathway waits somewhere. */
function kindsOf(pathway: Pathway): readonly Watched[] {
  const kinds = [...pathway.steps.values()].flatMap((step) =>
    step.is === 'measure' ? [step.measure] : step.is === 'ask' && step.reading ? [step.reading.measure] : [],
  );
  return [...new Set(kinds)];
}

/** More than anybody measures while a run waits; a sensor's four hours. */
const MOST_READINGS = 50;

/** The readings since `readingsFrom` that have not ended the alert of a run, oldest first. None of an alert that is over. */
export async function measuredSoFar(
  records: Pick<Records, 'alerts' | 'readings'>,
  pathway: Pathway,
  run: Run,
): Promise<readonly Measured[]> {
  const kinds = kindsOf(pathway);
  if (kinds.length === 0 || run.alert === undefined || run.readingsFrom === undefined) return [];
  const alert = await records.alerts.get(run.alert);
  if (!alert || alert.state.is === 'resolved') return [];
  const like = await openingOf(records, alert);
  if (!like || !kinds.some((kind) => kind === like.kind)) return [];
  const points = await pointsLike(records, run.patient, like, run.readingsFrom);
  return points.map(({ at }) => ({ kind: like.kind as Watched, at }));
}

/**
 * Whether the reading that ended an alert is a recovery, and so is all that was measured since: within the band that the pathway names, and
 * no evidence of another alert that somebody has to act on (a low after a high).
 */
export async function isRecovery(
  records: Pick<Records, 'alerts' | 'readings'>,
  band: SafeBand,
  alert: Alert,
  at: Instant,
): Promise<boolean> {
  const like = await openingOf(records, alert);
  const points = like ? await pointsLike(records, alert.patient, like, at) : [];
  if (points.length === 0 || !points.every((point) => isWithin(band, point))) return false;
  const ids = new Set(points.map(({ id }) => id));
  const others = (await records.alerts.open(alert.patient)).filter(({ id, severity }) => id !== alert.id && severity !== 'low');
  return !others.some(({ evidence }) => evidence.some((id) => ids.has(id)));
}

async function openingOf({ readings }: Pick<Records, 'readings'>, { evidence }: Alert): Promise<Reading | undefined> {
  return evidence.length === 0 ? undefined : (await readings.get(evidence.slice(0, 1)))[0];
}

/** Those that tell the same story: of the same kind, and not a sensor's for a finger stick's (semantics 2.4). Oldest first. */
async function pointsLike(
  { readings }: Pick<Records, 'readings'>,
  patient: PatientId,
  like: Reading,
  since: Instant,
): Promise<readonly Point[]> {
  const latest = await readings.latest(patient, like.kind, MOST_READINGS);
  return latest
    .filter((one) => streamOf(one) === streamOf(like) && judgedAt(one) >= since && !runsAhead(one) && !exemption(one))
    .flatMap((one) => pointOf(one) ?? [])
    .toSorted((a, b) => a.at - b.at);
}
