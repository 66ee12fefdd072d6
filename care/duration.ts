import { DAY, MINUTE } from '../domain/clock.ts';
import { durationMs, Duration as Written } from '../rules/duration.ts';

/** A duration as clinicians write it in a pathway (`PT15M`, `P2D`), in milliseconds: one minute to thirty days, so that no run sleeps forever. */
export const Duration = Written.transform(durationMs).refine((ms) => ms >= MINUTE && ms <= 30 * DAY, 'a duration from PT1M to P30D');

/** The same from zero on: a moment in a case, counted from its beginning. */
export const After = Written.transform(durationMs);
