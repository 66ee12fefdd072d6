import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withDeviceList } from '../scripts/write-device-list.ts';
import { NothingToKeep } from './decoder.ts';
import { decoders } from './registry.ts';
import { hear } from './topics.ts';

const files = globSync('{gatt,dialects}/*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.test.ts'));

test('every file of the folders is in the list, and the list holds nothing else', async () => {
  const exported = (
    await Promise.all(files.map(async (file) => Object.values(await import(/* @vite-ignore */ new URL(file, import.meta.url).href))))
  ).flat();
  expect(exported.filter((one) => typeof one === 'object' && one !== null && 'hears' in one).length).toBe(decoders.length);
  for (const decoder of decoders) expect(exported).toContain(decoder);
});

test('every decoder has a name, a title, a source, and hears what nobody else hears', () => {
  expect(new Set(decoders.map(({ id }) => id)).size).toBe(decoders.length);
  expect(new Set(decoders.map(({ hears }) => JSON.stringify(hears))).size).toBe(decoders.length);
  for (const { title, source } of decoders) expect([title, source.organisation, source.title].every(Boolean)).toBe(true);
});

test.each([
  ['hearth/v1/cuff-1/readings', 'cuff-1', 'dialect/native', undefined],
  ['hearth/v1/cuff-1/gatt/2a35', 'cuff-1', 'gatt/2a35', undefined],
  ['hearth/v1/cuff-1/gatt/2A35/1767225600000', 'cuff-1', 'gatt/2a35', 1_767_225_600_000],
  ['hearth/v1/m.2_x/gatt/00002A18-0000-1000-8000-00805F9B34FB', 'm.2_x', 'gatt/2a18', undefined],
])('%s', (topic, device, id, stamped) => {
  const heard = hear(topic);
  expect(heard).toMatchObject({ device, decoder: { id } });
  expect('stamped' in heard ? heard.stamped : undefined).toBe(stamped);
});

test.each(['2a36', '2A49', '2a51', '2a52', '2aaa', '00002A1E-0000-1000-8000-00805F9B34FB'])(
  '%s is no measurement: read to its end, and passed over',
  (characteristic) => {
    const heard = hear(`hearth/v1/cuff-1/gatt/${characteristic}/1767225600000`);
    if (!('decoder' in heard)) throw new Error(`nobody hears ${characteristic}`);
    const good = { '2a36': '008a00ff07ff07', '2a52': '06000101', '2aaa': 'ea070b150800002000' }[characteristic] ?? '0000';
    const context = { received: Date.UTC(2026, 2, 1), zone: 'UTC', topic: '' };
    const payload = characteristic.startsWith('00002A1E') ? '006f0100ff' : good;
    expect(() => heard.decoder.decode(Buffer.from(payload, 'hex'), context)).toThrow(NothingToKeep);
    expect(() => heard.decoder.decode(Buffer.from('ff', 'hex'), context)).toThrow(/at byte \d+: needs/);
  },
);

test('a session stands behind the stamp', () => {
  expect(hear('hearth/v1/s-1/gatt/2aa7/1767225600000/1767200000000')).toMatchObject({
    stamped: 1_767_225_600_000,
    session: 1_767_200_000_000,
  });
});

test.each([
  ['home/cuff-1', 'topics begin with'],
  ['hearth/v2/cuff-1/readings', 'topics begin with'],
  ['hearth/v1//readings', 'a device is named'],
  ['hearth/v1/-x/readings', 'a device is named'],
  ['hearth/v1/cuff-1/mood', 'devices publish on'],
  ['hearth/v1/cuff-1/readings/', 'devices publish on'],
  ['hearth/v1/cuff-1/readings//1767225600000', 'devices publish on'],
  ['hearth/v1/cuff-1/gatt', 'no decoder'],
  ['hearth/v1/cuff-1/gatt/2a35/', 'Unix milliseconds'],
  ['hearth/v1/cuff-1/gatt/ffff', 'no decoder for the characteristic ffff; there are 2a08, 2a18, 2a19, 2a1c, 2a24'],
  ['hearth/v1/cuff-1/gatt/2a35/yesterday', 'Unix milliseconds'],
  ['hearth/v1/cuff-1/gatt/2a35/1767225600000/more', 'session behind the stamp'],
  ['hearth/v1/cuff-1/gatt/2aa7/1767225600000/1767225600000/more', 'devices publish on'],
  ['hearth/v1/toString/gatt/constructor', 'no decoder'],
])('%s is refused: %s', (topic, problem) => {
  expect(hear(topic)).toMatchObject({ problem: expect.stringContaining(problem) });
});

test('docs/devices.md lists what the code knows: node scripts/write-device-list.ts', () => {
  const page = readFileSync(new URL('../docs/devices.md', import.meta.url), 'utf8');
  expect(page).toBe(withDeviceList(page));
});
