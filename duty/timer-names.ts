import type { AlertId } from '../domain/alert.ts';

/** The timers of this room: one for each open alert that waits for a person, one for each snooze, one for each alert of a storm. */
export const alertTimer = (alert: AlertId): string => `${ALERT}${alert}`;
export const snoozeTimer = (snooze: string): string => `${SNOOZE}${snooze}`;
export const lastingTimer = (alert: AlertId): string => `${LASTING}${alert}`;

const ALERT = 'duty:';
const SNOOZE = 'snooze:';
const LASTING = 'lasting:';

/** What a timer of this room is for; undefined for those of other rooms. */
export function matterOf(
  what: string,
): { readonly alert: AlertId } | { readonly snooze: string } | { readonly lasting: AlertId } | undefined {
  if (what.startsWith(ALERT)) return { alert: what.slice(ALERT.length) };
  if (what.startsWith(SNOOZE)) return { snooze: what.slice(SNOOZE.length) };
  if (what.startsWith(LASTING)) return { lasting: what.slice(LASTING.length) };
  return undefined;
}
