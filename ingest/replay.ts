import type { Clock } from '../domain/clock.ts';
import type { Intake, Receipt } from '../domain/delivery.ts';
import { HearthError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';

/** Sends a quarantined delivery through the intake again, once its cause is mended. It keeps the moment it was first received. */
export function createQuarantineReplay({
  store,
  intake,
  clock,
}: {
  readonly store: Store;
  readonly intake: Intake;
  readonly clock: Clock;
}) {
  return async (id: string, by: string): Promise<Receipt> => {
    const kept = await store.quarantine.get(id);
    if (!kept || kept.settled) throw new HearthError('api.not-found', 'Nothing waits in quarantine under this id.');
    const { device, received, topic, payload } = kept;
    const receipt = await intake({ device, received, topic, payload });
    if (receipt.outcome === 'quarantined') return receipt;
    const at = clock.now();
    await store.transact(async (records) => {
      await records.quarantine.settle(id, { at, as: 'replayed', by });
      await records.audit.note([{ at, by, did: 'quarantine.replay', about: { device, id } }]);
    });
    return receipt;
  };
}
