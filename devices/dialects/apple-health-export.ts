import { SaxesParser } from 'saxes';
import { DecodeError } from '../decoder.ts';
import type { ImportedRow } from '../imported-row.ts';
import {
  type AppleRecord,
  copyOf,
  HALVES,
  halfOfRecord,
  isKnownType,
  METADATA,
  PIECES,
  pieceOfRecord,
  readingOfRecord,
  textOfRecord,
} from './apple-health.ts';
import { createDays } from './apple-health-days.ts';
import { createPressures, type Half } from './apple-health-pressures.ts';

/** No element and no DTD of an export is near this long. What is longer would be held in memory whole. */
const LONGEST = 1_000_000;

/** So many complaints about the XML are rows of the report; behind that the file is no XML. */
const MOST_COMPLAINTS = 1000;

/**
 * Reads the export.xml of Apple's Health app, piece by piece, in memory that does not grow with it. Entities that its DTD declares are
 * not expanded, and nothing that it names is fetched: the parser reads past a DTD without looking into it, which also lets the exports
 * of iOS 16 pass, whose DTD is broken. What is no XML in between (control characters in a name) is told with its line and passed over.
 */
export function createAppleHealthReader() {
  const parser = new SaxesParser();
  const pressures = createPressures();
  const days = createDays();
  const passed = new Map<string, number>();
  let rows: ImportedRow[] = [];
  let record: (AppleRecord & { readonly source: string; readonly metadata: Record<string, string>; readonly line: number }) | undefined;
  /** The pressures of the correlation in which we are; undefined outside. */
  let correlation: Half[] | undefined;
  let isHealthData = false;
  let complaints = 0;
  let isEnding = false;
  let isCutOff = false;
  let sinceElement = 0;

  const problem = (line: number, text: string, why: string) => rows.push({ line, text, readings: [], problems: [why] });
  const keep = (row: ImportedRow | undefined) => row && rows.push(row);

  const isHopeless = () => complaints > MOST_COMPLAINTS;

  parser.on('opentag', ({ name, attributes }) => {
    sinceElement = 0;
    if (isHopeless()) return;
    if (name === 'Record') {
      const { type = '', unit = '', value = '', startDate = '', endDate = startDate, sourceName = '' } = attributes;
      const known = type.replace('HKQuantityTypeIdentifier', '');
      if (isKnownType(known))
        record = { type: known, unit, value, startDate, endDate, source: sourceName, metadata: {}, line: parser.line };
      else passOver(type);
    } else if (name === 'MetadataEntry') {
      const { key = '', value = '' } = attributes;
      if (record && METADATA.has(key)) record.metadata[key] = value;
    } else if (name === 'Correlation') {
      correlation = attributes.type === 'HKCorrelationTypeIdentifierBloodPressure' ? [] : undefined;
    } else if (name === 'HealthData') isHealthData = true;
  });

  parser.on('closetag', ({ name }) => {
    sinceElement = 0;
    if (name === 'Record' && record) {
      take(record);
      record = undefined;
    } else if (name === 'Correlation' && correlation) {
      const [one, other, ...more] = correlation;
      if (one && other && more.length === 0 && one.which !== other.which) keep(pressures.addPair([one, other]));
      else for (const half of correlation) keep(pressures.add(half));
      correlation = undefined;
    }
  });

  // The parser goes on behind what it complains of.
  parser.on('error', ({ message }) => {
    complaints++;
    if (isEnding) isCutOff = true;
    else if (complaints <= MOST_COMPLAINTS) problem(parser.line, '', `xml: ${message.replace(/^[\d:]+ /, '').replace(/\.$/, '')}`);
  });

  function take(one: NonNullable<typeof record>): void {
    try {
      if (Object.hasOwn(PIECES, one.type)) {
        days.add({ ...pieceOfRecord(one), source: one.source, line: one.line });
        return;
      }
      const which = HALVES[one.type];
      if (which === undefined) {
        rows.push({ line: one.line, text: textOfRecord(one), readings: [readingOfRecord(one)], problems: [] });
        return;
      }
      const half: Half = { which, ...halfOfRecord(one), source: copyOf(one.source), line: one.line, text: copyOf(textOfRecord(one)) };
      if (correlation) correlation.push(half);
      else keep(pressures.add(half));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      problem(one.line, textOfRecord(one), error.message);
    }
  }

  function passOver(type: string): void {
    const count = passed.get(type);
    passed.set(count === undefined ? copyOf(type) : type, (count ?? 0) + 1);
  }

  const taken = (): readonly ImportedRow[] => {
    const some = rows;
    rows = [];
    return some;
  };

  return {
    /** The rows that end in this piece. */
    read(text: string): readonly ImportedRow[] {
      sinceElement += text.length;
      parser.write(text);
      return taken();
    },
    /** Why it makes no sense to read on, in half a sentence; undefined as long as it does. */
    trouble(): string | undefined {
      if (isHopeless()) return 'here and in a thousand places before it this is no XML; the rest was not read';
      return sinceElement > LONGEST ? `nothing ends within ${LONGEST} letters; the rest was not read` : undefined;
    },
    /** The rows that wait for the end, and what is wrong with the end itself. Throws DecodeError when it was no export of Health at all. */
    end(): readonly ImportedRow[] {
      if (!isHealthData) throw new DecodeError('the file', 'holds no <HealthData>: this is no export of Health');
      isEnding = true;
      parser.close();
      if (isCutOff)
        problem(parser.line, '', 'the file: it ends in the middle, as if it had been cut off; what stands before its end was read');
      for (const row of [...pressures.end(), ...days.end()]) rows.push(row);
      return taken();
    },
    /** Where the reader stands. */
    line: (): number => parser.line,
    /** How many records of each type are none of Hearth's kinds. */
    passed: (): ReadonlyMap<string, number> => passed,
  };
}
