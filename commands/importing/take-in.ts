import { DecodeError } from '../../devices/decoder.ts';
import { readingsOf } from '../../devices/dialects/native.ts';
import type { ImportedRow } from '../../devices/imported-row.ts';
import { examine } from '../../devices/plausible.ts';
import type { Clock, Instant } from '../../domain/clock.ts';
import { isDecided } from '../../domain/counts.ts';
import type { Intake } from '../../domain/delivery.ts';
import { readingId } from '../../domain/identity.ts';
import type { Measurement, Reading, ReadingId } from '../../domain/reading.ts';
import { saysTheSame } from '../../domain/same-said.ts';
import type { TimeSeriesStore } from '../../domain/store.ts';
import type { Rejected } from './rejections.ts';
import type { Outcome } from './tally.ts';

export interface TakeInParts {
  readonly readings: Pick<TimeSeriesStore, 'get'>;
  /** Undefined: a trial, nothing is stored. */
  readonly intake: Intake | undefined;
  readonly clock: Clock;
  readonly device: string;
  readonly zone: string;
  /** Whether what the file says may replace what an earlier run took from it, or a reading stands once it is there. */
  readonly mayCorrect: boolean;
  /** Whether the person asked for readings of that moment. */
  readonly isWanted: (at: Instant) => boolean;
  readonly onOther: () => void;
  readonly onTaken: (measurement: Measurement, outcome: Outcome) => void;
  readonly onRejected: (one: Rejected) => void;
}

interface Candidate {
  readonly row: ImportedRow;
  readonly said: unknown;
  readonly measurement: Measurement;
  readonly id: ReadingId;
}

/**
 * Two rows of one moment are told apart from a correction as long as no more than so many readings stand between them. Nearly always
 * they are neighbours.
 */
const REMEMBERED = 20_000;

/**
 * Takes rows in, a batch at a time: what is new or corrected goes the way of every reading, in one transaction; what the store knows is
 * only counted. So the store itself says how far an import came that was interrupted, and there is nothing else that could say it wrongly:
 * a second run looks up what the first one stored, which is quick, and goes on where it finds nothing. The promise resolves when the
 * batch is durable.
 */
export function createTakeIn(parts: TakeInParts) {
  const { readings, intake, clock, device, zone, mayCorrect, onTaken, onRejected } = parts;
  const recent = new Map<ReadingId, { readonly line: number; readonly said: string }>();

  return async function takeIn(rows: readonly ImportedRow[]): Promise<void> {
    const candidates = rows.flatMap(understood);
    const stored = new Map((await readings.get(candidates.map(({ id }) => id))).map((reading) => [reading.id, reading]));
    const wanted = candidates.filter((candidate) => isNews(candidate, stored.get(candidate.id)));
    if (wanted.length === 0) return;
    const outcomes = intake ? await handOver(intake, wanted) : wanted.map(({ id }) => (stored.has(id) ? 'corrected' : 'new'));
    for (const [i, { measurement }] of wanted.entries()) onTaken(measurement, outcomes[i]!);
  };

  /** The readings of a row that make sense, and that no row before it has said. */
  function understood(row: ImportedRow): readonly Candidate[] {
    const reject = (why: string) => onRejected({ line: row.line, text: row.text, why });
    row.problems.forEach(reject);
    return row.readings.flatMap((said) => {
      const measurement = attempt(said, reject);
      if (!measurement) return [];
      if (!parts.isWanted(measurement.at)) {
        parts.onOther();
        return [];
      }
      const id = readingId(device, measurement);
      const [before, now] = [recent.get(id), JSON.stringify(measurement)];
      if (before === undefined) {
        if (recent.size >= REMEMBERED) recent.delete(recent.keys().next().value!);
        recent.set(id, { line: row.line, said: now });
        return [{ row, said, measurement, id }];
      }
      if (before.said === now) onTaken(measurement, 'known');
      else reject(`the time: line ${before.line} has the same one, and says something else, which stands`);
      return [];
    });
  }

  function attempt(said: unknown, reject: (why: string) => void): Measurement | undefined {
    try {
      const [measurement] = readingsOf([{ said, pointer: '' }], { received: clock.now(), zone, topic: '' });
      return examine(measurement!);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      reject(error.message.replace(/^\//, ''));
      return undefined;
    }
  }

  function isNews({ row, measurement }: Candidate, stored: Reading | undefined): boolean {
    if (!stored) return true;
    if (isDecided(stored) || saysTheSame(saidOf(stored), measurement)) onTaken(measurement, 'known');
    // A day's total grows, in a table as in Health.
    else if (mayCorrect || measurement.kind === 'activity') return true;
    else
      onRejected({
        line: row.line,
        text: row.text,
        why: 'the time: a reading of the same one is there, and says something else, which stands',
      });
    return false;
  }

  async function handOver(to: Intake, wanted: readonly Candidate[]): Promise<readonly Outcome[]> {
    const payload = Buffer.from(JSON.stringify(wanted.map(({ said }) => said)));
    const receipt = await to({ device, received: clock.now(), topic: `hearth/v1/${device}/readings`, payload });
    if (receipt.why !== undefined) throw new Error(`a batch went into quarantine: ${receipt.why}`);
    const outcomes = new Map(receipt.readings.map(({ id, outcome }) => [id, outcome]));
    return wanted.map(({ id }) => OUTCOMES[outcomes.get(id) ?? 'repeat']);
  }
}

const OUTCOMES = { new: 'new', repeat: 'known', correction: 'corrected' } as const;

/** Without what the store adds to it. */
const saidOf = ({ id: _, device: __, patient: ___, received: ____, ...said }: Reading): Measurement => said as Measurement;
