import { z } from 'zod';

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/** When Hearth says of itself that it is not watching. */
export const WatchSettings = z.strictObject({
  heartbeat: z
    .strictObject({
      url: z
        .url({ protocol: /^https?$/ })
        .refine(
          (url) => URL.canParse(url) && (new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname)),
          'https, or http to this machine',
        )
        .describe('Asked by HTTP GET while all is well: a service outside that rings somebody when this stops.'),
      timeoutMs: z.int().min(100).max(60_000).default(10_000),
    })
    .optional(),
  everySeconds: z.int().min(5).max(3600).default(30).describe('How often Hearth looks after itself, and how often the heartbeat beats.'),
  lateMinutes: z.int().min(1).max(1440).default(5).describe('Timers, messages and followers that are later than this are dead.'),
  channelMinutes: z
    .int()
    .min(1)
    .max(1440)
    .default(15)
    .describe('A channel that accepted nothing for so long, with failures since, is dead.'),
});
export type WatchSettings = z.infer<typeof WatchSettings>;
