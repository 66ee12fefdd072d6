import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createReplayClock } from '../domain/replay-clock.ts';
import { channelKinds, channelSettings, openChannels } from './registry.ts';

const folder = `${import.meta.dirname}/channels`;
const files = globSync(`${folder}/*.ts`).filter((file) => !file.endsWith('.test.ts'));
const parts = { clock: createReplayClock(0), store: { transact: () => Promise.reject(new Error('not needed')) } };
const smtp = { host: 'mail.example.org', from: 'hearth@clinic.example' };

test('the list and the folder hold the same channels, each called like its file', () => {
  expect(channelKinds.map(({ name }) => name).sort()).toEqual(files.map((file) => basename(file, '.ts')).sort());
});

test.each(files)('%s has a test that runs the contract', (file) => {
  expect(readFileSync(file.replace(/\.ts$/, '.test.ts'), 'utf8')).toContain(`channelContract(${basename(file, '.ts')},`);
});

test('without settings only the inbox is open; a channel opens when it has settings', () => {
  expect([...openChannels(channelSettings.parse({}), parts).keys()]).toEqual(['inbox']);
  expect([...openChannels(channelSettings.parse({ smtp }), parts).keys()]).toEqual(['inbox', 'smtp']);
});

test('a wrong setting is named', () => {
  expect(channelSettings.safeParse({ smpt: smtp }).error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['smpt'] });
  expect(channelSettings.safeParse({ smtp: { ...smtp, port: 0 } }).error?.issues[0]?.path).toEqual(['smtp', 'port']);
});

test('the settings can be published as JSON Schema', () => {
  expect(JSON.stringify(z.toJSONSchema(channelSettings, { io: 'input' }))).toContain('starttls');
});
