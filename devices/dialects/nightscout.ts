import type { Measurement } from '../../domain/reading.ts';
import { type GlucoseUnit, mgPerDlFromMmolPerL } from '../../domain/units.ts';
import { type Context, DecodeError, type Decoder, NothingToKeep, PartlyRead } from '../decoder.ts';
import { parseJson, readingsOf, type Translated } from './native.ts';

/**
 * Dexcom's receivers say errors as glucose, 1 to 12 (Nightscout, cgm-remote-monitor: lib/plugins/errorcodes.js, read). What lies between them
 * and 39, the LO of most sensors, is a low: AAPS sends 37 while Dexcom's own app shows LOW (nightscout/AndroidAPS, issue 2586, the log), and
 * 2.1 mmol/L are 38 mg/dL. A person in a deep low must not look like a sensor without a value.
 */
const MOST_ERROR_CODE = 12;
const LOW_FROM_HERE = 39;
/** xDrip+ puts this in the place of what it calculated below 10, and shows LOW (BgReading.java, BG_READING_ERROR_VALUE): low, or a sensor that fails. */
const XDRIP_ERROR = 38;
const MOST_ENTRIES = 1000;

type Entry = Readonly<Record<string, unknown>>;

/**
 * Entries as uploaders send them to Nightscout: `sgv` (a sensor, always mg/dL) and `mbg` (a finger stick). Calibrations, raw sensor values
 * and error codes are no readings and are passed over. The moment is `date`, in
 * milliseconds (some send seconds), which is also what tells a resend from another reading.
 */
export const nightscout: Decoder = {
  id: 'dialect/nightscout',
  title: 'Nightscout entries (xDrip+, AAPS and other uploaders)',
  source: {
    organisation: 'Nightscout',
    title: 'cgm-remote-monitor: entries, API v1',
    year: 2024,
    url: 'https://github.com/nightscout/cgm-remote-monitor',
    evidence: 'primary',
  },
  hears: { topic: 'hearth/v1/+/nightscout' },

  decode(payload, context) {
    const json = parseJson(payload);
    return measurementsIn(json, Array.isArray(json) ? '' : undefined, 'mg/dL', context);
  },
};

/**
 * The glucose entries of one delivery, each once. `place` is where the list stands; without one, `json` is an entry by itself. `unit` is that
 * of an entry that names none. An app empties its queue in one list and does not send it again: one entry that is wrong must not hide a low
 * beside it. Throws DecodeError, also when there is nothing to keep, and PartlyRead.
 */
export function measurementsIn(json: unknown, place: string | undefined, unit: GlucoseUnit, context: Context): readonly Measurement[] {
  const entries = [json].flat() as readonly unknown[];
  if (entries.length > MOST_ENTRIES)
    throw new DecodeError('payload', `${entries.length} entries in one message, ${MOST_ENTRIES} are the most`);
  const translated: Translated[] = [];
  const measured: Measurement[] = [];
  let wrong: DecodeError | undefined;
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      wrong ??= error;
    }
  };
  for (const [i, entry] of entries.entries())
    attempt(() => translated.push(...translate(entry, place === undefined ? '' : `${place}/${i}`, unit)));
  for (const one of onlyOnce(translated)) attempt(() => measured.push(...readingsOf([one], context)));
  if (wrong && measured.length > 0) throw new PartlyRead(wrong, measured);
  if (wrong) throw wrong;
  if (measured.length === 0)
    throw new NothingToKeep('payload', 'no entry holds a glucose value: error codes, calibrations or raw values only');
  return measured;
}

function translate(entry: unknown, pointer: string, usual: GlucoseUnit): readonly Translated[] {
  if (typeof entry !== 'object' || entry === null) throw new DecodeError(pointer || 'payload', 'an entry is an object');
  const said = entry as Entry;
  const type = said.type ?? (said.sgv !== undefined ? 'sgv' : undefined);
  if (type === 'cal' || type === 'sensor') return [];
  if (type !== 'sgv' && type !== 'mbg') throw new DecodeError(`${pointer}/type`, 'sgv or mbg');
  const value = numberOf(said[type], `${pointer}/${type}`);
  const unit = typeof said.units === 'string' && said.units.toLowerCase().startsWith('mmol') ? 'mmol/L' : usual;
  const mgDl = unit === 'mg/dL' ? value : Math.round(mgPerDlFromMmolPerL(value));
  const at = () => momentOf(said, pointer);
  if (type === 'mbg') return [{ said: { kind: 'glucose', value, unit, specimen: 'capillary', at: at() }, pointer }];
  if (mgDl <= MOST_ERROR_CODE) {
    if (Number.isInteger(value) && unit === 'mg/dL') return [];
    throw new DecodeError(
      `${pointer}/sgv`,
      `${value} ${unit} is no glucose, and no error code either; an entry in mmol/L says so in units`,
    );
  }
  const beyond = mgDl <= LOW_FROM_HERE ? 'low' : mgDl >= 401 ? 'high' : undefined;
  const quality = unit === 'mg/dL' && mgDl === XDRIP_ERROR ? ['sensor-fault'] : undefined;
  return [{ said: { kind: 'glucose', value, unit, specimen: 'interstitial', beyond, quality, at: at() }, pointer }];
}

/** Some send numbers as text. */
function numberOf(said: unknown, pointer: string): number {
  const value = typeof said === 'string' && said.trim() !== '' ? Number(said) : said;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new DecodeError(pointer, 'a number');
  return value;
}

/** A date before 2001 in milliseconds is one of this century in seconds. */
const SECONDS_BELOW = 1e12;

function momentOf({ date, dateString }: Entry, pointer: string): number | string {
  // [API v3] An ISO 8601 text in `date` itself.
  if (typeof date === 'string' && date.includes('T')) return date;
  if (date !== undefined) {
    const at = Math.round(numberOf(date, `${pointer}/date`));
    return at < SECONDS_BELOW ? at * 1000 : at;
  }
  // `+0100` is written without its colon by some.
  if (typeof dateString === 'string') return dateString.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  throw new DecodeError(`${pointer}/date`, 'an entry says when: milliseconds');
}

/** An uploader that catches up sends the same entry twice in one message. */
function onlyOnce(translated: readonly Translated[]): readonly Translated[] {
  const seen = new Set<string>();
  return translated.filter(({ said }) => {
    const key = JSON.stringify(said);
    return !seen.has(key) && seen.add(key);
  });
}
