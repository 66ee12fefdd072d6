import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMedications } from '../house/packs.ts';
import { PackError } from '../rules/pack-error.ts';
import { mentions } from './guard/avoid.ts';
import { isPlain } from './guard/reading.ts';
import { checks } from './guard/registry.ts';
import { findingsFor, sampleFact } from './guard-cases.ts';
import { type Avoidance, parseKnowledge, placeholdersIn, readKnowledge, type Sentence, unverifiedKnowledge } from './knowledge.ts';
import { SITUATIONS } from './situation.ts';

const home = join(import.meta.dirname, '..');
const knowledge = readKnowledge(home);
const graph = readMedications([]);
const sentences = knowledge.filter((row): row is Sentence => row.is === 'sentence');

const good = `sources:
  book: { organisation: Somebody, title: A book, year: 2020, evidence: secondary }
sentences:
  - id: diet.salt
    topic: diet
    part: step
    when: [pressure.raised]
    zh-CN: 少吃盐。
    en: Eat less salt.
    source: book
`;
const parse = (text: string) => parseKnowledge([{ file: 'diet.yaml', text }]);
const problemsOf = (text: string): readonly string[] => {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (!(error instanceof PackError)) throw error;
    return error.message.split('\n');
  }
};

describe('a file of knowledge', () => {
  test('a good one', () => {
    expect(parse(good)).toEqual([
      {
        is: 'sentence',
        id: 'diet.salt',
        topic: 'diet',
        part: 'step',
        when: ['pressure.raised'],
        unless: [],
        text: { 'zh-CN': '少吃盐。', en: 'Eat less salt.' },
        source: { organisation: 'Somebody', title: 'A book', year: 2020, evidence: 'secondary' },
        file: 'diet.yaml',
      },
    ]);
  });

  test.each([
    [
      'a key that nobody knows',
      good.replace('    topic: diet', '    topic: diet\n    doze: 1'),
      /^diet\.yaml:6:5: sentences\.0\.doze: no such key here$/,
    ],
    ['a situation that there is not', good.replace('pressure.raised', 'pressure.up'), /^diet\.yaml:7:\d+: sentences\.0\.when\.0: /],
    [
      'a trait that there is not',
      good.replace('    zh-CN', '    unless: [kidneys]\n    zh-CN'),
      /^diet\.yaml:8:\d+: sentences\.0\.unless\.0: there is no trait kidneys$/,
    ],
    [
      'a fact that there is not',
      good.replace('less salt', 'less {salt.mean}').replace('吃盐', '吃{salt.mean}盐'),
      /^diet\.yaml:9:\d+: sentences\.0\.en: there is no fact \{salt\.mean\}$/,
    ],
    ['a fact in one language only', good.replace('less salt', 'less than {bp.last}'), /\{bp\.last\} stands in one language only$/],
    ['a glucose value in one unit', good.replace('less salt', 'below 7.0 mmol/L'), /write glucose values as/],
    ['a source that there is not', good.replace('source: book', 'source: film'), /sentences\.0\.source: there is no source film$/],
    [
      'a source that nothing cites',
      good.replace('sentences:', '  film: { organisation: S, title: F, year: 2020, evidence: primary }\nsentences:'),
      /^diet\.yaml:3:3: sources\.film: nothing cites this source$/,
    ],
    [
      'an evidence level that there is not',
      good.replace('evidence: secondary', 'evidence: sure'),
      /^diet\.yaml:2:\d+: sources\.book\.evidence: /,
    ],
    ['a missing language', good.replace('    en: Eat less salt.\n', ''), /sentences\.0\.en: /],
    ['two of one id', good.replace(/( {2}- id[\s\S]*)/, '$1$1'), /sentences\.1\.id: there are two of diet\.salt$/],
    [
      'an avoidance that concerns nobody',
      `${good}avoid:\n  - { id: a, how: never, zh-CN: 甲, en: A, words: { zh-CN: [甲], en: [a] }, source: book }\n`,
      /avoid\.0: say whom it concerns/,
    ],
    ['no YAML', 'sentences: [', /^diet\.yaml:1:\d+: /],
  ])('%s', (_, text, problem) => {
    expect(problemsOf(text)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
  });
});

describe('the knowledge base', () => {
  test('is as large as it says', () => {
    expect(sentences.length).toBeGreaterThanOrEqual(150);
    expect(knowledge.filter(({ is }) => is === 'avoidance').length).toBeGreaterThanOrEqual(25);
  });

  test.each(SITUATIONS)('%s: a finding, and steps enough for every topic to say something new the next time', (situation) => {
    const here = sentences.filter(({ when }) => when.includes(situation));
    expect(here.filter(({ part }) => part === 'finding').length).toBeGreaterThanOrEqual(1);
    const topics =
      situation.endsWith('.silent') || situation === 'pressure.pulse'
        ? (['measuring'] as const)
        : (['diet', 'exercise', 'measuring'] as const);
    for (const topic of topics) expect(here.filter((row) => row.part === 'step' && row.topic === topic).length).toBeGreaterThanOrEqual(2);
  });

  test('urgent situations begin with when to get help', () => {
    for (const situation of ['glucose.very-high', 'glucose.very-low', 'pressure.crisis'] as const) {
      expect(
        sentences.some(({ part, when, needs, unless }) => part === 'warning' && when.includes(situation) && !needs && unless.length === 0),
      ).toBe(true);
    }
  });

  test('Chinese ends with a Chinese full stop and English with an English one', () => {
    for (const { id, text } of sentences) {
      expect(text['zh-CN'], id).toMatch(/^[^.!?]*(?:\{[^}]*\}[^.!?]*)*。$/);
      expect(text.en, id).toMatch(/^[A-Z{].*\.$/);
    }
  });

  test('what nobody has read in a document is listed for a clinician, and nothing else', () => {
    const open = unverifiedKnowledge(knowledge);
    expect(open.length).toBeGreaterThan(0);
    expect(open.every(({ source }) => source.evidence === 'unverified')).toBe(true);
    expect(knowledge.filter((row) => !open.includes(row)).some(({ source }) => source.evidence === 'unverified')).toBe(false);
  });

  /** What an avoidance of these people or this situation would silence. */
  const silencedBy = (sentence: Sentence, meets: (avoidance: Avoidance) => boolean): readonly string[] =>
    knowledge
      .filter((row): row is Avoidance => row.is === 'avoidance')
      .filter(meets)
      .flatMap(({ id, words, how, except }) =>
        (['zh-CN', 'en'] as const).flatMap((language) => {
          const text = sentence.text[language].replaceAll(/\{[^}]*\}/g, 'x');
          const word = mentions(text, { words: words[language], how, except: except?.[language] ?? [] }, language);
          return word === undefined ? [] : [`${sentence.id} (${language}) by ${id}: ${word}`];
        }),
      );

  test('no avoidance silences a sentence that is meant for the same people or the same situation', () => {
    const silenced = sentences.flatMap((sentence) =>
      silencedBy(
        sentence,
        ({ needs, when }) =>
          (when ?? []).some((situation) => sentence.when.includes(situation)) ||
          (needs ?? []).some((trait) => (sentence.needs ?? []).includes(trait) && !sentence.unless.includes(trait)),
      ),
    );
    expect(silenced).toEqual([]);
  });

  test('no avoidance at all silences a caution, or when to get help, but where another is written for those people', () => {
    const careful = sentences.filter(({ part }) => part === 'warning' || part === 'caution');
    const silenced = careful.flatMap((sentence) =>
      silencedBy(
        sentence,
        ({ needs, when }) =>
          (when ?? []).some((situation) => sentence.when.includes(situation)) ||
          (needs ?? []).some((trait) => !sentence.unless.includes(trait)),
      ),
    );
    expect(silenced).toEqual([]);
  });

  test('nothing that the medication graph rules out silences a caution, or when to get help', () => {
    const noticed = [...graph.terms.values()].filter(({ words }) => words !== undefined);
    const silenced = sentences
      .filter(({ part }) => part === 'warning' || part === 'caution')
      .flatMap(({ id, text, unless }) =>
        noticed.flatMap(({ code, words }) =>
          (['zh-CN', 'en'] as const).flatMap((language) => {
            const how = graph.findings.some(({ between, inAdvice }) => inAdvice === 'never' && between.flat().includes(code))
              ? 'never'
              : 'little';
            const word = mentions(text[language].replaceAll(/\{[^}]*\}/g, 'x'), { words: words![language], how }, language);
            return word === undefined || unless.length > 0 ? [] : [`${id} (${language}) by ${code}: ${word}`];
          }),
        ),
      );
    expect(silenced).toEqual([]);
  });

  test.each(['language', 'dose', 'medicine', 'diagnosis', 'body', 'claims', 'reassurance', 'length', 'reading', 'identity'] as const)(
    'every sentence passes the check %s',
    (check) => {
      const brief = { urgent: true };
      // Who hears a sentence has the condition that it needs.
      const knownOf = (needs: readonly string[]) =>
        check === 'body' ? needs.map((trait) => sampleFact(`condition.${trait}`, 'Known.')) : [];
      const plains = sentences.flatMap((one) => (one.plain ? [{ ...one, text: one.plain }] : []));
      const turnedDown = [...sentences, ...plains].flatMap(({ id, text, needs = [] }) =>
        (['zh-CN', 'en'] as const).flatMap((language) =>
          findingsFor(checks[check], language, {
            text: text[language].replaceAll(/\{[^}]*\}/g, '9.9 mmol/L'),
            brief,
            known: knownOf(needs),
          }).map(({ why }) => `${id} (${language}): ${why}`),
        ),
      );
      expect(turnedDown).toEqual([]);
    },
  );

  test('the short forms are short, and end as sentences do', () => {
    const plains = sentences.flatMap(({ id, plain }) => (plain ? [{ id, plain }] : []));
    expect(plains.length).toBeGreaterThanOrEqual(15);
    for (const { id, plain } of plains)
      for (const language of ['zh-CN', 'en'] as const) {
        expect(isPlain(plain[language], language), id).toBe(true);
        expect(plain[language], id).toMatch(language === 'en' ? /^[A-Z].*\.$/ : /^[^.!?]*(?:\{[^}]*\}[^.!?]*)*。$/);
      }
  });

  test('no placeholder is left without braces', () => {
    for (const { text } of sentences) expect(placeholdersIn(text.en).every((id) => /^[a-z0-9.-]+$/.test(id))).toBe(true);
  });
});
