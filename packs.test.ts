import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { followMedications, readMedications } from './packs.ts';

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
