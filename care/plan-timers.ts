import { HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import type { Decision, Start } from '../domain/decision.ts';
import { latestOccurrence, nextOccurrence, type Occurrence } from '../domain/occurrence.ts';
import type { Patient } from '../domain/patient.ts';
import type { Plan, PlanItem } from '../domain/plan.ts';
import type { PatientId, Watched } from '../domain/reading.ts';
import type { Localized } from '../domain/source.ts';
import type { Records, Timer } from '../domain/store.ts';
import { mayBeDanger } from './meant.ts';
import { advance, startRun, type World } from './runs.ts';

/** The timer of an item of a plan. It has one; when it is due, the next is set in the same transaction. */
export const PLAN_TIMER = 'plan:';
const timerOf = (item: string): string => `${PLAN_TIMER}${item}`;
/** Of an occurrence that waits, because something urgent is asked at its time: `plan:pill~1774771200000`. */
const postponedTimerOf = (item: string, due: Instant): string => `${timerOf(item)}~${due}`;

/** While somebody is asked whether they are in danger, nothing ordinary is asked or reminded of; so soon it is looked again. */
const LOOK_AGAIN_MS = 5 * MINUTE;
export const isAskedUrgently = async (records: Pick<Records, 'followUps'>, patient: PatientId): Promise<boolean> =>
  (await records.followUps.open(patient)).some((question) => question.alert !== undefined && mayBeDanger(question));
export const postponed = ({ patient, what }: Pick<Timer, 'patient' | 'what'>, now: Instant): Decision => ({
  do: 'wake',
  at: now + LOOK_AGAIN_MS,
  what,
  patient,
});

/** The pathway that each kind of item begins when it is due. */
export const PLAN_PATHWAYS = { 'check-in': 'check-in', measure: 'measure-reminder', medicine: 'medicine-time' } as const satisfies Record<
  PlanItem['what']['do'],
  string
>;

const MEASURED: Readonly<Record<Watched, Localized>> = {
  glucose: { 'zh-CN': '血糖', en: 'glucose' },
  'blood-pressure': { 'zh-CN': '血压', en: 'blood pressure' },
  weight: { 'zh-CN': '体重', en: 'weight' },
  temperature: { 'zh-CN': '体温', en: 'temperature' },
  'oxygen-saturation': { 'zh-CN': '血氧', en: 'oxygen saturation' },
  'heart-rate': { 'zh-CN': '心率', en: 'heart rate' },
};

/** Sets the timers of a plan anew: for a changed plan, and for a patient whose zone has changed. Times that have passed stay passed. */
export const planTimers = (
  { id: patient, zone }: Pick<Patient, 'id' | 'zone'>,
  { items }: Pick<Plan, 'items'>,
  now: Instant,
): readonly Decision[] =>
  items.map((item): Decision => {
    const next = nextOccurrence(item, zone, now);
    const what = timerOf(item.id);
    return next ? { do: 'wake', at: next.at, what, patient } : { do: 'unwake', what, patient };
  });

/** Keeps a plan and sets its timers. What was taken out stops: its timer, and a question that is still open. */
export async function keepPlan(records: Records, world: World, patient: Patient, plan: Plan, now: Instant): Promise<void> {
  const before = await records.plans.get(patient.id);
  await records.plans.save(patient.id, plan);
  const gone = (before?.items ?? []).filter(({ id }) => !plan.items.some((item) => item.id === id));
  for (const { id } of gone) {
    await records.decisions.apply([{ do: 'unwake', what: timerOf(id), patient: patient.id }], now);
    for (const run of await records.runs.open(patient.id)) {
      if (run.item === id) await advance(records, world, run, (question) => ({ is: 'replaced', question }), now);
    }
  }
  await records.decisions.apply(planTimers(patient, plan, now), now);
}

/** An item is due: begins its run, unless that is done already, and waits for the next time. Something urgent goes first. */
export async function firePlan(records: Records, world: World, timer: Timer, now: Instant): Promise<void> {
  const patient = (await records.patients.get([timer.patient])).get(timer.patient);
  const [what, since] = timer.what.split('~');
  const item = (await records.plans.get(timer.patient))?.items.find(({ id }) => timerOf(id) === what);
  if (!patient || !item) return;
  const due = latestOccurrence(item, patient.zone, since === undefined ? timer.at : Number(since), now);
  if (since === undefined) await records.decisions.apply(planTimers(patient, { items: [item] }, now), now);
  if (!due || (await isDone(records, patient.id, item, due, now))) return;
  if (await isAskedUrgently(records, patient.id)) {
    await records.decisions.apply([postponed({ patient: patient.id, what: postponedTimerOf(item.id, due.at) }, now)], now);
    return;
  }
  await startRun(records, world, { ...startOf(item, due), patient: patient.id, at: Math.max(due.at, timer.at) }, now);
}

const startOf = ({ id, what }: PlanItem, { day, time }: Occurrence): Omit<Start, 'patient'> => ({
  pathway: PLAN_PATHWAYS[what.do],
  // By the wall clock: who flies west and lives through eight o'clock twice is reminded once.
  cause: `${id}@${day}T${time}`,
  item: id,
  values: valuesOf(what),
});

function valuesOf(what: PlanItem['what']): Readonly<Record<string, string>> {
  if (what.do === 'check-in') return { questionnaire: what.questionnaire };
  if (what.do === 'medicine') return { medicine: what.medicine };
  return { 'kind.zh-CN': MEASURED[what.kind]['zh-CN'], 'kind.en': MEASURED[what.kind].en };
}

/** Who measures a little before the time needs no reminder. */
const EARLY_MS = 3 * HOUR;

async function isDone(records: Records, patient: string, { what, times }: PlanItem, due: Occurrence, now: Instant): Promise<boolean> {
  if (what.do !== 'measure') return false;
  const since = due.at - Math.min(EARLY_MS, gapBefore(times, due.time) / 2);
  return (await records.readings.latest(patient, what.kind, 20)).some(({ at, received }) => Math.min(at, received) >= since && at <= now);
}

/** How long before this time the same item was due; a day where it is due once. */
function gapBefore(times: readonly string[], time: string): number {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const gaps = times.filter((other) => other !== time).map((other) => (minutes(time) - minutes(other) + 1440) % 1440);
  return Math.min(1440, ...gaps) * 60_000;
}
