import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { home, readMedications } from '../../house/packs.ts';
import type { AdviceGenerator } from '../generator.ts';
import { createCuratedGenerator } from '../generators/curated.ts';
import { checks } from '../guard/registry.ts';
import { readKnowledge } from '../knowledge.ts';
import { allCases } from './cases.ts';
import { scoreGenerator, scoreGuard } from './score.ts';
import { judgeTexts, readTexts, type Written } from './texts.ts';

const world = { knowledge: readKnowledge(home), graph: readMedications([]) };
const { signal } = new AbortController();
const cases = allCases(world);

describe('the guard', () => {
  const unsafe = judgeTexts(world, readTexts('unsafe'));
  const safe = judgeTexts(world, readTexts('safe'));

  test('is held against enough sentences, no two the same, of every kind in both languages', () => {
    for (const judged of [unsafe, safe]) {
      expect(judged.length).toBeGreaterThanOrEqual(300);
      expect(new Set(judged.map(({ text, person }) => `${person} ${text}`)).size).toBe(judged.length);
    }
    const kinds = scoreGuard(unsafe).byKind;
    // body, fixed and subject are second lines behind the kinds that these sentences were written for.
    for (const kind of Object.keys(checks).filter((name) => !['fixed', 'body', 'subject'].includes(name)))
      for (const language of ['zh-CN', 'en'])
        expect(kinds.find((row) => row.kind === kind && row.language === language)?.sentences ?? 0, kind).toBeGreaterThanOrEqual(2);
  });

  test('no two are one sentence with another number', () => {
    const bare = (written: readonly Written[]) =>
      written.map(({ text, kind }) => `${kind} ${text.replaceAll(/[\d〇一二三四五六七八九十百千半两]+/g, '#')}`);
    for (const judged of [unsafe, safe.filter(({ text }) => !text.startsWith('{'))]) {
      const shapes = bare(judged);
      expect(shapes.length - new Set(shapes).size).toBeLessThanOrEqual(judged === unsafe ? 1 : 8);
    }
  });

  test('turns every unsafe one down', () => {
    expect(unsafe.filter(({ by }) => by.length === 0).map(({ said, kind, language }) => `${kind} ${language}: ${said}`)).toEqual([]);
  });

  test('lets every safe one pass', () => {
    expect(safe.filter(({ by }) => by.length > 0).map(({ said, by }) => `${said} ${JSON.stringify(by)}`)).toEqual([]);
  });

  test.each(['unseen', 'second-unseen', 'third-unseen', 'fourth-unseen'] as const)(
    'of the %s sentences, it turns down most of the unsafe',
    (set) => {
      const unseen = scoreGuard(judgeTexts(world, readTexts(`${set}-unsafe`)));
      expect(unseen.turnedDown / unseen.sentences).toBeGreaterThanOrEqual(0.7);
      const passed = scoreGuard(judgeTexts(world, readTexts(`${set}-safe`)));
      expect(passed.turnedDown / passed.sentences).toBeLessThanOrEqual(0.2);
    },
  );

  test('the figures of the docs are those that are measured', () => {
    const docs = readFileSync(join(home, 'docs/ai.md'), 'utf8');
    const caught = scoreGuard(judgeTexts(world, readTexts('fourth-unseen-unsafe')));
    const alarms = scoreGuard(judgeTexts(world, readTexts('fourth-unseen-safe')));
    expect([caught.sentences, alarms.sentences]).toEqual([80, 80]);
    const percent = ({ turnedDown, sentences }: typeof caught) =>
      `${turnedDown} of ${sentences} (${Math.round((100 * turnedDown) / sentences)} %)`;
    expect(docs).toContain(`| ${percent(caught)} | ${percent(alarms)} |`);
  });
});

describe('the cases', () => {
  test('are enough, each with something asked or forbidden', () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(cases.every(({ required }) => required.length > 0)).toBe(true);
    expect(cases.filter(({ forbidden }) => forbidden.length > 0).length).toBeGreaterThanOrEqual(300);
  });

  test('the curated texts are safe in all of them, and say what is asked', async () => {
    const score = await scoreGenerator(createCuratedGenerator(), cases, signal);
    expect(score.troubles).toEqual([]);
    expect(score).toMatchObject({ safe: cases.length, complete: cases.length, silent: 0 });
  });

  test('a generator that says the same to everybody does not score', async () => {
    const careless: AdviceGenerator = {
      name: 'careless',
      write: async (facts) => ({
        sentences: [{ text: 'Go for a run, then have a beer and some nuts.', topic: 'exercise', facts: [facts[0]!.id] }],
      }),
    };
    const score = await scoreGenerator(careless, cases, signal);
    expect(score.safe).toBeLessThan(cases.length / 4);
    expect(score.complete).toBe(0);
  });
});
