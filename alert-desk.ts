import type { AlertId, AlertState } from './domain/alert.ts';
import type { Clock } from './domain/clock.ts';
import { HearthError } from './domain/errors.ts';
import type { Store } from './domain/store.ts';
import type { RuleSet } from './rules/compile.ts';
import { settle } from './rules/judge.ts';

/**
 * What people do with alerts. A resolved alert's episode is over for the judge too, in the same transaction, so that the next reading
 * that fulfils the rule opens a new alert instead of adding to one at which nobody looks any more.
 */
export function createAlertDesk({ store, rules, clock }: { readonly store: Store; readonly rules: () => RuleSet; readonly clock: Clock }) {
  async function change(id: AlertId, by: string, to: AlertState): Promise<void> {
    const at = clock.now();
    await store.transact(async (records) => {
      const alert = await records.alerts.get(id);
      if (!alert) throw new HearthError('api.not-found', 'There is no such alert.');
      if (alert.state.is === 'resolved') throw new HearthError('alert.resolved');
      await records.decisions.apply([{ do: 'change-alert', alert: id, patient: alert.patient, to }], at);
      if (to.is === 'resolved') {
        const states = await records.ruleStates.lock([alert.patient]);
        const patient = (await records.patients.get([alert.patient])).get(alert.patient)!;
        const limits = (await records.thresholds.inForce([alert.patient])).get(alert.patient) ?? {};
        const verdict = settle(rules(), { patient, limits }, states.get(alert.patient) ?? {}, alert, at);
        await records.ruleStates.save(new Map([[alert.patient, verdict.state]]));
        await records.decisions.apply(verdict.decisions, at);
      }
      await records.audit.note([{ at, by, did: `alert.${to.is}`, patient: alert.patient, about: { alert: id } }]);
    });
  }

  return {
    acknowledge: (id: AlertId, by: string) => change(id, by, { is: 'acknowledged', by, at: clock.now() }),
    resolve: (id: AlertId, by: string, note: string) => change(id, by, { is: 'resolved', at: clock.now(), because: 'person', by, note }),
  };
}
