import { describe, expect, test } from 'vitest';
import type { Advice } from '../domain/advice.ts';
import { adviceId } from '../domain/identity.ts';
import { BAD, evenings, GOOD, highDinner, house, scripted } from '../tests/advice-house.ts';
import { GeneratorError } from './generator.ts';
import { checks } from './guard/registry.ts';
import type { AdviceReviewer } from './reviewer.ts';

/** A second model that says what it is told to, one thing after the other. */
function reviewing(...answers: readonly (boolean | GeneratorError)[]): AdviceReviewer & { readonly seen: string[] } {
  const left = [...answers];
  const seen: string[] = [];
  return {
    name: 'second-model',
    seen,
    async review({ sentences }, _facts, _brief, _signal, keep) {
      seen.push(sentences[0]!.text);
      keep({ model: 'second-model', prompt: [{ role: 'user', content: 'review this' }], raw: 'what it said' });
      const next = left.length > 1 ? left.shift()! : left[0]!;
      if (next instanceof GeneratorError) throw next;
      return { agrees: next, why: next ? [] : ['sentence 1: too vague'] };
    },
  };
}

async function advised(parts: Parameters<typeof house>[0], more = {}): Promise<Advice> {
  const { store, alert, follow } = await house(parts);
  const readings = evenings();
  const given = highDinner(readings, more);
  await alert(given, readings);
  await follow();
  return (await store.advice.get(adviceId(given.id)))!;
}
const outcomes = ({ trail }: Advice) => trail!.attempts.map(({ by, outcome }) => `${by} ${outcome}`);

describe('what is kept of an advice', () => {
  test('facts, what was ruled out, every check’s verdict, the text, and who let it out', async () => {
    const { trail, facts, sentences } = await advised({ generator: scripted(BAD, GOOD) });
    expect(trail!.facts.length).toBeGreaterThan(facts.length);
    expect(trail).toMatchObject({
      situation: 'glucose.high-after-meal',
      urgent: false,
      topics: ['diet', 'exercise'],
      approved: 'by the guard',
    });
    expect(trail!.text).toContain(sentences[0]!.text);
    expect(trail!.attempts.map(({ outcome, draft }) => [outcome, draft![0]!.text])).toEqual([
      ['turned down', BAD.sentences[0]!.text],
      ['sent', GOOD.sentences[0]!.text],
    ]);
    const [first, second] = trail!.attempts;
    expect(first!.verdicts.map(({ check }) => check)).toEqual([...Object.keys(checks), 'repeat', 'basis']);
    expect(first!.verdicts.find(({ check }) => check === 'dose')!.findings).not.toEqual([]);
    expect(second!.verdicts.flatMap(({ findings }) => findings)).toEqual([]);
  });

  test('of a curated text as well', async () => {
    const advice = await advised({});
    expect(outcomes(advice)).toEqual(['curated sent']);
    expect(advice.trail!.attempts[0]!.draft!.every(({ source }) => source !== undefined)).toBe(true);
  });

  test('of an emergency: that no model was asked', async () => {
    const model = scripted(GOOD);
    const advice = await advised({ generator: model, reviewer: reviewing(true) }, { severity: 'high' });
    expect(advice.trail!.urgent).toBe(true);
    expect(outcomes(advice)).toEqual(['curated sent']);
    expect(model.asked).toEqual([]);
  });
});

describe('the second model', () => {
  test('agrees: the text goes out, and its word is kept', async () => {
    const advice = await advised({ generator: scripted(GOOD), reviewer: reviewing(true) });
    expect(advice.by).toBe('test-model');
    expect(advice.trail!.attempts[0]!.review).toMatchObject({ by: 'second-model', agrees: true, exchanges: [{ raw: 'what it said' }] });
  });

  test('does not agree: once more with its reasons, and then it may agree', async () => {
    const model = scripted(GOOD, { sentences: [{ ...GOOD.sentences[0]!, text: '您这次血糖为12.3 mmol/L，晚餐后慢走一会儿。' }] });
    const advice = await advised({ generator: model, reviewer: reviewing(false, true) });
    expect(outcomes(advice)).toEqual(['test-model turned down', 'test-model sent']);
    expect(model.asked[1]!.reasons).toEqual(['review: sentence 1: too vague']);
  });

  test('does not agree twice: the curated text, about which nobody asks it', async () => {
    const reviewer = reviewing(false);
    const advice = await advised({ generator: scripted(GOOD), reviewer });
    expect(outcomes(advice)).toEqual(['test-model turned down', 'test-model turned down', 'curated sent']);
    expect(reviewer.seen).toHaveLength(2);
  });

  test('cannot be asked: the curated text at once', async () => {
    const model = scripted(GOOD);
    const advice = await advised({ generator: model, reviewer: reviewing(new GeneratorError('unavailable', 'down')) });
    expect(outcomes(advice)).toEqual(['test-model turned down', 'curated sent']);
    expect(model.asked).toHaveLength(1);
    expect(advice.turnedDown).toEqual([{ by: 'test-model', why: ['review: no review: down'] }]);
  });

  test('is never asked about what the guard turned down: it cannot bring it back', async () => {
    const reviewer = reviewing(true);
    const advice = await advised({ generator: scripted(BAD), reviewer });
    expect(advice.by).toBe('curated');
    expect(reviewer.seen).toEqual([]);
  });
});
