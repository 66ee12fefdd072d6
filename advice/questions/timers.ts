/** The timers of a conversation: an answer that was promised, and a conversation in which nobody says anything any more. */
const LATE = 'question late ';
const STALE = 'question stale ';

export const lateTimer = (conversation: string): string => LATE + conversation;
export const staleTimer = (conversation: string): string => STALE + conversation;

/** Whose timer it is; undefined for one of another room. */
export function timerOf(what: string): { readonly is: 'late' | 'stale'; readonly conversation: string } | undefined {
  if (what.startsWith(LATE)) return { is: 'late', conversation: what.slice(LATE.length) };
  if (what.startsWith(STALE)) return { is: 'stale', conversation: what.slice(STALE.length) };
  return undefined;
}
