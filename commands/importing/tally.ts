import type { Instant } from '../../domain/clock.ts';
import { KINDS, type Kind } from '../../domain/reading.ts';

export type Outcome = 'new' | 'known' | 'corrected';

interface Line {
  readonly counts: Record<Outcome, number>;
  first: Instant;
  last: Instant;
}

/** What became of the readings of a file, by kind, and over which days they reach. */
export function createTally() {
  const lines = new Map<Kind, Line>();
  const total = (outcome: Outcome): number => [...lines.values()].reduce((sum, { counts }) => sum + counts[outcome], 0);
  return {
    add({ kind, at }: { readonly kind: Kind; readonly at: Instant }, outcome: Outcome): void {
      const line = lines.get(kind) ?? { counts: { new: 0, known: 0, corrected: 0 }, first: at, last: at };
      lines.set(kind, line);
      line.counts[outcome]++;
      line.first = Math.min(line.first, at);
      line.last = Math.max(line.last, at);
    },
    total,
    /** One line for each kind: `weight  12 taken in, 3 known already  2021-03-02 to 2024-05-01`, the days by the wall clock of `zone`. */
    text(zone: string, taken: string): string {
      const day = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
      const longest = Math.max(0, ...[...lines.keys()].map((kind) => kind.length));
      return KINDS.flatMap((kind) => {
        const line = lines.get(kind);
        if (!line) return [];
        const { counts, first, last } = line;
        const days = day(first) === day(last) ? day(first) : `${day(first)} to ${day(last)}`;
        const said = [`${counts.new} ${taken}`];
        if (counts.known > 0) said.push(`${counts.known} known already`);
        if (counts.corrected > 0) said.push(`${counts.corrected} corrected`);
        return [`${kind.padEnd(longest)}  ${days}  ${said.join(', ')}\n`];
      }).join('');
    },
  };
}

const MOST_NAMED = 5;

/** `12 records of other kinds were passed over: 9 StepCount, 3 SleepAnalysis`; nothing where nothing was. */
export function passedText(passed: ReadonlyMap<string, number>): string {
  const all = [...passed].toSorted(([, a], [, b]) => b - a);
  if (all.length === 0) return '';
  const count = all.reduce((sum, [, one]) => sum + one, 0);
  const named = all.slice(0, MOST_NAMED).map(([type, one]) => `${one} ${type.replace(/^HK\w*?Identifier/, '')}`);
  return `${count} records of other kinds were passed over: ${named.join(', ')}${all.length > MOST_NAMED ? ', …' : ''}.\n`;
}
