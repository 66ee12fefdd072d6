import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Vector } from '../devices/vectors.ts';
import { decode } from './decode.ts';

async function run(...args: string[]) {
  let written = '';
  let said = '';
  const out = { write: (text: string) => void (written += text), say: (text: string) => void (said += text), isTerminal: false };
  return { code: await decode.run(args, out), written: () => written, said: () => said };
}

test('fields under the names of the profile, and what they mean', async () => {
  const { code, written } = await run('gatt', '2a35', '00 8a00 5800 7800', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(written())).toMatchObject({
    characteristic: '2A35',
    outcome: 'ok',
    fields: { unit: 'mmHg', systolic: 138, diastolic: 88, meanArterialPressure: 120 },
    measurements: [{ kind: 'blood-pressure', systolicMmHg: 138 }],
  });
});

const published = (
  [
    ['2a18', 'gatt/glucose'],
    ['2a34', 'gatt/glucose-context'],
    ['2a35', 'gatt/blood-pressure'],
    [undefined, 'numbers'],
    [undefined, 'gatt/characteristics'],
  ] as const
).flatMap(([characteristic, file]) => {
  const all = JSON.parse(readFileSync(new URL(`../devices/${file}.vectors.json`, import.meta.url), 'utf8')) as readonly Vector[];
  return all.map((vector) => ({
    characteristic: characteristic ?? (vector as Vector & { characteristic: string }).characteristic,
    ...vector,
  }));
});

test.each(published)('$id: the command prints what the vector says', async ({ characteristic, hex, outcome, expected, error }) => {
  const { code, written } = await run('gatt', characteristic, hex, '--json');
  const printed = JSON.parse(written());
  expect(printed).toMatchObject({ characteristic: characteristic.toUpperCase(), outcome: code === 0 ? 'ok' : 'error' });
  if (outcome !== 'either') expect(printed.outcome).toBe(outcome);
  if (outcome === 'ok') expect(printed.fields).toEqual(expected);
  if (outcome === 'error')
    expect(printed.error).toEqual({
      kind: error!.kind,
      field: expect.any(String),
      offset: expect.any(Number),
      message: expect.any(String),
    });
});

test.each(['2A35', '0x2a35', '00002A35-0000-1000-8000-00805F9B34FB'])(
  'the characteristic may be written %s, and its bytes as they come',
  async (name) => {
    for (const hex of ['00 8a00 5800 7800', '00:8A:00:58:00:78:00', '0x008a0058007800']) {
      expect(JSON.parse((await run('gatt', name, hex, '--json')).written())).toMatchObject({
        characteristic: '2A35',
        fields: { systolic: 138 },
      });
    }
  },
);

test.each([
  [
    '2a18',
    '0a0500ea07021c080f00ff07122000',
    'Glucose above the range of the meter, beyond 600 mg/dL (33.3 mmol/L), capillary, plasma, 2026-02-28 08:15:00',
  ],
  ['2a35', '16a0005000ff07ea07021c080f003c000100', 'Blood pressure 160/80 mmHg, pulse 60 a minute, 2026-02-28 08:15:00 Asia/Shanghai'],
  ['2a35', '0d8a0058007800', ''],
  ['2a34', '030500013cd001', 'What stood around glucose record 5, meal: before, 60 g of carbohydrate'],
  ['2a18', '002a00e807030f0e1e2d', 'Well formed, but nothing to keep: concentration: absent: the record holds no glucose value.'],
])('%s %s in words', async (characteristic, hex, sentence) => {
  const { code, written, said } = await run('gatt', characteristic, hex, '--zone', 'Asia/Shanghai');
  expect(written().slice(0, sentence.length)).toBe(sentence);
  if (code === 1) expect(said()).toMatch(/^2A35 could not be decoded: pulseRate at byte 7: /);
});

test('a file of Hearth’s own JSON', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'readings.json');
  writeFileSync(file, '{"kind":"glucose","value":5.6,"unit":"mmol/L","at":"2026-03-01T08:00:00+08:00"}');
  const { code, written } = await run('native', file, '--zone', 'Asia/Shanghai');
  expect([code, written().split('\n')[0]]).toEqual([
    0,
    "Glucose 5.6 mmol/L (101 mg/dL), 2026-03-01 08:00:00 Asia/Shanghai by the device's clock.",
  ]);
  writeFileSync(file, '[{"kind":"glucose","value":5.6,"unit":"mg/dL"}]');
  const wrong = await run('native', file, '--json');
  expect(wrong.code).toBe(1);
  expect(JSON.parse(wrong.written())).toMatchObject({ characteristic: 'native', outcome: 'error', error: { field: '/0/value' } });
});

test('a sample of another dialect; where its topic says what was measured, that stands behind the dialect’s name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'sample');
  writeFileSync(file, '72.45');
  expect((await run('esphome/mi_scale_weight', file)).written()).toMatch(/^Weight 72.45 kg, /);
  writeFileSync(file, '{"id":"C8:47:8C:1A:2B:3C","weighing_mode":"object","unit":"kg","weight":9.55}');
  const { code, said } = await run('openmqttgateway', file);
  expect([code, said()]).toEqual([1, 'openmqttgateway could not be decoded: /weighing_mode: an object was weighed, no person.\n']);
});

test('a clinic’s own mapping: its readings, whose sensor it is, and where the file is wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [mapping, sample] = [join(folder, 'acme.yaml'), join(folder, 'sample.json')];
  writeFileSync(mapping, 'mapping: acme\ntitle: ACME\nsensor: mac\nreadings: |\n  { "kind": "weight", "value": kg, "unit": "kg" }\n');
  writeFileSync(sample, '{"mac":"AA:BB:CC:00:00:01","kg":72.4}');
  const { code, written, said } = await run('--mapping', mapping, sample);
  expect([code, written().split(',')[0], said()]).toEqual([0, 'Weight 72.4 kg', 'The sensor behind the gateway: aabbcc000001\n']);
  writeFileSync(sample, '{"mac":"AA:BB:CC:00:00:01","kg":"72.4"}');
  expect((await run('--mapping', mapping, sample)).said()).toMatch(/acme could not be decoded: \/readings\/value: /);
  writeFileSync(mapping, 'mapping: acme\ntitle: ACME\nreadings: |\n  {\n    "kind"; }\n');
  await expect(run('--mapping', mapping, sample)).rejects.toThrow(`${mapping}:5:1: readings: JSONata: `);
  await expect(run('--mapping', join(folder, 'none.yaml'), sample)).rejects.toThrow('none.yaml cannot be read');
});

test('a record that is cut off: the field, the byte, exit code 1', async () => {
  const { code, written } = await run('gatt', '2A35', '008a00', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(written())).toMatchObject({ outcome: 'error', error: { field: 'diastolic', offset: 3 } });
});

test('a well-formed record without a value keeps its fields and says why it means nothing', async () => {
  const { code, written } = await run('gatt', '2a18', '002a00e807030f0e1e2d', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(written())).toMatchObject({ outcome: 'ok', fields: { sequenceNumber: 42 }, error: { field: 'concentration' } });
});

test.each([
  ['SFLOAT', '6ce1', 3.64],
  ['float', '700100ff', 36.8],
  ['SFLOAT', 'ff07', 'NaN'],
])('%s %s', async (name, hex, value) => {
  expect(JSON.parse((await run('gatt', name, hex, '--json')).written())).toMatchObject({ fields: { value } });
});

test.each([
  [['gatt', 'ffff', '00'], 'There is no decoder for ffff'],
  [['gatt', '2a35', 'xyz'], 'written in hexadecimal'],
  [['hl7'], 'knows gatt, native, fhir'],
  [['gatt', '2a35', '00', '--zone', 'Mars/Base'], 'no time zone "Mars/Base"'],
  [['native'], 'Which file?'],
  [['native', '/no/such/file'], 'cannot be read'],
])('%j is refused with one sentence', async (args, sentence) => {
  await expect(run(...args)).rejects.toThrow(sentence);
});
