import type { ImportedRow } from '../imported-row.ts';
import { copyOf } from './apple-health.ts';

/** What Health counts in pieces, a few minutes each, one list for each device that counts. */
export type Counted = 'steps' | 'activeMinutes';

/** One piece, and where it stood. */
export interface Piece {
  readonly of: Counted;
  readonly value: number;
  /** `2024-05-01`, by the clock on the phone. */
  readonly day: string;
  /** Midnight of that day, Unix ms. */
  readonly midnight: number;
  /** When it ends, Unix ms. */
  readonly end: number;
  /** Compared, never kept. */
  readonly source: string;
  readonly line: number;
}

interface Day {
  readonly midnight: number;
  readonly line: number;
  readonly totals: Record<Counted, Map<string, number>>;
  end: number;
}

const MINUTE = 60_000;
const DAY_MINUTES = 1440;

/**
 * Adds up days. A telephone and a watch count the same steps, so their totals are not added: of each day stands the larger. A life of days
 * is some ten thousand numbers.
 */
export function createDays() {
  const days = new Map<string, Day>();
  return {
    add({ of, value, day, midnight, end, source, line }: Piece): void {
      const known = days.get(day) ?? { midnight, line, end, totals: { steps: new Map(), activeMinutes: new Map() } };
      if (!days.has(day)) days.set(copyOf(day), known);
      const total = known.totals[of];
      const before = total.get(source);
      total.set(before === undefined ? copyOf(source) : source, (before ?? 0) + value);
      known.end = Math.max(known.end, end);
    },
    /** A row for each day with steps, in order. The last day of the file goes on: it is told until its last piece. */
    end(): readonly ImportedRow[] {
      const sorted = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
      days.clear();
      return sorted.flatMap(([day, { midnight, line, end, totals }], i) => {
        if (totals.steps.size === 0) return [];
        const steps = Math.round(Math.max(...totals.steps.values()));
        const sofar = Math.max(1, Math.ceil((end - midnight) / MINUTE));
        const minutes = i === sorted.length - 1 ? Math.min(DAY_MINUTES, sofar) : DAY_MINUTES;
        const active = totals.activeMinutes.size === 0 ? {} : { activeMinutes: Math.max(...totals.activeMinutes.values()) };
        const said = { kind: 'activity', at: midnight, minutes, steps, ...active };
        return [{ line, text: `steps of ${day}: ${steps}`, readings: [said], problems: [] }];
      });
    },
  };
}
