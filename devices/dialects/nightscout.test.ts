import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DecodeError, NothingToKeep } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { nightscout } from './nightscout.ts';

const samples = JSON.parse(readFileSync(new URL('nightscout.samples.json', import.meta.url), 'utf8'));
const RECEIVED = Date.UTC(2026, 2, 1, 12);
const decode = (said: unknown) =>
  nightscout.decode(Buffer.from(JSON.stringify(said)), { received: RECEIVED, zone: 'Europe/Berlin', topic: '' });
const sgv = (more: object = {}) => ({ type: 'sgv', sgv: 120, date: RECEIVED - 300_000, direction: 'Flat', device: 'xDrip', ...more });

dialectStands(nightscout, [samples.errorCodes, ...Object.values(samples.aaps), sgv()]);

test('a message of error codes alone is no reading', () => {
  expect(() => decode(samples.errorCodes)).toThrow('no entry holds a glucose value');
});

test.each(Object.entries(samples.aaps as Record<string, readonly { sgv: number; date: number }[]>))(
  'as AAPS sends them: %s',
  (_, entries) => {
    const list = [entries].flat();
    const readings = decode(list);
    expect(readings.map(({ at }) => at)).toEqual([...new Set(list.map(({ date }) => date))]);
    for (const reading of readings) expect(reading).toMatchObject({ kind: 'glucose', specimen: 'interstitial', clock: 'device' });
  },
);

test.each([
  ['a number as text', sgv({ sgv: '120' }), { reported: { value: 120, unit: 'mg/dL' }, specimen: 'interstitial' }],
  ['a finger stick', { type: 'mbg', mbg: 99, date: RECEIVED }, { reported: { value: 99, unit: 'mg/dL' }, specimen: 'capillary' }],
  ['seconds', sgv({ date: RECEIVED / 1000 }), { at: RECEIVED }],
  ['LO', sgv({ sgv: 39 }), { beyond: 'low' }],
  ['what AAPS sends while Dexcom’s app shows LOW', sgv({ sgv: 37, device: 'AAPS-Dexcom' }), { beyond: 'low', quality: [] }],
  ['the least that is no error code', sgv({ sgv: 13 }), { beyond: 'low', reported: { value: 13, unit: 'mg/dL' } }],
  ['xDrip+ without a number, which it shows as LOW', sgv({ sgv: 38 }), { beyond: 'low', quality: ['sensor-fault'] }],
  ['a deep low in mmol/L', sgv({ sgv: 2.1, units: 'mmol' }), { beyond: 'low', reported: { value: 2.1, unit: 'mmol/L' }, quality: [] }],
  ['the least number that is one', sgv({ sgv: 40 }), { reported: { value: 40, unit: 'mg/dL' } }],
  ['HI', sgv({ sgv: 401 }), { beyond: 'high' }],
  ['only a text of when', sgv({ date: undefined, dateString: '2026-03-01T13:00:00.000+0100' }), { at: RECEIVED }],
])('%s', (_, entry, expected) => {
  expect(decode(entry)).toEqual([expect.objectContaining(expected)]);
});

test('what is sent twice in one message is one; calibrations and error codes are passed over', () => {
  const said = [sgv(), sgv(), { type: 'cal', slope: 1, date: RECEIVED }, sgv({ sgv: 5, date: RECEIVED - 1 })];
  expect(decode(said)).toHaveLength(1);
});

test('a 40 is a number, and no LO', () => {
  expect(decode(sgv({ sgv: 40 }))[0]).not.toHaveProperty('beyond');
});

test.each([1, 5, 10, 12, '12'])('an error code of Dexcom, %s, is passed over', (code) => {
  expect(() => decode(sgv({ sgv: code }))).toThrow(NothingToKeep);
});

test.each([
  ['mmol/L without its unit', sgv({ sgv: 5.5 })],
  ['less than any sensor shows', sgv({ sgv: 0.3, units: 'mmol' })],
])('%s waits for a person: it may be a low', (_, said) => {
  expect(() => decode(said)).toThrow('no error code either');
  expect(() => decode(said)).not.toThrow(NothingToKeep);
});

test.each([
  ['no moment', sgv({ date: undefined })],
  ['a type of its own', sgv({ type: 'mood' })],
  ['no number', sgv({ sgv: 'LOW' })],
  ['an entry that is none', [5]],
  ['nothing', []],
])('%s waits for a person', (_, said) => {
  expect(() => decode(said)).toThrow(DecodeError);
});
