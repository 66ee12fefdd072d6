import type { Instant } from '../domain/clock.ts';
import type { Outcome } from '../domain/message.ts';
import type { Pulse, Records } from '../domain/store.ts';

/**
 * Since when each channel fails: from its first failure until it accepts something, or refuses it, which is an answer too. Only what
 * changes is written, so a channel that works costs nothing.
 */
export function createChannelHealth() {
  const since = new Map<string, Instant>();
  const changed = new Map<string, Pulse>();
  return {
    heard(channel: string, outcome: Outcome, now: Instant): void {
      const known = since.get(channel);
      const fails = outcome.is === 'failed';
      if (fails === (known !== undefined && known > 0) && known !== undefined) return;
      since.set(channel, fails ? now : 0);
      changed.set(channel, { name: `channel:${channel}`, at: fails ? now : 0, about: fails ? { why: outcome.why } : {} });
    },
    /** What is to be written; once. */
    take(): readonly Pulse[] {
      const pulses = [...changed.values()];
      changed.clear();
      return pulses;
    },
  };
}

/** A failure that was known before a restart keeps its beginning. */
export async function keepPulses(pulses: readonly Pulse[], { pulses: kept }: Pick<Records, 'pulses'>): Promise<void> {
  for (const pulse of pulses) {
    const before = await kept.get(pulse.name);
    if (before && before.at > 0 && pulse.at > 0) continue;
    if (before || pulse.at > 0) await kept.save(pulse);
  }
}
