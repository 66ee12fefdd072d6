import { MINUTE } from '../../domain/clock.ts';
import type { Measurement } from '../../domain/reading.ts';
import type { Context } from '../decoder.ts';
import { readingsOf } from './native.ts';

/**
 * One value without a time of its own, said again and again: a scale broadcasts each weighing for seconds, and a gateway passes on every
 * broadcast. All that is heard within one minute is one reading, of which the last value stands; else one weighing would be twenty.
 */
export const heardThisMinute = (said: object, pointer: string, context: Context): readonly Measurement[] =>
  readingsOf([{ said, pointer }], { ...context, received: Math.floor(context.received / MINUTE) * MINUTE });
