import { type Alert, type AlertId, type AlertOutcome, afterLast } from '../domain/alert.ts';
import { type Clock, type Instant, MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { DutyPlan, Snooze } from '../domain/duty.ts';
import { HearthError } from '../domain/errors.ts';
import { snoozeId } from '../domain/identity.ts';
import type { Records, Store } from '../domain/store.ts';
import { freshUntil } from '../duty/fresh.ts';
import { alertTimer, snoozeTimer } from '../duty/timer-names.ts';
import { endSnooze, type WakeParts } from '../duty/wake.ts';
import type { RuleSet } from '../rules/compile.ts';
import { directionOf, quiets } from '../rules/direction.ts';
import { durationMs } from '../rules/duration.ts';
import { settle } from '../rules/judge.ts';
import { aboutPatient } from './about-patient.ts';

export interface AlertDeskParts extends Pick<WakeParts, 'zone' | 'reaches'> {
  readonly store: Store;
  readonly rules: () => RuleSet;
  readonly clock: Clock;
}

/** What is at hand while a person acts on one alert that is still open. */
interface Act {
  readonly alert: Alert;
  readonly plan: DutyPlan;
  readonly records: Records;
  readonly at: Instant;
}

/**
 * What people do with alerts, each act in one transaction with its audit (semantics 9.1, 9.8). A resolved alert's episode is over for the judge too, so that
 * the next reading that fulfils the rule opens a new alert instead of adding to one at which nobody looks any more.
 */
export function createAlertDesk({ store, rules, clock, zone, reaches }: AlertDeskParts) {
  async function act(id: AlertId, by: string, did: string, work: (act: Act) => Promise<Done>): Promise<void> {
    await store.transact(async (records) => {
      const at = clock.now();
      const alert = await records.alerts.get(id);
      if (!alert) throw new HearthError('api.not-found', 'There is no such alert.');
      if (alert.state.is === 'resolved') throw new HearthError('alert.resolved');
      const { plan } = await records.duty.plan();
      const { decisions, about = {} } = await work({ alert, plan, records, at });
      await records.decisions.apply(decisions, at);
      await records.audit.note([{ at, by, did, patient: alert.patient, about: { alert: id, ...about } }]);
    });
  }

  async function snoozeAlert({ alert, plan, records, at }: Act, by: string, { minutes, reason }: Snoozing): Promise<Done> {
    noLongerThan(plan.snoozeMinutes[alert.severity], minutes);
    const snooze = snoozeOf(alert, rules(), { by, reason, since: at, until: at + minutes * MINUTE });
    const fresh = await freshUntil(snooze, records);
    if (fresh !== undefined && fresh <= at) throw new HearthError('alert.stale');
    for (const other of await records.snoozes.of(alert.patient)) {
      if (other.alert === alert.id) await records.snoozes.save({ ...other, ended: { at, because: 'person', by } });
    }
    await records.snoozes.save(snooze);
    const open = await records.alerts.open(alert.patient);
    const quieted = open.filter((one) => one.state.is !== 'acknowledged' && quiets(snooze, ruleOf(one, rules())));
    const { id, until, patient } = snooze;
    const all = [...new Map([alert, ...quieted].map((one) => [one.id, one])).values()];
    return {
      decisions: [
        ...all.flatMap((one): readonly Decision[] => [
          { do: 'change-alert', alert: one.id, patient, to: { is: 'snoozed', by, at: afterLast(one.state, at), until, snooze: id } },
          { do: 'unwake', what: alertTimer(one.id), patient },
        ]),
        { do: 'wake', at: Math.min(until, fresh ?? until), what: snoozeTimer(id), patient },
      ],
      about: { snooze: id, until, reason },
    };
  }

  const partsOf = (records: Records, now: Instant): WakeParts => ({ records, now, rules: rules(), zone, reaches });

  async function resolveAlert({ alert, records, at }: Act, by: string, { outcome, note }: Ending): Promise<Done> {
    const { id, patient } = alert;
    await records.decisions.apply(
      [
        { do: 'change-alert', alert: id, patient, to: { is: 'resolved', at, because: 'person', by, note, outcome } },
        { do: 'unwake', what: alertTimer(id), patient },
      ],
      at,
    );
    const states = await records.ruleStates.lock([patient]);
    const about = (await aboutPatient(records, patient, at))!;
    const verdict = settle(rules(), about, states.get(patient) ?? {}, alert, at);
    await records.ruleStates.save(new Map([[patient, verdict.state]]));
    // The matter is closed: the next of its kind is news, and what was quiet with it is not any more.
    const ended: Decision[] = [];
    for (const snooze of await records.snoozes.of(patient)) {
      if (snooze.alert === id) ended.push(...(await endSnooze(snooze, { because: 'resolved', by }, partsOf(records, at))));
    }
    return { decisions: [...verdict.decisions, ...ended], about: { outcome } };
  }

  return {
    /** @param minutes how long it holds; without, as long as the plan of duty says for its severity */
    acknowledge: (id: AlertId, by: string, minutes?: number) =>
      act(id, by, 'alert.acknowledged', async ({ alert: { patient, severity, state }, plan, at }) => {
        const usual = plan.acknowledgedMinutes[severity];
        noLongerThan(Math.max(usual, plan.snoozeMinutes[severity]), minutes ?? usual);
        const until = at + (minutes ?? usual) * MINUTE;
        return {
          decisions: [
            { do: 'change-alert', alert: id, patient, to: { is: 'acknowledged', by, at: afterLast(state, at), until } },
            { do: 'wake', at: until, what: alertTimer(id), patient },
          ],
          about: { until },
        };
      }),
    snooze: (id: AlertId, by: string, how: Snoozing) => act(id, by, 'alert.snoozed', (one) => snoozeAlert(one, by, how)),
    endSnooze: (id: AlertId, by: string) =>
      act(id, by, 'alert.unsnoozed', async ({ alert, records, at }) => {
        const snooze = alert.state.is === 'snoozed' ? await records.snoozes.get(alert.state.snooze) : undefined;
        if (!snooze || snooze.ended) throw new HearthError('alert.not-snoozed');
        const decisions = await endSnooze(snooze, { because: 'person', by }, partsOf(records, at));
        return {
          decisions: [...decisions, { do: 'unwake', what: snoozeTimer(snooze.id), patient: alert.patient }],
          about: { snooze: snooze.id },
        };
      }),
    resolve: (id: AlertId, by: string, end: Ending) => act(id, by, 'alert.resolved', (one) => resolveAlert(one, by, end)),
  };
}

function noLongerThan(most: number, minutes: number): void {
  if (minutes <= most) return;
  const detail = `At most ${most} minutes, then look again.`;
  throw new HearthError('alert.too-long', detail, [{ pointer: '/minutes', detail }]);
}

interface Snoozing {
  readonly minutes: number;
  readonly reason: string;
}
interface Ending {
  readonly outcome: AlertOutcome;
  readonly note: string;
}
interface Done {
  readonly decisions: readonly Decision[];
  readonly about?: Readonly<Record<string, string | number>>;
}

const ruleOf = ({ rule: { id }, severity }: Alert, { rules }: RuleSet) => ({ id, severity, rule: rules.find((one) => one.id === id) });

/** What a snooze of this alert keeps quiet. A silence is not ended by silence, and a rule of another kind says nothing of freshness. */
function snoozeOf(alert: Alert, set: RuleSet, said: Pick<Snooze, 'by' | 'reason' | 'since' | 'until'>): Snooze {
  const { rule } = ruleOf(alert, set);
  const direction = rule ? directionOf(rule) : 'other';
  return {
    id: snoozeId(alert.id, said.since),
    patient: alert.patient,
    alert: alert.id,
    rule: alert.rule.id,
    severity: alert.severity,
    direction,
    ...said,
    ...(rule ? { kind: rule.watches } : {}),
    ...(rule && direction !== 'silence' ? { freshForMs: durationMs(rule.freshFor) } : {}),
  };
}
