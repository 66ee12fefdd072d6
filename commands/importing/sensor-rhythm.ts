import type { ImportedRow } from '../../devices/imported-row.ts';
import { DAY, type Instant, MINUTE } from '../../domain/clock.ts';

/** Whose values a person says they are; undefined: their rhythm tells. */
export type GlucoseFrom = 'sensor' | 'meter' | undefined;

/*
 * Engineering choices. Sensors give a value every 1 to 15 minutes, and some of them come late. Nobody pricks a finger twelve times in a row
 * within 20 minutes of one another: that would be three hours of it, or as many times as few do in a day.
 */
const APART_MS = 20 * MINUTE;
const IN_A_ROW = 12;
/** A sensor that was heard within a day, and is heard a little between two silences. */
const A_FEW = 3;
/** Rows of other kinds that may stand between two values of one run. */
const MOST_HELD = 1000;

/** Tells a continuous sensor's values from a meter's in a file that does not say so, in one pass and a handful of rows of memory. */
export function createSensorRhythm(from: GlucoseFrom) {
  let marked = 0;
  let held: ImportedRow[] = [];
  let run = { values: 0, last: Number.NaN, isSensor: false };
  let lastOfSensor: Instant | undefined;

  return {
    /** How many values were taken for a sensor's by their rhythm. */
    marked: () => marked,
    /** The same rows in the same order, a sensor's values named so. A batch may hold a few of the one before, and keep a few for the next. */
    async *rows(batches: AsyncIterable<readonly ImportedRow[]>): AsyncGenerator<readonly ImportedRow[]> {
      for await (const batch of batches) {
        if (from === 'meter') yield batch;
        else if (from === 'sensor') yield batch.map(ofSensor);
        else yield batch.flatMap(told);
      }
      yield letGo();
    },
  };

  function told(row: ImportedRow): readonly ImportedRow[] {
    const value = row.readings.find(isUntold);
    if (!value) {
      if (held.length === 0) return [row];
      held.push(row);
      return held.length > MOST_HELD ? letGo() : [];
    }
    const at = value.at as Instant;
    const apart = Math.abs(at - run.last);
    const before = apart <= APART_MS ? [] : letGo();
    if (!(apart <= APART_MS)) run = { values: 0, last: at, isSensor: false };
    // What stands there twice is no second value.
    if (run.values === 0 || apart > 0) run.values += 1;
    run.last = at;
    held.push(row);
    run.isSensor ||= run.values >= IN_A_ROW;
    return run.isSensor ? letGo() : before;
  }

  function letGo(): readonly ImportedRow[] {
    const rows = held;
    held = [];
    const soonAfter = lastOfSensor !== undefined && Math.abs(run.last - lastOfSensor) < DAY && run.values >= A_FEW;
    if (rows.length === 0 || !(run.isSensor || soonAfter)) return rows;
    lastOfSensor = run.last;
    marked += rows.filter(({ readings }) => readings.some(isUntold)).length;
    return rows.map(ofSensor);
  }
}

type Said = ImportedRow['readings'][number];
/** A value before a meal is a finger's: sensors know nothing of meals. */
const isUntold = ({ kind, specimen, meal, quality }: Said): boolean =>
  kind === 'glucose' && specimen === undefined && meal === undefined && quality === undefined;

const ofSensor = (row: ImportedRow): ImportedRow =>
  row.readings.some(isUntold)
    ? { ...row, readings: row.readings.map((said) => (isUntold(said) ? { ...said, specimen: 'interstitial' } : said)) }
    : row;
