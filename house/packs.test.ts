import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkPair, thresholdsOf } from '../rules/thresholds.ts';
import { createFileTroubles } from './file-troubles.ts';
import { followMedications, followRules, readMedications, readRules } from './packs.ts';

const food = (severity: string) => `sources:
  own: { organisation: A clinic, title: Its own list, year: 2026, evidence: primary }
foods:
  - { code: star-anise, zh-CN: 八角, en: star anise, source: own, words: { zh-CN: [八角], en: [star anise] } }
findings:
  - { id: star-anise-warfarin, between: [[warfarin], [star-anise]], severity: ${severity}, inAdvice: never, zh-CN: 甲。, en: A., source: own }
`;

function ownFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-facts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'own.yaml');
  let saved = 1_700_000_000;
  const write = (text: string): void => {
    writeFileSync(file, text);
    // Two saves within the file system's clock tick are two saves.
    utimesSync(file, ++saved, saved);
  };
  return { folder, file, write };
}
const severityIn = (graph: ReturnType<typeof readMedications>) => graph.findings.find(({ id }) => id === 'star-anise-warfarin')?.severity;

test('a changed file of facts is in force for the next question, and a new one too', () => {
  const { folder, write } = ownFolder();
  const troubles: unknown[] = [];
  const graph = followMedications([folder], (error) => troubles.push(error));
  expect(severityIn(graph())).toBeUndefined();
  write(food('moderate'));
  expect(severityIn(graph())).toBe('moderate');
  const { version } = graph();
  write(food('major'));
  expect(severityIn(graph())).toBe('major');
  expect(graph().version).not.toBe(version);
  expect(graph()).toBe(graph());
  expect(troubles).toEqual([]);
});

test('a bad file never replaces a good graph: it is told once, with file, line and key', () => {
  const { folder, file, write } = ownFolder();
  write(food('moderate'));
  const troubles: string[] = [];
  const graph = followMedications([folder], (error) => troubles.push(String(error)));
  write(food('deadly'));
  for (let i = 0; i < 3; i++) expect(severityIn(graph())).toBe('moderate');
  expect(troubles).toHaveLength(1);
  expect(troubles[0]).toMatch(/own\.yaml:6:\d+: findings\.0\.severity: /);
  rmSync(file);
  expect(severityIn(graph())).toBeUndefined();
});

test('a bad file at the start is refused', () => {
  const { folder, write } = ownFolder();
  write(food('deadly'));
  expect(() => readMedications([folder])).toThrow(/findings\.0\.severity/);
});

const rule = (limit: number, severity = 'low') => `pack: own
rules:
  - id: own.tall
    version: 1
    title: { zh-CN: 高, en: Tall }
    explanation: { zh-CN: 说明。, en: Words. }
    source: { organisation: A clinic, title: House rule, year: 2026, evidence: unverified }
    severity: ${severity}
    watches: blood-pressure
    when: { value: systolic, above: limit }
    endsAfter: PT2H
    freshFor: PT1H
    thresholds: { limit: { title: { zh-CN: 高于, en: Above }, unit: mmHg, value: ${limit}, min: 100, max: 200 } }
`;
const limitIn = (set: ReturnType<typeof readRules>) => set.rules.find(({ id }) => id === 'own.tall')?.thresholds.limit?.value;

test('a changed rule is in force within two seconds, without a restart', () => {
  const { folder, write } = ownFolder();
  writeFileSync(join(folder, 'another.yaml'), rule(150).replaceAll('own.tall', 'own.taller'));
  const troubles: unknown[] = [];
  let now = 0;
  let changes = 0;
  const rules = followRules(
    [folder],
    () => now,
    (error) => troubles.push(error),
    () => changes++,
  );
  expect(limitIn(rules())).toBeUndefined();
  write(rule(150));
  now = 1_999;
  expect(limitIn(rules()), 'the files are not looked at with every batch').toBeUndefined();
  now = 2_000;
  expect(limitIn(rules())).toBe(150);
  expect(rules()).toBe(rules());
  write(rule(160));
  now = 4_000;
  expect(limitIn(rules())).toBe(160);
  expect([changes, troubles]).toEqual([2, []]);
});

test('a bad rule never replaces a good set, and neither does one that its cases contradict', () => {
  const { folder, write } = ownFolder();
  write(rule(150));
  const troubles: string[] = [];
  let now = 0;
  const rules = followRules(
    [folder],
    () => now,
    (error) => troubles.push(String(error)),
  );
  const later = () => limitIn(rules());
  write(rule(160, 'dire'));
  for (let i = 0; i < 3; i++) {
    now += 2_000;
    expect(later()).toBe(150);
  }
  expect(troubles).toHaveLength(1);
  expect(troubles[0]).toMatch(/own\.yaml:8:\d+: rules\.0\.severity: /);

  writeFileSync(
    join(folder, 'own.cases.yaml'),
    'rule: own.tall\ncases:\n  - name: over\n    readings: [{ kind: blood-pressure, at: 08:00, systolicMmHg: 156, diastolicMmHg: 80 }]\n    alerts: [{ at: 08:00, rule: own.tall }]\n',
  );
  write(rule(160));
  now += 2_000;
  expect(later()).toBe(150);
  expect(troubles).toHaveLength(2);
  expect(troubles[1]).toMatch(/own\.cases\.yaml:3:1: own\.tall: over: own\.tall at 08:00, not no alert/);

  write(rule(155));
  now += 2_000;
  expect(later()).toBe(155);
});

test('a bad rule at the start is refused', () => {
  const { folder, write } = ownFolder();
  write(rule(150, 'dire'));
  expect(() => readRules([folder])).toThrow(/rules\.0\.severity/);
});

test('in every pack the limits that begin and end an alert are on the right side of each other, and are told when they are not', () => {
  const packs = readRules([]);
  let pairs = 0;
  for (const { rule, name, value } of thresholdsOf(packs)) {
    expect(checkPair(packs, rule, name, value, {}), `${rule}.${name}`).toBeUndefined();
    if (/^recovered$|Recovered$|Settled$/.test(name)) {
      pairs++;
      const sides = [checkPair(packs, rule, name, 1e6, {}), checkPair(packs, rule, name, -1e6, {})];
      expect(sides.filter(Boolean), `${rule}.${name}`).toHaveLength(1);
    }
  }
  expect(pairs).toBeGreaterThan(10);
});

test('a folder of packs that is not there, or holds none, is an error at the start, with its path', () => {
  const { folder } = ownFolder();
  expect(() => readRules([join(folder, 'clinic-rulez')])).toThrow(/clinic-rulez: packs: there is no such folder/);
  expect(() => readRules([folder])).toThrow(/packs: there is no pack in this folder, no file \*\.yaml/);
  writeFileSync(join(folder, 'own.cases.yaml'), 'rule: clinic.own\ncases: []\n');
  expect(() => readRules([folder]), 'cases alone judge nobody').toThrow(/there is no pack in this folder/);
});

test('a pack that vanishes takes no rule away, and is told, until it is back', () => {
  const { folder, file, write } = ownFolder();
  write(rule(150));
  const troubles = createFileTroubles({ warn: () => {} });
  let now = 0;
  const rules = followRules([folder], () => now, troubles.trouble('rules'), undefined, troubles.mended('rules'));
  const later = () => {
    now += 2_000;
    return limitIn(rules());
  };
  renameSync(file, `${file}~`);
  expect([later(), later()]).toEqual([150, 150]);
  expect(troubles.standing()).toEqual([
    { what: 'rules', why: expect.stringMatching(/own\.yaml: the file: is not there any more. Its rules stay/) },
  ]);
  write(rule(160));
  expect(later()).toBe(160);
  expect(troubles.standing()).toEqual([]);
  rmSync(folder, { recursive: true });
  expect(later(), 'nor does a folder that vanishes').toBe(160);
  expect(troubles.standing()).toHaveLength(1);
});

test('a rule that its pack holds no more is gone', () => {
  const { folder, write } = ownFolder();
  const two = `${rule(150)}${rule(150).split('rules:\n')[1]!.replace('own.tall', 'own.other')}`;
  write(two);
  let now = 0;
  const rules = followRules(
    [folder],
    () => now,
    () => {},
  );
  expect(limitIn(rules())).toBe(150);
  write(two.slice(0, two.indexOf('  - id: own.tall')) + two.slice(two.indexOf('  - id: own.other')));
  now += 2_000;
  expect(
    rules()
      .rules.filter(({ id }) => id.startsWith('own.'))
      .map(({ id }) => id),
  ).toEqual(['own.other']);
});
