import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { conditions } from '../rules/conditions/registry.ts';
import { ownPack } from '../tests/own-pack.ts';
import { UsageError } from './command.ts';
import { rules } from './rules.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
  let text = '';
  const out = { write: (more: string) => void (text += more), say: (more: string) => void (text += more), isTerminal: false };
  return { code: await rules.run(args, out), text };
}

const pack = ownPack('clinic');
const cases = (value: number) => `rule: clinic.tall
cases:
  - name: over
    readings: [{ kind: blood-pressure, at: 08:00, systolicMmHg: ${value}, diastolicMmHg: 80 }]
    alerts: [{ at: 08:00, rule: clinic.tall }]
  - name: not over
    readings: [{ kind: blood-pressure, at: 08:00, systolicMmHg: 150, diastolicMmHg: 80 }]
    alerts: []
`;

test('the packs of Hearth: every case goes as it says', async () => {
  const { code, text } = await run('test');
  expect(text).toMatch(/^\d+ cases of \d+ rules, all as they should be\.\n$/);
  expect(code).toBe(0);
}, 60_000);

test('a clinic’s own folder: a failing case is told with its line, a gap with what is missing', async () => {
  writeFileSync(join(folder, 'clinic.yaml'), pack);
  expect(await run('test', folder)).toMatchObject({ code: 1, text: expect.stringContaining('clinic.tall lacks a case in which it fires') });
  writeFileSync(join(folder, 'clinic.cases.yaml'), cases(149));
  const { code, text } = await run('test', folder);
  expect(code).toBe(1);
  expect(text).toContain('clinic.cases.yaml:3: clinic.tall: over\n  expected  clinic.tall at 08:00\n  got       no alert\n');
  writeFileSync(join(folder, 'clinic.cases.yaml'), cases(151));
  expect(await run('test', folder)).toEqual({ code: 0, text: '2 cases of 1 rule, all as they should be.\n' });
});

test('one file is enough: the pack, or its cases', async () => {
  writeFileSync(join(folder, 'clinic.yaml'), pack);
  writeFileSync(join(folder, 'clinic.cases.yaml'), cases(151));
  writeFileSync(join(folder, 'other.yaml'), 'no: pack');
  for (const file of ['clinic.yaml', 'clinic.cases.yaml']) {
    expect(await run('test', join(folder, file))).toEqual({ code: 0, text: '2 cases of 1 rule, all as they should be.\n' });
  }
});

test('what docs/rules.md teaches is so: its rule, its cases, and every kind of condition', async () => {
  const text = readFileSync(new URL('../docs/rules.md', import.meta.url), 'utf8');
  const [rule = '', itsCases = ''] = [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => block);
  writeFileSync(join(folder, 'pulse.yaml'), rule);
  writeFileSync(join(folder, 'pulse.cases.yaml'), itsCases);
  expect(await run('test', folder)).toEqual({ code: 0, text: '3 cases of 1 rule, all as they should be.\n' });
  for (const { name } of conditions) expect(text, name).toContain(`{ ${name}: `);
});

test('a pack that is not right is told with its line', async () => {
  writeFileSync(join(folder, 'clinic.yaml'), pack.replace('severity: low', 'severity: dire'));
  expect(await run('list', folder)).toMatchObject({ code: 1, text: expect.stringContaining('clinic.yaml:8:5: rules.0.severity: ') });
});

test('the list says how well each rule is known', async () => {
  const { code, text } = await run('list');
  expect(code).toBe(0);
  expect(text).toMatch(/bp\.crisis +high +secondary +Blood pressure in crisis\n/);
  expect(text).toMatch(/limit 3 mmol\/L = 54 mg\/dL \(2\.5 to 3\.9\)/);
  expect(text).toMatch(/\d+ rules: .*secondary/);
});

test.each([[[]], [['frobnicate']], [['test', '/no/such/folder']], [['test', 'rules/conditions']]])(
  'asked for wrongly: %j',
  async (args) => {
    await expect(rules.run(args, { write() {}, say() {}, isTerminal: false })).rejects.toThrow(UsageError);
  },
);
