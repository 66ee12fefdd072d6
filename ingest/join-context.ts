import type { Glucose, GlucoseContext, Reading } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { Kept } from './hear-all.ts';

/*
 * A glucose meter says the value in one record and the meal in another, with the same sequence number (GATT 2A18 and 2A34).
 * Whichever comes first waits for the other: the stored reading ends up with its context, and is judged with it.
 */

/** Whether its device announced a context for it: most readings have none, and are spared the question. */
export const mayHaveContext = (reading: Reading): reading is Glucose & Reading & { sequence: number } =>
  reading.kind === 'glucose' && reading.contextFollows === true && reading.sequence !== undefined;

/** The reading with its context, if that is known already. */
export async function withKnownContext(reading: Reading, readings: Records['readings']): Promise<Reading> {
  if (!mayHaveContext(reading)) return reading;
  const context = await readings.bySequence(reading.device, 'glucose-context', reading.sequence);
  return context?.kind === 'glucose-context' ? joined(reading, context) : reading;
}

/** The stored readings that these contexts change, as they stand with them. */
export async function amendments(
  contexts: readonly Kept[],
  readings: Records['readings'],
): Promise<readonly { readonly reading: Reading }[]> {
  const changed: { reading: Reading }[] = [];
  for (const { reading: context, outcome } of contexts) {
    if (outcome === 'repeat' || context.kind !== 'glucose-context' || context.sequence === undefined) continue;
    const reading = await readings.bySequence(context.device, 'glucose', context.sequence);
    if (reading?.kind === 'glucose' && reading.meal !== context.meal) changed.push({ reading: joined(reading, context) });
  }
  return changed;
}

const joined = <R extends Glucose>(reading: R, { meal }: GlucoseContext): R => (meal === undefined ? reading : { ...reading, meal });
