/** For the tests of the guard: a table of sentences in both languages that one check must turn down or let pass. */
import { describe, expect, test } from 'vitest';
import type { Language } from '../domain/source.ts';
import type { Fact } from './fact.ts';
import type { Draft } from './generator.ts';
import type { Check, GuardBrief } from './guard/check.ts';

type Sentence = Partial<Draft['sentences'][number]> & { readonly text: string };
export type Case = string | (Sentence & { readonly brief?: Partial<GuardBrief>; readonly known?: readonly Fact[] });

export const sampleBrief = (language: Language, more: Partial<GuardBrief> = {}): GuardBrief => ({
  language,
  topics: ['diet', 'exercise', 'measuring'],
  situation: 'glucose.high-after-meal',
  urgent: false,
  mustAvoid: [],
  offers: [],
  previous: [],
  reasons: [],
  seed: 'test',
  hidden: [],
  ...more,
});

export const sampleFact = (id: string, statement: string, text: string = statement): Fact => ({
  id,
  statement,
  text,
  values: [],
  from: 0,
  to: 0,
});

export function findingsFor(check: Check, language: Language, given: Case): ReturnType<Check> {
  const { brief, known, ...sentence }: Exclude<Case, string> = typeof given === 'string' ? { text: given } : given;
  const facts: readonly Fact[] = known ?? [];
  return check({ sentences: [{ topic: 'diet', facts: facts.map(({ id }) => id), ...sentence }] }, facts, sampleBrief(language, brief));
}

/** At least eight of each kind in each language, so that no list stays thin. */
export function guardCases(
  name: string,
  check: Check,
  tables: Readonly<Record<Language, { readonly fails: readonly Case[]; readonly passes: readonly Case[] }>>,
): void {
  describe(`guard: ${name}`, () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const { fails, passes } = tables[language];
      const title = (one: Case) => (typeof one === 'string' ? one : one.text);
      test(`${language}: the table is full`, () => {
        expect(Math.min(fails.length, passes.length)).toBeGreaterThanOrEqual(8);
      });
      test.each(fails.map((one) => [title(one), one] as const))(`${language} turns down: %s`, (_, one) => {
        expect(findingsFor(check, language, one)).not.toEqual([]);
      });
      test.each(passes.map((one) => [title(one), one] as const))(`${language} lets pass: %s`, (_, one) => {
        expect(findingsFor(check, language, one)).toEqual([]);
      });
    }
  });
}
