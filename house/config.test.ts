import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../tests/services.ts';
import { readConfig } from './config.ts';

const file = (text: string): string => {
  const path = join(temporaryFolder(), 'hearth.yaml');
  writeFileSync(path, text);
  return path;
};
const problems = (text: string, env: Record<string, string> = {}): string => {
  try {
    readConfig(file(text), env);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

test('nothing written: loopback, no channel but the inbox, nothing open to the world', () => {
  const config = readConfig(file(''), {});
  expect(config).toMatchObject({ http: { host: '127.0.0.1', port: 8080 }, mqtt: { host: '127.0.0.1', port: 1883 } });
  expect(config.channels.smtp).toBeUndefined();
});

test('a variable stands above the file; camel case becomes underscores', () => {
  const config = readConfig(file('mqtt: { port: 1900, maxConnections: 5 }'), {
    HEARTH_MQTT_PORT: '1901',
    HEARTH_HTTP_PUBLIC_URL: 'https://hearth.example',
  });
  expect(config.mqtt).toMatchObject({ port: 1901, maxConnections: 5 });
  expect(config.http.publicUrl).toBe('https://hearth.example');
});

test('every wrong setting is named at once, with its line and what was expected', () => {
  const said = problems('mqtt:\n  port: many\n  prot: 1\nclinic:\n  language: fr\n');
  expect(said).toMatch(/hearth\.yaml:2: mqtt\.port: .*number/);
  expect(said).toMatch(/hearth\.yaml:3: mqtt\.prot: there is no such setting/);
  expect(said).toMatch(/hearth\.yaml:5: clinic\.language: /);
});

test.each([
  [{ HEARTH_MQTT_PROT: '1' }, /HEARTH_MQTT_PROT: there is no such setting; did you mean HEARTH_MQTT_P/],
  [{ HEARTH_MQTT_PORT: 'many' }, /HEARTH_MQTT_PORT: mqtt\.port/],
])('a wrong variable is named: %j', (env, said) => {
  expect(problems('', env)).toMatch(said);
});

test('a file that is no YAML says where', () => {
  expect(problems('mqtt: [1, 2\nhttp: }')).toMatch(/hearth\.yaml:\d+: /);
});

test('a file that was named and is not there', () => {
  expect(() => readConfig('/nowhere/hearth.yaml', {})).toThrow('there is no such file');
});
