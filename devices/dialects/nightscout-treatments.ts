import { DecodeError, type Decoder, NothingToKeep } from '../decoder.ts';
import { objectOf, parseJson, readingsOf, type Translated } from './native.ts';

const MOST = 1000;

/**
 * Treatments as care portals and pumps send them to Nightscout. A finger stick (`BG Check` of a meter, or any treatment that names one) is a
 * reading. Meals, insulin, notes and all the rest are none, and are passed over; so is a glucose that was read off the sensor, which comes as
 * an entry.
 */
export const nightscoutTreatments: Decoder = {
  id: 'dialect/nightscout-treatments',
  title: 'Nightscout treatments: finger sticks',
  source: {
    organisation: 'Nightscout',
    title: 'cgm-remote-monitor: lib/api3/swagger.yaml, Treatment (eventType, glucose, glucoseType, units)',
    year: 2024,
    url: 'https://github.com/nightscout/cgm-remote-monitor',
    evidence: 'primary',
  },
  hears: { topic: 'hearth/v1/+/nightscout-treatments' },

  decode(payload, context) {
    const json = parseJson(payload);
    const treatments = [json].flat() as readonly unknown[];
    if (treatments.length > MOST) throw new DecodeError('payload', `${treatments.length} treatments in one message, ${MOST} are the most`);
    const sticks = treatments.flatMap((one, i) => fingerStick(one, Array.isArray(json) ? `/${i}` : ''));
    if (sticks.length === 0) throw new NothingToKeep('payload', 'no treatment holds a finger stick: meals, insulin and notes are not kept');
    return readingsOf(sticks, context);
  },
};

function fingerStick(treatment: unknown, pointer: string): readonly Translated[] {
  const { glucose, glucoseType, units, date, mills, created_at, isValid } = objectOf(treatment);
  if (glucose === undefined || glucose === null || isValid === false) return [];
  if (typeof glucoseType !== 'string' || glucoseType.toLowerCase() !== 'finger') return [];
  const value = typeof glucose === 'string' ? Number(glucose) : glucose;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new DecodeError(`${pointer}/glucose`, 'a number');
  const inMmol = typeof units === 'string' && units.toLowerCase().startsWith('mmol');
  const at = typeof mills === 'number' ? mills : typeof date === 'number' ? date : created_at;
  if (typeof at !== 'number' && typeof at !== 'string') throw new DecodeError(`${pointer}/created_at`, 'a treatment says when');
  return [{ said: { kind: 'glucose', value, unit: inMmol ? 'mmol/L' : 'mg/dL', specimen: 'capillary', at }, pointer }];
}
