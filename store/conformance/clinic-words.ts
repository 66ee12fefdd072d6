import { describe, expect, test } from 'vitest';
import type { ClinicWords, WordsProposal } from '../../domain/clinic-words.ts';
import type { Open } from './samples.ts';

const said = (template: string, language: 'en' | 'zh-CN', since: number, words?: string): ClinicWords => ({
  template,
  language,
  ...(words === undefined ? {} : { words }),
  by: 'li',
  reason: 'plainer',
  since,
});

/** A clinic's own words, those that wait for a second person, and sentences that are switched off. */
export function clinicWordsConformance(open: Open): void {
  describe('words of the clinic', () => {
    test('the last of each template and language holds; what went before is kept', async () => {
      const store = await open();
      expect(await store.clinicWords.last()).toEqual([]);
      const first = said('task', 'en', 1, 'Task\n{patient} {text} {link}');
      const second: ClinicWords = { ...said('task', 'en', 2, 'To do\n{patient} {text} {link}'), approvedBy: 'chen' };
      const chinese = said('task', 'zh-CN', 2, '待办\n{patient} {text} {link}');
      const back = said('drill', 'en', 3);
      await store.transact(async (records) => {
        for (const one of [first, second, chinese, back]) await records.clinicWords.set(one);
      });
      expect(await store.clinicWords.last()).toEqual([second, chinese, back]);
      expect(await store.clinicWords.history('task', 'en', 9)).toEqual([second, first]);
      expect(await store.clinicWords.history('task', 'en', 1)).toEqual([second]);
    });

    test('a proposal waits until it is decided', async () => {
      const store = await open();
      const proposal = (id: string, at: number): WordsProposal => ({
        id,
        at,
        by: 'li',
        expires: at + 9,
        reason: 'plainer',
        change: { template: 'alert.team', language: 'en', words: 'S\nt' },
      });
      const decided: WordsProposal = { ...proposal('a', 1), decided: { as: 'refused', at: 5, by: 'chen', note: '' } };
      await store.transact(async (records) => {
        await records.clinicWords.saveProposal(proposal('a', 1));
        await records.clinicWords.saveProposal(proposal('b', 2));
        await records.clinicWords.saveProposal(proposal('c', 3));
        await records.clinicWords.saveProposal(decided);
      });
      expect((await store.clinicWords.waiting(9)).map(({ id }) => id)).toEqual(['c', 'b']);
      expect(await store.clinicWords.proposal('a')).toEqual(decided);
      expect(await store.clinicWords.proposal('x')).toBeUndefined();
    });

    test('a sentence is off until it is on again, and its history is kept', async () => {
      const store = await open();
      const off = { sentence: 'diet.plate', off: true, by: 'li', reason: 'not here', since: 1 };
      const on = { ...off, off: false, reason: 'again', since: 2 };
      const other = { ...off, sentence: 'diet.salt', since: 3 };
      await store.transact(async (records) => {
        for (const one of [off, on, other]) await records.sentenceSwitches.set(one);
      });
      expect(await store.sentenceSwitches.last()).toEqual([on, other]);
      expect(await store.sentenceSwitches.history('diet.plate', 9)).toEqual([on, off]);
    });

    test('how often sentences were said since a time is counted, of what reached somebody', async () => {
      const store = await open();
      const sentence = (source: string) => ({ text: source, topic: 'diet' as const, facts: [], source });
      const advice = (id: string, written: number, sources: readonly string[], more: object = {}) => ({
        id,
        patient: 'p1',
        alert: 'a',
        language: 'en' as const,
        written,
        by: 'curated',
        sentences: [...sources.map(sentence), { text: 'closing', topic: 'closing' as const, facts: [] }],
        facts: [],
        turnedDown: [],
        ...more,
      });
      await store.transact(async (records) => {
        await records.advice.save(advice('old', 1, ['x']));
        await records.advice.save(advice('a1', 10, ['x', 'y']));
        await records.advice.save(advice('a2', 11, ['x', 'x']));
        await records.advice.save(
          advice('a3', 12, ['y'], { approval: { is: 'refused', since: 12, expires: 20, at: 13, by: 'li', reason: 'no' } }),
        );
      });
      expect(await store.advice.usesOf(10)).toEqual(
        new Map([
          ['x', 2],
          ['y', 1],
        ]),
      );
    });
  });
}
