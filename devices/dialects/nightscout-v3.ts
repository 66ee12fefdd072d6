import { DecodeError, type Decoder } from '../decoder.ts';
import { objectOf, parseJson } from './native.ts';
import { measurementsIn } from './nightscout.ts';

/**
 * Entries as Nightscout's API v3 stores and answers them: one document, a list, or the answer to a search (`{ status, result }`). Unlike v1,
 * an entry may say its unit, its moment may be ISO 8601, and it may be taken back (`isValid: false`): then a person must look.
 */
export const nightscoutV3: Decoder = {
  id: 'dialect/nightscout-v3',
  title: 'Nightscout entries of API v3',
  source: {
    organisation: 'Nightscout',
    title: 'cgm-remote-monitor: lib/api3/swagger.yaml, Entry',
    year: 2024,
    url: 'https://github.com/nightscout/cgm-remote-monitor',
    evidence: 'primary',
  },
  hears: { topic: 'hearth/v1/+/nightscout-v3' },

  decode(payload, context) {
    const json = parseJson(payload);
    const { result } = objectOf(json);
    const [entries, place] = result === undefined ? [json, Array.isArray(json) ? '' : undefined] : [result, '/result'];
    for (const [i, entry] of [entries].flat().entries()) {
      if (objectOf(entry).isValid === false)
        throw new DecodeError(`${place === undefined ? '' : `${place}/${i}`}/isValid`, 'a value is taken back: a person must look');
    }
    return measurementsIn(entries, Array.isArray(entries) ? place : undefined, 'mg/dL', context);
  },
};
