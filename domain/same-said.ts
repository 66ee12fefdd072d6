import { isDeepStrictEqual } from 'node:util';
import type { Measurement } from './reading.ts';

/** Whether two accounts of one measurement say the same, whoever wrote them down: in the order of which flags, and with which fields left undefined, does not matter. */
export const saysTheSame = (one: Measurement, other: Measurement): boolean => isDeepStrictEqual(plain(one), plain(other));

/** As it comes back from the database: without fields that are undefined; the flags in the order of the alphabet. */
const plain = (said: Measurement): unknown => JSON.parse(JSON.stringify({ ...said, quality: said.quality.toSorted() }));
