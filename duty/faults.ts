import type { Clock } from '../domain/clock.ts';
import type { Follower } from '../domain/follower.ts';
import { messageKey } from '../domain/identity.ts';
import type { Store } from '../domain/store.ts';

export const FAULT = 'rule.fault';

/** A rule, a pathway or a timer failed for one patient: then nobody watches over this patient by it, and the coordinator must know. */
export const createFaultTeller = ({ store, clock }: { readonly store: Pick<Store, 'transact'>; readonly clock: Clock }): Follower => ({
  name: 'faults',
  hears: 'decisions',
  async follow(entries) {
    const faults = entries.flatMap((entry) => ('decision' in entry && entry.decision.do === 'report-fault' ? [entry.decision] : []));
    if (faults.length === 0) return;
    const now = clock.now();
    await store.transact((records) =>
      records.decisions.apply(
        faults.map(({ patient, rule, version }) => ({
          do: 'send',
          message: {
            key: messageKey(`${patient} ${rule} ${version}`, FAULT, 'coordinator', 'team'),
            to: { person: 'team', role: 'coordinator' },
            about: patient,
            template: FAULT,
            values: { matter: rule },
            urgent: true,
            due: now,
          },
        })),
        now,
      ),
    );
  },
});
