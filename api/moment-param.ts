import { z } from 'zod';

const UNIX_MS = /^\d{1,15}$/;
const says = 'Unix milliseconds, or a time with its zone such as 2026-11-01T00:00:00Z';

/** A moment in an address: Unix milliseconds as everywhere in this API, or ISO 8601 with a zone, as people and other programs write it. */
export const MomentParam = z
  .union([z.string().regex(UNIX_MS), z.iso.datetime({ offset: true })], { error: says })
  .transform((text) => (UNIX_MS.test(text) ? Number(text) : Date.parse(text)))
  .describe(says);
