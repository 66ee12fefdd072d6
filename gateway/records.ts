import type { RecordAccess } from '../devices/gatt/record-access.ts';

/*
 * The Record Access Control Point as a collector uses it (Glucose Service, 2A52): how many records, then the records, then "that was all".
 * Pure: it is told what was heard and says what to write next.
 *
 * Asked for is everything from the last record that the server has, that record included. It comes again, and proves that the meter still
 * has the memory that the number belongs to: after a change of batteries some count from 1 again. Without it, the whole memory is asked for.
 */

const [REPORT, ABORT, COUNT, NUMBER, RESPONSE] = [1, 3, 4, 5, 6];
const [ALL, FROM] = [1, 3];
const BY_SEQUENCE = 1;
const [SUCCESS, NO_RECORDS, NOT_COMPLETED] = [1, 6, 8];
/** Op code, operator, operand or filter that the meter does not have: another way of asking may do. */
const UNSUPPORTED: readonly number[] = [2, 3, 4, 5, 9];
const WHY: Readonly<Record<number, string>> = {
  2: 'the op code is not supported',
  3: 'the operator is not valid',
  4: 'the operator is not supported',
  5: 'the operand is not valid',
  7: 'the abort was not successful',
  8: 'the procedure was not completed',
  9: 'the operand is not supported',
};

/** To be written when a meter has fallen silent in the middle, or the gateway ends. */
export const abort: Uint8Array = Uint8Array.of(ABORT, 0);

export type Next =
  | { readonly do: 'write'; readonly bytes: Uint8Array }
  | { readonly do: 'wait' }
  /** The memory was heard to its end; `reached` is the sequence number of the record that came last, if there was any. */
  | { readonly do: 'end'; readonly records: number; readonly reached?: number }
  | { readonly do: 'fail'; readonly why: string };

export interface Procedure {
  begin(): Next;
  /**
   * A record came; `known` when its very bytes were heard before. Returns the sequence number up to which the meter's memory is complete
   * once the server has this record; undefined as long as the order of the records leaves that open.
   */
  record(sequence: number, known: boolean): number | undefined;
  answer(said: RecordAccess): Next;
  /** Whether a record came before one with a lower number: what was said to be complete up to then may have a gap. */
  isDisordered(): boolean;
}

/** `last` is the highest sequence number up to which the server has everything; undefined before the first visit. */
export function createProcedure(last: number | undefined): Procedure {
  let asked: 'from' | 'all' = last === undefined ? 'all' : 'from';
  let phase: 'counting' | 'reporting' = 'counting';
  let expected: number | undefined;
  let heard = 0;
  let reached: number | undefined;
  let previous: number | undefined;
  /** Whether records come oldest first, the known one at their head: only then is a part of a memory complete up to its last record. */
  let inOrder = true;
  let knownSeen = false;
  let disordered = false;

  const which = (): readonly number[] => (asked === 'all' ? [ALL] : [FROM, BY_SEQUENCE, last! & 0xff, last! >> 8]);
  const write = (opCode: number): Next => ({ do: 'write', bytes: Uint8Array.of(opCode, ...which()) });
  const restart = (): void => {
    expected = undefined;
    heard = 0;
    previous = undefined;
    reached = undefined;
    inOrder = true;
  };
  const count = (): Next => {
    phase = 'counting';
    restart();
    return write(COUNT);
  };
  const report = (): Next => {
    phase = 'reporting';
    restart();
    return write(REPORT);
  };
  const askForAll = (): Next => {
    asked = 'all';
    return count();
  };
  const nothing = (): Next => (asked === 'from' ? askForAll() : { do: 'end', records: 0 });

  return {
    isDisordered: () => disordered,
    begin: count,
    record(sequence, known) {
      heard += 1;
      if (asked === 'from' && sequence === last && known) knownSeen = true;
      inOrder &&= previous === undefined ? asked === 'all' || knownSeen : sequence > previous;
      disordered ||= previous !== undefined && sequence <= previous;
      const second = previous !== undefined;
      previous = sequence;
      // Not the highest: where counting began anew, that one is old.
      reached = sequence;
      return inOrder && (second || knownSeen) ? sequence : undefined;
    },
    answer(said) {
      if (phase === 'counting') {
        if (said.opCode === NUMBER) {
          if (said.numberOfRecords === 0) return nothing();
          const next = report();
          expected = said.numberOfRecords;
          return next;
        }
        if (said.opCode !== RESPONSE || said.requestOpCode !== COUNT) return { do: 'wait' };
        if (said.responseCode === NO_RECORDS) return nothing();
        // A meter that cannot count its records may report them all the same.
        return UNSUPPORTED.includes(said.responseCode ?? 0) ? report() : refused(said.responseCode);
      }
      if (said.opCode !== RESPONSE || said.requestOpCode !== REPORT) return { do: 'wait' };
      if (said.responseCode === NO_RECORDS) return nothing();
      if (said.responseCode !== SUCCESS) {
        return asked === 'from' && UNSUPPORTED.includes(said.responseCode ?? 0) ? askForAll() : refused(said.responseCode);
      }
      if (expected !== undefined && heard < expected) {
        return { do: 'fail', why: `it counted ${expected} records, and ${heard} of them were heard` };
      }
      if (asked === 'from' && !knownSeen) return askForAll();
      return { do: 'end', records: heard, ...(reached === undefined ? {} : { reached }) };
    },
  };
}

const refused = (code: number | undefined): Next => ({
  do: 'fail',
  why: code === NOT_COMPLETED ? WHY[NOT_COMPLETED]! : (WHY[code ?? 0] ?? `it answered with code ${code}, which no profile knows`),
});
