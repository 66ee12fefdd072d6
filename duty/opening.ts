import type { Alert, AlertState } from '../domain/alert.ts';
import { type Instant, MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { DutyPlan, Snooze, Storm } from '../domain/duty.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { quiets } from '../rules/direction.ts';
import { ladderOf, nextStep } from './ladder.ts';
import { tell, UNSTABLE, unstable } from './tell.ts';
import { alertTimer, lastingTimer } from './timer-names.ts';

type Opening = Extract<Decision, { do: 'open-alert' }>;
type Reopening = Extract<Decision, { do: 'change-alert' }>;
type Looked = Pick<Records, 'snoozes' | 'storms' | 'duty' | 'alerts'>;

/**
 * What the judge decided, as the team is to hear of it: an alert that opens is watched until somebody answers; one that is snoozed, or the
 * fifth of a storm, is kept and shown like any other, and pages nobody (semantics 9.3, 9.6). Readings that open nothing pass untouched.
 */
export async function watchOpenings(
  decisions: readonly Decision[],
  { records, rules, now, zone }: { readonly records: Looked; readonly rules: RuleSet; readonly now: Instant; readonly zone: string },
): Promise<readonly Decision[]> {
  if (!decisions.some((decision) => decision.do === 'open-alert' || isReopened(decision))) return decisions;
  const { plan } = await records.duty.plan();
  const opened = new Set(decisions.flatMap((decision) => (decision.do === 'open-alert' ? [decision.alert.id] : [])));
  const over = new Set(
    decisions.flatMap((decision) => (decision.do === 'change-alert' && decision.to.is === 'resolved' ? [decision.alert] : [])),
  );
  const quiet = new Map<string, 'team' | 'all'>();
  const snoozes = new Map<string, Snooze>();
  const inThisBatch = new Map<string, number>();
  const result: Decision[] = [];
  for (const decision of decisions) {
    if (decision.do === 'open-alert') {
      // Late, or over before it was heard of: it waits for the next look, and nobody is paged. What is late climbs a ladder of its own.
      if (over.has(decision.alert.id)) result.push(decision);
      else if (decision.alert.late) result.push(decision, ...(isTold(decision.alert.id) ? watched(decision.alert, plan, now, zone) : []));
      else result.push(...(await opening(decision, quiet)));
    } else if (isReopened(decision)) {
      result.push(...(opened.has(decision.alert) ? [decision, ...stillSnoozed(decision)] : await reopening(decision)));
    } else if (!isHeld(decision, quiet)) result.push(decision);
  }
  return result;

  /** What is history (an import of old readings), or tells nobody, is not climbed for either. */
  function isTold(alert: string): boolean {
    return decisions.some((one) => one.do === 'send' && one.message.alert === alert);
  }

  /** An alert that a correction opens again under its old name. */
  function stillSnoozed(decision: Reopening): readonly Decision[] {
    const snooze = snoozes.get(decision.alert);
    return snooze ? [{ ...decision, to: snoozed(snooze, now + 1) }] : [];
  }

  /** It goes on after all: watched from now on, or quiet with the others while a snooze of its kind lasts. */
  async function reopening(decision: Reopening): Promise<readonly Decision[]> {
    const active: Decision = { ...decision, to: { is: 'active', since: now } };
    const alert = await records.alerts.get(decision.alert);
    if (!alert) return [active];
    if (alert.late) return [active, ...watched(alert, plan, now, zone)];
    const snooze = await snoozeOf(alert);
    return snooze ? [active, { ...decision, to: snoozed(snooze, now + 1) }] : [active, ...watched(alert, plan, now, zone)];
  }

  async function snoozeOf({ patient, rule: { id }, severity }: Alert): Promise<Snooze | undefined> {
    const rule = { id, severity, rule: rules.rules.find((one) => one.id === id) };
    return (await records.snoozes.of(patient)).find((one) => one.until > now && quiets(one, rule));
  }

  async function opening({ alert }: Opening, quiet: Map<string, 'team' | 'all'>): Promise<readonly Decision[]> {
    const snooze = await snoozeOf(alert);
    if (snooze) {
      quiet.set(alert.id, 'team');
      snoozes.set(alert.id, snooze);
      return [{ do: 'open-alert', alert: { ...alert, state: snoozed(snooze, now) } }];
    }
    const storm = await stormOf(alert.patient, alert.rule.id);
    const told = storm && isDueAgain(storm.told, alert, plan.storm.remindMinutes, now);
    if (storm) {
      const tellsPatient = isDueAgain(storm.patientTold, alert, plan.storm.patientMinutes, now);
      await records.storms.save({ ...storm, ...(told ? { told: now } : {}), ...(tellsPatient ? { patientTold: now } : {}) });
      quiet.set(alert.id, tellsPatient ? 'team' : 'all');
    }
    const notices = told
      ? [...(alert.severity === 'high' ? (['coordinator', 'doctor'] as const) : (['coordinator'] as const))].map((to) =>
          tell(alert, {
            cause: `storm ${storm.since} ${now}`,
            to,
            template: UNSTABLE,
            text: unstable(storm.openings, storm.since, now),
            now,
          }),
        )
      : [];
    const looksAgain: readonly Decision[] = storm
      ? [{ do: 'wake', at: now + plan.storm.patientMinutes * MINUTE, what: lastingTimer(alert.id), patient: alert.patient }]
      : [];
    return [{ do: 'open-alert', alert }, ...notices, ...watched(alert, plan, now, zone), ...looksAgain];
  }

  /** The storm that this opening belongs to, counted on; undefined while openings are few. */
  async function stormOf(patient: PatientId, rule: string): Promise<Storm | undefined> {
    const { openings, withinMinutes } = plan.storm;
    const withinMs = withinMinutes * MINUTE;
    const known = await records.storms.get(patient, rule);
    if (known && now - known.last <= withinMs) return { ...known, last: now, openings: known.openings + 1 };
    const here = (inThisBatch.get(`${patient} ${rule}`) ?? 0) + 1;
    inThisBatch.set(`${patient} ${rule}`, here);
    const all = (await records.alerts.raisedSince(patient, rule, now - withinMs)) + here;
    return all < openings ? undefined : { patient, rule, since: now - withinMs, last: now, told: 0, patientTold: 0, openings: all };
  }
}

/** The first opening of a storm is told; after that only those of an urgent rule are, now and then. */
const isDueAgain = (told: Instant, { severity }: Alert, minutes: number, now: Instant): boolean =>
  told === 0 || (severity === 'high' && now - told >= minutes * MINUTE);

function watched(
  alert: Pick<Alert, 'id' | 'patient' | 'severity' | 'late'>,
  plan: DutyPlan,
  now: Instant,
  zone: string,
): readonly Decision[] {
  const at = nextStep(ladderOf(plan, alert), now, now, zone);
  return at === undefined ? [] : [{ do: 'wake', at, what: alertTimer(alert.id), patient: alert.patient }];
}

const snoozed = ({ id, by, until }: Snooze, at: Instant): AlertState => ({ is: 'snoozed', by, at, until, snooze: id });

const isReopened = (decision: Decision): decision is Reopening => decision.do === 'change-alert' && decision.to.is === 'active';

const TEAM: ReadonlySet<string> = new Set(['coordinator', 'doctor']);

/** `team`: the team is not told of it; the patient is, and is looked after as always. `all`: an opening of a storm that was told. */
function isHeld(decision: Decision, quiet: ReadonlyMap<string, 'team' | 'all'>): boolean {
  if (decision.do === 'send') {
    const held = decision.message.alert === undefined ? undefined : quiet.get(decision.message.alert);
    return held === 'all' || (held === 'team' && TEAM.has(decision.message.to.role));
  }
  if (decision.do === 'advise') return quiet.get(decision.alert) === 'all';
  return decision.do === 'start-pathway' && decision.alert !== undefined && quiet.get(decision.alert) === 'all';
}
