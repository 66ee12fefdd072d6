import { setInterval } from 'node:timers';
import { MINUTE, SECOND } from '../domain/clock.ts';
import type { DeviceId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';

/** Transactions commit in another order than they took their time in, and a command beside the server may have another clock. */
const OVERLAP_MS = MINUTE;

/**
 * Ends the sessions of devices whose secret became another or worth nothing, whoever did it: a command beside the server is heard of in the
 * database alone. Costs one look into an index a second.
 */
export function watchAccess({
  devices,
  drop,
  everyMs = SECOND,
  onTrouble,
}: {
  readonly devices: Pick<Records['devices'], 'accessChanges'>;
  readonly drop: (device: DeviceId, upTo: number) => void;
  readonly everyMs?: number;
  readonly onTrouble?: (error: unknown) => void;
}): { stop(): Promise<void> } {
  let latest = 0;
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const changes = await devices.accessChanges(latest - OVERLAP_MS);
    for (const { device, at } of changes) drop(device, at);
    latest = Math.max(latest, changes.at(-1)?.at ?? 0);
  };
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => onTrouble?.(error))
      .finally(() => {
        looking = undefined;
      });
  }, everyMs).unref();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
