import type { Posture, Quality } from './reading.ts';

/* Apart from reading.ts, which brings its schemas along: the console reads these in the browser. */

type Flagged = { readonly quality: readonly string[] };

const NO_VALUE: readonly Quality[] = ['control-solution', 'demonstration', 'implausible', 'no-contact', 'withdrawn'];

/** Whether a number is a value of the patient's: what a rule would not look at stands in no statistic, no chart and no advice. */
export const counts = ({ quality }: Flagged): boolean => quality.length === 0 || !NO_VALUE.some((flag) => quality.includes(flag));

/**
 * The total of a day that grows is told again and again: one that covers less of its interval than what is known already came late, and
 * says nothing new.
 */
export const isOvertaken = (known: Spanning, said: Spanning): boolean =>
  known.kind === 'activity' && said.kind === 'activity' && (said.minutes ?? 0) < (known.minutes ?? 0);
type Spanning = { readonly kind: string; readonly minutes?: number };

/** A person said whose it is, or that it does not count: no device and no file says it better. */
export const isDecided = ({ quality }: Flagged): boolean => quality.includes('withdrawn') || quality.includes('reassigned');

/**
 * Whether a pressure may stand beside others in a mean: home protocols and their limits are of the sitting patient. One of which nobody said
 * the posture was measured as the protocols ask. `''`: nobody said it.
 */
export const isSeated = ({ posture }: { readonly posture?: Posture | '' | undefined }): boolean => !posture || posture === 'sitting';
