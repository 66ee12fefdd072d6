import type { Clock } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Committed } from '../domain/follower.ts';
import type { Store } from '../domain/store.ts';

/**
 * What one of ours could not follow however often it came: said to the coordinators as a fault of this patient, and kept in the audit with its
 * position in the stream and the reason, so that whoever runs the server finds it. Resolves when both are committed.
 */
export const createSetAside =
  ({ store, clock }: { readonly store: Pick<Store, 'transact'>; readonly clock: Clock }, follower: string) =>
  async (entry: Committed, error: unknown): Promise<void> => {
    const why = error instanceof Error ? error.message : String(error);
    const now = clock.now();
    const patient = patientOf(entry);
    const { position } = entry;
    await store.transact(async (records) => {
      const told: readonly Decision[] =
        patient === undefined ? [] : [{ do: 'report-fault', patient, rule: NAMES[follower] ?? follower, version: position, why }];
      await records.decisions.apply(told, now);
      await records.audit.note([
        {
          at: now,
          by: 'hearth',
          did: 'follower.set-aside',
          ...(patient === undefined ? {} : { patient }),
          about: { follower, position, what: 'decision' in entry ? entry.decision.do : 'reading', why: why.slice(0, 300) },
        },
      ]);
    });
  };

/** How a fault is called where people read it: the two languages side by side, because one value serves both. */
const NAMES: Readonly<Record<string, string>> = {
  care: '流程 pathway',
  advice: '建议 advice',
  questions: '患者提问 question',
  'adverse reactions': '不良反应 adverse reaction',
};

function patientOf(entry: Committed): string | undefined {
  if ('reading' in entry) return entry.reading.patient;
  const { decision } = entry;
  if ('patient' in decision) return decision.patient;
  if (decision.do === 'open-alert') return decision.alert.patient;
  return decision.do === 'send' ? decision.message.about : undefined;
}
