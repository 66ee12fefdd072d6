import type { ImportedRow } from '../imported-row.ts';

/** Half a blood pressure, and where it stood. */
export interface Half {
  readonly which: 'systolic' | 'diastolic';
  readonly mmHg: number;
  readonly at: number;
  /** Whose it is: two apps may have written at the same second. Compared, never kept. */
  readonly source: string;
  readonly line: number;
  readonly text: string;
}

/**
 * So many halves wait for the other one, and so many pairs are remembered. Health writes all systolic values before the first diastolic
 * one, so this must hold a life: ten a day for 27 years.
 */
export const MOST_PRESSURES = 100_000;

/**
 * Puts blood pressures together. Health writes each of them up to three times: its systolic and its diastolic value as records among
 * all others, far apart, and both again inside a correlation. One of these is enough, whichever comes first.
 */
export function createPressures(most = MOST_PRESSURES) {
  const waiting = new Map<string, Half>();
  /** By moment and source, which values were put together: nearly always one pair. */
  const paired = new Map<string, readonly (readonly [systolic: number, diastolic: number])[]>();

  function pair(one: Half, other: Half): ImportedRow | undefined {
    const [systolic, diastolic] = one.which === 'systolic' ? [one, other] : [other, one];
    const known = paired.get(keyOf(one)) ?? [];
    if (known.some(([above, below]) => above === systolic.mmHg && below === diastolic.mmHg)) return undefined;
    if (paired.size >= most) takeOldest(paired);
    paired.set(keyOf(one), [...known, [systolic.mmHg, diastolic.mmHg]]);
    const said = { kind: 'blood-pressure', systolic: systolic.mmHg, diastolic: diastolic.mmHg, unit: 'mmHg', at: one.at };
    return { line: other.line, text: `${systolic.text}; ${diastolic.text}`, readings: [said], problems: [] };
  }
  const isPaired = (half: Half): boolean =>
    paired.get(keyOf(half))?.some((pressures) => pressures[half.which === 'systolic' ? 0 : 1] === half.mmHg) ?? false;

  return {
    /** A record among all others. The row, when it is the second of its pair, or one that waited in vain. */
    add(half: Half): ImportedRow | undefined {
      const key = keyOf(half);
      const other = waiting.get(key);
      if (!other) {
        const lost = waiting.size >= most ? takeOldest(waiting) : undefined;
        waiting.set(key, half);
        return lost && !isPaired(lost) ? alone(lost) : undefined;
      }
      if (other.which === half.which) return other.mmHg === half.mmHg ? undefined : alone(half);
      waiting.delete(key);
      return pair(other, half);
    },
    /** Both halves of a correlation. */
    addPair: (halves: readonly [Half, Half]): ImportedRow | undefined => pair(...halves),
    /** What never found its other half. */
    end(): readonly ImportedRow[] {
      const lost = [...waiting.values()].filter((half) => !isPaired(half));
      waiting.clear();
      return lost.map(alone);
    },
  };
}

const keyOf = ({ at, source }: Half): string => `${at} ${source}`;

/** Half a blood pressure says nothing. */
export function alone({ which, line, text }: Pick<Half, 'which' | 'line' | 'text'>): ImportedRow {
  const missing = which === 'systolic' ? 'diastolic' : 'systolic';
  return { line, text, readings: [], problems: [`pressure: no ${missing} value of the same time belongs to this ${which} one`] };
}

function takeOldest<V>(kept: Map<string, V>): V | undefined {
  const oldest = kept.entries().next().value;
  if (oldest) kept.delete(oldest[0]);
  return oldest?.[1];
}
