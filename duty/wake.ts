import { type Alert, afterLast } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { DutyPlan, Snooze } from '../domain/duty.ts';
import type { Role } from '../domain/message.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { freshUntil } from './fresh.ts';
import { dueSteps, ladderOf, nextStep } from './ladder.ts';
import { tellLasting } from './lasting.ts';
import { onDuty } from './roster.ts';
import { ACKNOWLEDGEMENT_ENDED, AGAIN, CAREGIVER, nobodyAnswered, snoozeEnded, tell } from './tell.ts';
import { alertTimer, matterOf, snoozeTimer } from './timer-names.ts';

/** Who acted, where nobody did. */
const HEARTH = 'hearth';

export interface WakeParts {
  readonly records: Records;
  readonly now: Instant;
  readonly rules: RuleSet;
  /** The clinic's zone, in which shifts are written. */
  readonly zone: string;
  /** Whether a message to this role about this patient would find anybody. */
  readonly reaches: (role: Role, about: PatientId) => Promise<boolean>;
}

/**
 * A timer of this room is due: what follows, or undefined for a timer of another room. Inside of the transaction that took the timer away,
 * so that it happens once however often the server dies (semantics 9.7).
 */
export async function wakeDuty(patient: PatientId, what: string, parts: WakeParts): Promise<readonly Decision[] | undefined> {
  const matter = matterOf(what);
  if (!matter) return undefined;
  if ('snooze' in matter) {
    const snooze = await parts.records.snoozes.get(matter.snooze);
    return snooze && !snooze.ended ? lookAtSnooze(snooze, parts) : [];
  }
  const alert = await parts.records.alerts.get('lasting' in matter ? matter.lasting : matter.alert);
  if (!alert || alert.patient !== patient) return [];
  if ('lasting' in matter) return tellLasting(alert, parts.rules, parts.now);
  const { plan } = await parts.records.duty.plan();
  return lookAtAlert(alert, plan, parts);
}

async function lookAtAlert(alert: Alert, plan: DutyPlan, parts: WakeParts): Promise<readonly Decision[]> {
  const { state } = alert;
  const { now } = parts;
  const again = (at: Instant): Decision => ({ do: 'wake', at, what: alertTimer(alert.id), patient: alert.patient });
  switch (state.is) {
    case 'resolved':
      return [];
    case 'snoozed': // Its snooze has a timer of its own.
      return [];
    case 'acknowledged': {
      if (state.until === undefined) return [];
      if (state.until > now) return [again(state.until)];
      await note(parts, alert, 'alert.acknowledgement-ended', { by: state.by });
      return reactivate(alert, plan, ACKNOWLEDGEMENT_ENDED, parts);
    }
    case 'active': {
      const since = state.since ?? alert.raised;
      const decisions: Decision[] = [];
      for (const { step, place } of dueSteps(ladderOf(plan, alert), since, now, parts.zone)) {
        const to = await roleFor(step.to, alert.patient, plan, parts);
        if (to === undefined) continue;
        const template = to === 'caregiver' ? CAREGIVER : AGAIN;
        decisions.push(tell(alert, { cause: `step ${since} ${place}`, to, template, text: nobodyAnswered(since, now), now }));
      }
      const next = nextStep(ladderOf(plan, alert), since, now, parts.zone);
      return next === undefined ? decisions : [...decisions, again(next)];
    }
  }
}

/** It waits for somebody again: told at once to the coordinator, and the ladder begins anew (semantics 9.2). */
function reactivate(
  alert: Alert,
  plan: DutyPlan,
  text: Parameters<typeof tell>[1]['text'],
  { now, zone }: Pick<WakeParts, 'now' | 'zone'>,
): readonly Decision[] {
  const { id, patient } = alert;
  const next = nextStep(ladderOf(plan, alert), now, now, zone);
  return [
    { do: 'change-alert', alert: id, patient, to: { is: 'active', since: afterLast(alert.state, now) } },
    tell(alert, { cause: `again ${now}`, to: 'coordinator', template: AGAIN, text, now }),
    ...(next === undefined ? [] : [{ do: 'wake', at: next, what: alertTimer(id), patient } as const]),
  ];
}

/** A snooze ends at its time, or as soon as nobody can say any more how the patient is (semantics 9.5). */
async function lookAtSnooze(snooze: Snooze, parts: WakeParts): Promise<readonly Decision[]> {
  const fresh = await freshUntil(snooze, parts.records);
  const end = Math.min(snooze.until, fresh ?? snooze.until);
  if (end > parts.now) return [{ do: 'wake', at: end, what: snoozeTimer(snooze.id), patient: snooze.patient }];
  return endSnooze(snooze, { because: snooze.until <= parts.now ? 'time' : 'stale' }, parts);
}

/** Ends a snooze, and what it kept quiet is active again. One message tells of all, about the gravest. */
export async function endSnooze(
  snooze: Snooze,
  how: { readonly because: 'time' | 'stale' | 'person' | 'resolved'; readonly by?: string },
  parts: WakeParts,
): Promise<readonly Decision[]> {
  const { records, now } = parts;
  await records.snoozes.save({ ...snooze, ended: { at: now, ...how } });
  const { plan } = await records.duty.plan();
  const quieted = (await records.alerts.open(snooze.patient)).filter(({ state }) => state.is === 'snoozed' && state.snooze === snooze.id);
  // What a person does is in the audit by the act itself.
  const ended = (alert: Pick<Alert, 'id' | 'patient'>) =>
    how.by === undefined ? note(parts, alert, 'alert.snooze-ended', { snooze: snooze.id, because: how.because }) : undefined;
  const [gravest, ...others] = quieted;
  if (!gravest) {
    await ended({ id: snooze.alert, patient: snooze.patient });
    return [];
  }
  for (const alert of quieted) await ended(alert);
  return [
    ...reactivate(gravest, plan, snoozeEnded(how.because), parts),
    ...others.flatMap((alert) => reactivate(alert, plan, snoozeEnded(how.because), parts).filter((decision) => decision.do !== 'send')),
  ];
}

/**
 * Who is really told where the ladder names a role: nobody, for a caregiver whom the patient does not have; the next role up, while nobody
 * of the role is on duty and somebody above is. Where no shift says who works when, the whole role is meant.
 */
async function roleFor(
  role: 'caregiver' | 'coordinator' | 'doctor',
  about: PatientId,
  plan: DutyPlan,
  { reaches, now, zone }: WakeParts,
): Promise<'caregiver' | 'coordinator' | 'doctor' | undefined> {
  if (role === 'caregiver') return (await reaches(role, about)) ? role : undefined;
  if (role === 'doctor' || plan.shifts.length === 0 || onDuty(plan, role, now, zone).length > 0) return role;
  return onDuty(plan, 'doctor', now, zone).length > 0 ? 'doctor' : role;
}

const note = (
  { records, now }: WakeParts,
  alert: Pick<Alert, 'id' | 'patient'>,
  did: string,
  about: Readonly<Record<string, string>>,
): Promise<void> => records.audit.note([{ at: now, by: HEARTH, did, patient: alert.patient, about: { alert: alert.id, ...about } }]);
