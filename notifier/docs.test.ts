import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { signWebhook } from './channels/webhook.ts';
import { channelKinds, channelSettings } from './registry.ts';

const docs = readFileSync(join(import.meta.dirname, '../docs/channels.md'), 'utf8');

test.each(channelKinds.map(({ name }) => name))('docs/channels.md has a section and a row for %s', (name) => {
  expect(docs).toContain(`\n## ${name}\n`);
  expect(docs).toContain(`\n| \`${name}\` |`);
});

test('the settings in the docs are settings', () => {
  const blocks = [...docs.matchAll(/```yaml\n((?:channels:\n)? {2}\w+: \{[^`]*)```/g)].map(([, block]) =>
    parse(block!.replace('channels:\n', '')),
  );
  expect(blocks.length).toBe(channelKinds.length - 1);
  for (const block of blocks) {
    const wrong = channelSettings.safeParse(block).error?.issues.filter(({ message }) => !/begins with|characters|Too small/.test(message));
    expect(wrong ?? [], JSON.stringify(block)).toEqual([]);
  }
});

test('the verifier in the docs takes what we sign, and nothing else', async () => {
  const code = /```js\n([\s\S]*?)```/.exec(docs)![1]!;
  const folder = mkdtempSync(join(tmpdir(), 'hearth-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'verifier.mjs'), code);
  const { isHearths } = await import(join(folder, 'verifier.mjs'));
  const [secret, body, at] = ['a secret with thirty-two characters!', '{"key":"k1"}', 1_772_352_000_000];
  const timestamp = String(at / 1000);
  const headers = { 'hearth-timestamp': timestamp, 'hearth-signature': signWebhook(secret, timestamp, body) };
  expect(isHearths(headers, body, secret, at + 1000)).toBe(true);
  expect(isHearths(headers, `${body} `, secret, at)).toBe(false);
  expect(isHearths(headers, body, `${secret}!`, at)).toBe(false);
  expect(isHearths(headers, body, secret, at + 301_000)).toBe(false);
  expect(isHearths({ ...headers, 'hearth-timestamp': String(at / 1000 + 1) }, body, secret, at)).toBe(false);
  expect(isHearths({}, body, secret, at)).toBe(false);
});
