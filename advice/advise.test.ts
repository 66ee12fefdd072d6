import { describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../domain/clock.ts';
import { adviceId } from '../domain/identity.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import type { Records } from '../domain/store.ts';
import { drainFollower } from '../store/follow.ts';
import { BAD, evenings, fallback, GOOD, highDinner, house, knowledge, messagesOf, say, scripted } from '../tests/advice-house.ts';
import { type AdviceParts, createAdvice } from './advise.ts';
import { BY_A_MODEL, NO_DOCTOR } from './closing.ts';
import { type AdviceGenerator, type Draft, GeneratorError } from './generator.ts';
import { createOpenAiGenerator } from './generators/openai.ts';
import { content, scriptedEndpoint, silent } from './generators/scripted-endpoint.ts';
import { createChat } from './models/chat.ts';
import { OpenAiSettings } from './models/settings.ts';
import { alertOf, glucose, NOW, person } from './sample.ts';

describe('from a decision to a message', () => {
  test('advice with its facts, and a message to the patient, in one transaction', async () => {
    const { store, alert, follow } = await house();
    const readings = evenings();
    const given = highDinner(readings);
    await alert(given, readings);
    await follow();

    const advice = (await store.advice.get(adviceId(given.id)))!;
    expect(advice).toMatchObject({ patient: 'p-1', alert: given.id, language: 'zh-CN', by: 'curated', written: NOW, turnedDown: [] });
    expect(advice.sentences.at(-1)).toEqual({ text: NO_DOCTOR['zh-CN'], topic: 'closing', facts: [] });
    expect(advice.sentences[0]!.text).toContain('12.3 mmol/L');
    expect(advice.facts.map(({ id }) => id)).toEqual(expect.arrayContaining([...advice.sentences[0]!.facts]));

    const [message, ...others] = await messagesOf(store);
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      to: { person: 'p-1', role: 'patient' },
      about: 'p-1',
      alert: given.id,
      template: 'advice',
      urgent: false,
      due: NOW,
      expires: NOW + DAY,
    });
    expect(message!.values.advice).toBe(advice.id);
    const text = String(message!.values.text);
    expect(text).toMatch(/^最近14天[^\n]+\n饮食：[^\n]+\n运动：[^\n]+\n本内容不能替代医生/);
    expect(text).not.toContain(BY_A_MODEL['zh-CN']);
  });

  test('heard again after a crash, also by another node: still one advice and one message', async () => {
    const { store, alert, follower, follow, clock } = await house();
    const readings = evenings();
    const given = highDinner(readings);
    await alert(given, readings);
    await follow();
    const first = await store.advice.get(adviceId(given.id));
    clock.advance(NOW + MINUTE);
    const entries = await store.streams.after('decisions', 0, 100);
    const other = createAdvice({ store, fallback, knowledge, clock, words: () => undefined }).follower;
    await Promise.all([follower, other].map((one) => one.follow(entries, new AbortController().signal)));
    expect(await store.advice.count()).toBe(1);
    expect(await store.advice.get(adviceId(given.id))).toEqual(first);
    expect(await messagesOf(store)).toHaveLength(1);
  });

  test('two nodes at the same moment: what is kept is what was sent', async () => {
    const { store, alert, clock } = await house();
    const readings = evenings();
    const given = highDinner(readings);
    await alert(given, readings);
    const entries = await store.streams.after('decisions', 0, 100);
    const nodes = ['晚餐先吃蔬菜。', '晚餐少喝含糖饮料。'].map((text) => {
      const generator: AdviceGenerator = { name: text, write: async () => say(text) };
      return createAdvice({ store, generator, fallback, knowledge, clock, words: () => undefined }).follower;
    });
    await Promise.all(nodes.map((node) => node.follow(entries, new AbortController().signal)));
    const [message, ...others] = await messagesOf(store);
    expect(others).toEqual([]);
    expect(message!.values.text).toContain((await store.advice.get(adviceId(given.id)))!.sentences[0]!.text);
  });

  test('of a curated text, too, only what passes the guard goes out, and nothing at all is not sent', async () => {
    for (const [texts, sent] of [
      [['晚餐先吃蔬菜。', '可以停药。'], 1],
      [['可以停药。'], 0],
    ] as const) {
      const careless: AdviceGenerator = {
        name: 'careless',
        write: async () => ({ sentences: texts.flatMap((text) => say(text).sentences) }),
      };
      const { store, alert, follow, problems } = await house({ fallback: careless });
      const readings = evenings();
      const given = highDinner(readings);
      await alert(given, readings);
      await follow();
      const advice = (await store.advice.get(adviceId(given.id)))!;
      expect(advice.sentences.map(({ text }) => text)).toEqual([...texts.slice(0, sent), NO_DOCTOR['zh-CN']]);
      expect(advice.turnedDown).toHaveLength(1);
      expect(await messagesOf(store)).toHaveLength(sent);
      expect(problems.length).toBeGreaterThan(0);
    }
  });

  test('the same person hears something else the next time', async () => {
    const { store, alert, follow, clock } = await house();
    for (let i = 0; i < 3; i++) {
      const readings = evenings();
      await alert(highDinner(readings), readings);
      await follow();
      clock.advance(clock.now() + MINUTE);
    }
    const texts = (await messagesOf(store)).map(({ values }) => values.text);
    expect(new Set(texts).size).toBe(3);
  });

  test('in the patient’s language and unit', async () => {
    const { store, alert, follow } = await house({}, [person({ id: 'p-2', language: 'en', glucoseUnit: 'mg/dL' })]);
    const readings = evenings('p-2');
    await alert(highDinner(readings), readings);
    await follow();
    const text = String((await messagesOf(store, 'p-2'))[0]!.values.text);
    expect(text).toContain('222 mg/dL');
    expect(text).toContain('\nFood: ');
    expect(text).toContain("This does not replace your doctor's diagnosis");
  });

  test('an alert that is gone or withdrawn gets none, and stops nobody else', async () => {
    const { store, alert, follow, problems } = await house();
    const readings = evenings();
    const [first, second] = [evenings(), evenings()];
    await alert(highDinner(first, { state: { is: 'resolved', at: NOW, because: 'withdrawn' } }), first);
    await store.transact((records) => records.decisions.apply([{ do: 'advise', patient: 'p-1', alert: 'nowhere', topics: ['diet'] }], NOW));
    await alert(highDinner(second), [...readings, ...second]);
    await follow();
    expect(await store.advice.count()).toBe(1);
    expect(problems).toEqual(['there is no such alert']);
  });

  test('the message is written with the advice or not at all', async () => {
    const { store, alert, clock } = await house();
    const readings = evenings();
    await alert(highDinner(readings), readings);
    const breaking: AdviceParts['store'] = {
      ...store,
      transact: (work) =>
        store.transact((records) =>
          work({ ...records, decisions: { apply: () => Promise.reject(new Error('disk full')) } } satisfies Records),
        ),
    };
    const { follower } = createAdvice({ store: breaking, fallback, knowledge, clock, words: () => undefined });
    await expect(drainFollower({ store, follower }, new AbortController().signal)).rejects.toThrow('disk full');
    expect(await store.advice.count()).toBe(0);
    expect(await messagesOf(store)).toEqual([]);
  });
});

describe('with a model', () => {
  test('its text, with the label that the law wants', async () => {
    const generator = scripted(GOOD);
    const { store, alert, follow } = await house({ generator });
    const readings = evenings();
    const given = highDinner(readings);
    await alert(given, readings);
    await follow();
    const advice = (await store.advice.get(adviceId(given.id)))!;
    expect(advice.by).toBe('test-model');
    expect(advice.sentences.map(({ text }) => text)).toEqual([GOOD.sentences[0]!.text, NO_DOCTOR['zh-CN'], BY_A_MODEL['zh-CN']]);
    expect(String((await messagesOf(store))[0]!.values.text)).toContain('本内容由人工智能生成');
  });

  test('turned down once, it is told why and may write again; why is kept', async () => {
    const generator = scripted(BAD, GOOD);
    const { store, alert, follow } = await house({ generator });
    const readings = evenings();
    const given = highDinner(readings);
    await alert(given, readings);
    await follow();
    const advice = (await store.advice.get(adviceId(given.id)))!;
    expect(advice.by).toBe('test-model');
    expect(advice.turnedDown).toEqual([
      {
        by: 'test-model',
        why: ['sentence 1: dose: “停药” changes a medicine', 'sentence 1: medicine: “药” is named other than to be careful with it'],
      },
    ]);
    expect(generator.asked.map(({ reasons }) => reasons)).toEqual([
      [],
      ['sentence 1: dose: “停药” changes a medicine', 'sentence 1: medicine: “药” is named other than to be careful with it'],
    ]);
  });

  test('turned down twice, the curated text goes out', async () => {
    const { store, alert, follow, problems } = await house({ generator: scripted(BAD) });
    const readings = evenings();
    const given = highDinner(readings);
    await alert(given, readings);
    await follow();
    const advice = (await store.advice.get(adviceId(given.id)))!;
    expect([advice.by, advice.turnedDown.length]).toEqual(['curated', 2]);
    expect(String((await messagesOf(store))[0]!.values.text)).not.toMatch(/停药可以|人工智能/);
    expect(problems).toHaveLength(2);
  });

  test.each([
    ['unavailable', 1],
    ['refused', 1],
    ['malformed', 2],
  ] as const)('%s: the curated text, after asking %i times', async (what, times) => {
    const generator = scripted(new GeneratorError(what, 'as it happens'));
    const { store, alert, follow } = await house({ generator });
    const readings = evenings();
    const given = highDinner(readings);
    await alert(given, readings);
    await follow();
    expect((await store.advice.get(adviceId(given.id)))!.by).toBe('curated');
    expect(generator.asked).toHaveLength(times);
  });

  test('what it said last time word for word is turned down', async () => {
    const generator = scripted(GOOD);
    const { store, alert, follow, clock } = await house({ generator });
    for (let i = 0; i < 2; i++) {
      const readings = evenings();
      await alert(highDinner(readings), readings);
      await follow();
      clock.advance(clock.now() + MINUTE);
    }
    expect((await store.advice.of('p-1', 2)).map(({ by }) => by)).toEqual(['curated', 'test-model']);
  });

  test('an emergency never waits for it', async () => {
    const generator = scripted(GOOD);
    const { store, alert, follow } = await house({ generator });
    const readings = [{ ...glucose([0, 7], 24), patient: 'p-1' }];
    const given = { ...alertOf('glucose.very-high', readings, { severity: 'high' }), raised: NOW };
    await alert(given, readings, ['diet', 'measuring']);
    await follow();
    expect(generator.asked).toEqual([]);
    const advice = (await store.advice.get(adviceId(given.id)))!;
    expect(advice.sentences.slice(0, 2).map(({ source }) => source)).toContain('very-high.warning');
    expect(String((await messagesOf(store))[0]!.values.text).split('\n')[0]).toContain('急救电话');
  });

  test('a dead endpoint costs its budget a few times and is then left alone; everybody gets advice', async () => {
    await using endpoint = await scriptedEndpoint(silent);
    const people = Array.from({ length: 8 }, (_, i) => person({ id: `p-${i}` }));
    const clock = createReplayClock(NOW);
    const generator = createOpenAiGenerator(
      createChat(OpenAiSettings.parse({ baseUrl: endpoint.baseUrl, model: 'm', timeoutMs: 5000, attempts: 3 }), { clock }),
    );
    const { store, alert, follow } = await house({ generator, clock, budgetMs: 300 }, people);
    for (const { id } of people) {
      const readings = evenings(id);
      await alert(highDinner(readings), readings);
    }
    const started = performance.now();
    await follow();
    expect(performance.now() - started).toBeLessThan(2500);
    expect(await store.advice.count()).toBe(8);
    expect(endpoint.requests.length).toBeLessThan(8);

    endpoint.answer(content({ sentences: [{ ...GOOD.sentences[0]!, source: null }] }));
    clock.advance(NOW + 6 * MINUTE);
    const readings = evenings('p-0');
    await alert(highDinner(readings), readings);
    await follow();
    expect((await store.advice.of('p-0', 5)).map(({ by }) => by)).toContain('m');
  });

  test('the store is free while the model thinks', async () => {
    let let_go = (_: Draft): void => {};
    const generator: AdviceGenerator = { name: 'slow', write: () => new Promise((resolve) => (let_go = resolve)) };
    const { store, alert, follow } = await house({ generator });
    const readings = evenings();
    await alert(highDinner(readings), readings);
    const following = follow();
    await expect.poll(() => let_go.length).toBe(1);
    await store.transact((records) => records.patients.save(person({ id: 'p-9' })));
    expect((await store.patients.list()).map(({ id }) => id)).toContain('p-9');
    await new Promise((resolve) => setTimeout(resolve, 20));
    let_go(GOOD);
    await following;
    expect(await store.advice.count()).toBe(1);
  });

  test('told to stop, it writes nothing, and the decision comes again', async () => {
    const stop = new AbortController();
    const generator: AdviceGenerator = {
      name: 'slow',
      write: (_facts, _brief, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new GeneratorError('unavailable', 'stopped')));
          stop.abort(new Error('shutting down'));
        }),
    };
    const { store, alert, follower, follow } = await house({ generator });
    const readings = evenings();
    await alert(highDinner(readings), readings);
    await expect(follower.follow(await store.streams.after('decisions', 0, 10), stop.signal)).rejects.toThrow('shutting down');
    expect(await store.advice.count()).toBe(0);
    const again = createAdvice({ store, fallback, knowledge, clock: createReplayClock(NOW), words: () => undefined });
    await drainFollower({ store, follower: again.follower }, new AbortController().signal);
    expect(await store.advice.count()).toBe(1);
    expect(follow).toBeDefined();
  });
});
