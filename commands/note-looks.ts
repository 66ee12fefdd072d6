import { userInfo } from 'node:os';
import type { Look } from '../domain/look.ts';
import type { Store } from '../domain/store.ts';
import { systemClock } from '../house/system-clock.ts';

/** Who sits at the command line, as the system knows them. */
export const COMMAND_LINE = 'command line';

/** Writes down that somebody at the command line is shown this, before they are. */
export async function noteLooks(
  store: Pick<Store, 'transact'>,
  kind: Look['kind'],
  ...whom: readonly Pick<Look, 'patient' | 'shown'>[]
): Promise<void> {
  const at = systemClock.now();
  const role = `${COMMAND_LINE} (${userInfo().username})`;
  await store.transact((records) => records.looks.note(whom.map((one) => ({ at, by: COMMAND_LINE, role, kind, ...one }))), { quiet: true });
}
