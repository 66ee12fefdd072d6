import type { Decoder } from './decoder.ts';
import { native } from './dialects/native.ts';
import { bloodPressure } from './gatt/blood-pressure.ts';
import { glucose } from './gatt/glucose.ts';
import { glucoseContext } from './gatt/glucose-context.ts';

/** Every format that Hearth understands, one line each; registry.test.ts compares the list with the folders. */
export const decoders: readonly Decoder[] = [native, glucose, glucoseContext, bloodPressure];
