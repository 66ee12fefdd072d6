import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kinds } from './kinds.ts';
import { GatewaySettings, readGatewaySettings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'test-'));
const write = (text: string): string => {
  const path = join(folder, 'gateway.yaml');
  writeFileSync(path, text);
  return path;
};
const GOOD = `server: mqtts://hearth.example:8883
zone: Asia/Shanghai
devices:
  - name: meter-1
    kind: glucose-meter
    address: "c0:26:da:01:02:03"
    secret: s3cret
`;

test('what is not said has its default; an address is written as BlueZ writes it; the queue lies beside the file', () => {
  const settings = readGatewaySettings(write(GOOD));
  expect(settings).toMatchObject({ restSeconds: 30, data: join(folder, 'gateway-data') });
  expect(settings.devices).toEqual([
    { name: 'meter-1', kind: 'glucose-meter', address: 'C0:26:DA:01:02:03', secret: 's3cret', bond: true, setClock: true },
  ]);
});

test('a secret may lie in a file of its own; a passkey may begin with a zero', () => {
  writeFileSync(join(folder, 'meter-1.secret'), 's3cret\n');
  const { devices } = readGatewaySettings(write(GOOD.replace('secret: s3cret', 'secretFile: meter-1.secret\n    passkey: "012345"')));
  expect(devices[0]).toMatchObject({ secret: 's3cret', passkey: 12_345 });
});

test.each<[string, string, string]>([
  [
    'a kind that there is not',
    GOOD.replace('glucose-meter', 'toaster'),
    'gateway.yaml:5: devices.0.kind: one of continuous-glucose-sensor, glucose-meter, ',
  ],
  ['no Bluetooth address', GOOD.replace('c0:26:da', 'c0-26-da'), 'gateway.yaml:6: devices.0.address: a Bluetooth address in quotes'],
  ['no secret', GOOD.replace('    secret: s3cret\n', ''), 'gateway.yaml:4: devices.0: needs either secret or secretFile'],
  ['a file that is not there', GOOD.replace('secret:', 'secretFile:'), 'gateway.yaml:7: devices.0.secretFile: '],
  ['a word that nobody knows', `${GOOD}sever: x\n`, 'gateway.yaml:8: sever: there is no such setting'],
  ['a server by http', GOOD.replace('mqtts', 'https'), "gateway.yaml:1: server: the server's address, e.g. mqtts://"],
  ['no devices', 'server: mqtt://h\nzone: Asia/Shanghai\n', 'gateway.yaml: devices: is missing'],
  ['a device that is there twice', `${GOOD}${GOOD.split('devices:\n')[1]}`, 'gateway.yaml:8: devices.1.name: meter-1 is there twice'],
  ['a zone of nowhere', GOOD.replace('Asia/Shanghai', 'Asia/Nowhere'), 'gateway.yaml:2: zone: not a time zone that this system knows'],
  ['no YAML', `${GOOD}  - [`, 'gateway.yaml:'],
  ['a passkey of seven digits', GOOD.replace('secret: s', 'passkey: 1234567\n    secret: s'), 'gateway.yaml:7: devices.0.passkey: '],
])('%s is told in one sentence, with its line', (_, text, sentence) => {
  expect(() => readGatewaySettings(write(text))).toThrow(sentence);
});

test('no file at all', () => {
  expect(() => readGatewaySettings(join(folder, 'none.yaml'))).toThrow('there is no such file; docs/gateway.md shows one');
});

test('docs/gateway.md shows settings that are accepted, and names all that there are', () => {
  const page = readFileSync(new URL('../docs/gateway.md', import.meta.url), 'utf8');
  const shown = /```yaml\n([\s\S]*?)```/.exec(page)![1]!;
  expect(readGatewaySettings(write(shown)).devices).toMatchObject([{ name: 'meter-1', passkey: 12_345 }]);
  for (const name of [...Object.keys(GatewaySettings.shape), ...Object.keys(kinds)]) expect(page).toContain(name);
  for (const name of ['scanSeconds', 'silenceSeconds', 'restSeconds', 'queueMegabytes'] as const) {
    const value = readGatewaySettings(write(GOOD))[name];
    expect(page).toContain(`\`${name}: ${value}\``);
  }
});
