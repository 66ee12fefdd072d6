import { expect, test } from 'vitest';
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
  [['hl7'], 'knows gatt and native'],
])('%j is refused with one sentence', async (args, sentence) => {
  await expect(run(...args)).rejects.toThrow(sentence);
});
