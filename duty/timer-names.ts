import type { AlertId } from '../domain/alert.ts';

/** The timers of this room: one for each open alert that waits for a person, one for each snooze. */
export const alertTimer = (alert: AlertId): string => `${ALERT}${alert}`;
export const snoozeTimer = (snooze: string): string => `${SNOOZE}${snooze}`;

const ALERT = 'duty:';
const SNOOZE = 'snooze:';

/** What a timer of this room is for; undefined for those of other rooms. */
export function matterOf(what: string): { readonly alert: AlertId } | { readonly snooze: string } | undefined {
  if (what.startsWith(ALERT)) return { alert: what.slice(ALERT.length) };
  if (what.startsWith(SNOOZE)) return { snooze: what.slice(SNOOZE.length) };
  return undefined;
}
