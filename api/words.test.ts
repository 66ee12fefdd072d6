import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { readTemplates, TEMPLATES } from '../notifier/templates.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { TemplatesView, WordsLook, WordsProposalView } from './words-contract.ts';

/** A clinic's own words through the front door: what stands against them, who approves them, and that the next message says them. */

const clock = createReplayClock(Date.parse('2026-03-02T09:00:00Z'));
let house: TestHouse;
const { call, hire, enter } = createCallers(() => house, clock.now);

beforeAll(async () => {
  house = await openTestHouse({ clock, settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 100 } } });
  await hire({ nova: 'coordinator', dora: 'doctor', phil: 'pharmacist' });
  await house.moveIn('p1', ['meter']);
}, 30_000);
afterAll(() => house.close());

const json = async <T>(answer: Promise<Response>): Promise<T> => (await answer).json() as Promise<T>;
const list = () => json<TemplatesView>(call('GET', '/clinic/templates', 'phil'));
const template = async (name: string) => (await list()).templates.find((one) => one.template === name)!;
const change = (name: string, words: string | null, who = 'nova', language = 'en') =>
  call('PUT', `/clinic/templates/${name}/${language}`, who, { words, reason: 'plainer for our patients' });

let nth = 0;
/** What the patient reads when such a message goes out now. */
async function received(name: 'questionnaire.invitation' | 'advice' | 'report.ready', values: Record<string, string | number>) {
  clock.advance(clock.now() + 1000);
  const key = `m${nth++}`;
  const message = {
    key,
    to: { person: 'p1', role: 'patient' },
    about: 'p1',
    template: name,
    values,
    urgent: false,
    due: clock.now(),
  } as const;
  await house.store.transact((records) => records.decisions.apply([{ do: 'send', message }], clock.now()));
  await house.settle();
  const [last] = await house.store.inbox.of('p1', 1);
  return { subject: last!.subject, text: last!.text };
}

test('every template is listed with what it is for, rendered in both languages, and nothing stands against it', async () => {
  const { templates, fixed } = await list();
  expect(templates.map((one) => one.template)).toEqual(Object.keys(TEMPLATES));
  for (const { in: spoken, what } of templates) {
    expect(what['zh-CN']).toMatch(/\p{Script=Han}/u);
    for (const language of ['en', 'zh-CN'] as const) {
      expect(spoken[language].now.text).not.toMatch(/[{}]|undefined/);
      expect(spoken[language].now.lengths.find(({ channel }) => channel === 'sms')!.segments).toBeGreaterThan(0);
      expect(spoken[language].own).toBeUndefined();
    }
  }
  expect(fixed.length).toBeGreaterThan(5);
  expect(fixed.find(({ text }) => text['zh-CN'].includes('120'))).toBeDefined();
});

test('every shipped template as a clinic might have written it: nothing stands against a single one', async () => {
  for (const { template: name, in: spoken } of (await list()).templates)
    for (const language of ['en', 'zh-CN'] as const) {
      const look = await json<WordsLook>(
        call('POST', `/clinic/templates/${name}/${language}/look`, 'phil', { words: spoken[language].shipped }),
      );
      expect([name, language, look.objections]).toEqual([name, language, []]);
    }
});

test.each([
  ['en', 'Report of {patient}\n{from, date} to {to, date}: {link} and {severity}', ['unknown']],
  ['en', 'Report of {patient}\n{from, date} to {to, date}', ['missing']],
  ['en', 'Report of {patient}\n{from} to {to, date}: {link}', ['format']],
  ['en', 'Report of {patient\n{from, date} to {to, date}: {link}', ['syntax']],
  ['en', 'Report of {patient}\nThis cures {from, date} to {to, date}: {link}', ['claims']],
  ['en', 'Report of {patient}\nDear Robin, {from, date} to {to, date}: {link}', ['identity']],
  ['zh-CN', '{patient} 的报告\n{from, date}至{to, date}：{link}，保证有效', ['claims']],
  ['zh-CN', '{patient} 的报告\n{from, date}至{to, date}: {link} is ready', ['language']],
  ['en', `Report of {patient}\n${'Please look. '.repeat(120)}{from, date} to {to, date}: {link}`, ['length']],
] as const)('%s: %s is turned down, and not kept', async (language, words, checks) => {
  const look = await json<WordsLook>(call('POST', `/clinic/templates/report.ready/${language}/look`, 'phil', { words }));
  expect([...new Set(look.objections.map(({ check }) => check))]).toEqual(expect.arrayContaining([...checks]));
  const answer = await change('report.ready', words, 'nova', language);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, 'words.turned-down']);
  expect((await template('report.ready')).in[language].own).toBeUndefined();
});

test('what is never urgent is said at once, with who said it and why; the next message says it, and then the shipped words again', async () => {
  const asked = { text: 'Walk.' };
  expect((await received('advice', asked)).subject).toBe('Advice for you on food, activity and measuring');
  expect((await change('advice', 'Our advice for you\n{text}')).status).toBe(200);
  expect(await received('advice', asked)).toEqual({ subject: 'Our advice for you', text: 'Walk.' });
  expect((await template('advice')).in.en).toMatchObject({
    own: { words: 'Our advice for you\n{text}', by: 'nova', byName: 'Canary nova', reason: 'plainer for our patients', objections: [] },
    now: { subject: 'Our advice for you' },
  });
  expect((await change('advice', null)).status).toBe(200);
  expect((await received('advice', asked)).subject).toBe('Advice for you on food, activity and measuring');
  const history = await json<{ words?: string }[]>(call('GET', '/clinic/templates/advice/en/history', 'phil'));
  expect(history.map(({ words }) => words)).toEqual([undefined, 'Our advice for you\n{text}']);
  const audit = await house.store.audit.list(50);
  expect(audit.filter(({ did }) => did === 'words.change').map(({ by, about }) => [by, about.template, about.words])).toEqual([
    ['nova', 'advice', 'as shipped'],
    ['nova', 'advice', 'own'],
  ]);
});

describe('what may be urgent', () => {
  const WORDS = 'Some questions: {question}\nThe clinic asks you: {question}\n\nAnswer here: {link}';
  const asked = { 'question.en': 'How was your week?', 'question.zh-CN': '本周怎么样？' };
  const waiting = (who: string) => json<WordsProposalView[]>(call('GET', '/clinic/words/proposals', who));

  test('waits for another person, and ends with the closing that nobody changes', async () => {
    expect((await change('questionnaire.invitation', WORDS)).status).toBe(202);
    expect((await received('questionnaire.invitation', asked)).subject).toBe('A few questions for you: How was your week?');
    const [proposal] = await waiting('nova');
    expect(proposal).toMatchObject({
      mine: true,
      template: 'questionnaire.invitation',
      words: WORDS,
      sample: { subject: expect.stringContaining('Some') },
    });
    expect((await call('POST', `/clinic/words/proposals/${proposal!.id}/approve`, 'nova', { note: '' })).status).toBe(403);
    expect((await waiting('dora'))[0]).toMatchObject({ mine: false, byName: 'Canary nova' });
    expect((await call('POST', `/clinic/words/proposals/${proposal!.id}/approve`, 'dora', { note: 'good' })).status).toBe(200);
    expect((await call('POST', `/clinic/words/proposals/${proposal!.id}/refuse`, 'dora', { note: '' })).status).toBe(409);
    const said = await received('questionnaire.invitation', asked);
    expect(said.subject).toBe('Some questions: How was your week?');
    expect(said.text).toMatch(
      /^The clinic asks you: How was your week\?\n\nAnswer here: http.*\n\nThis does not replace your doctor\. In an emergency/,
    );
    expect((await template('questionnaire.invitation')).in.en.own).toMatchObject({
      by: 'nova',
      approvedBy: 'dora',
      approvedByName: 'Canary dora',
    });
  });

  test('goes back to the shipped words without anybody else', async () => {
    expect((await change('questionnaire.invitation', null, 'dora')).status).toBe(200);
    expect((await received('questionnaire.invitation', asked)).subject).toBe('A few questions for you: How was your week?');
  });

  test('expires after a weekend, and what was refused is not said', async () => {
    await change('questionnaire.invitation', WORDS);
    const [first] = await waiting('dora');
    expect((await call('POST', `/clinic/words/proposals/${first!.id}/refuse`, 'dora', { note: 'too long' })).status).toBe(200);
    await change('questionnaire.invitation', WORDS);
    const [second] = await waiting('dora');
    clock.advance(clock.now() + 4 * 86_400_000);
    for (const who of ['nova', 'dora', 'phil']) await enter(who);
    expect(await waiting('dora')).toEqual([]);
    expect((await call('POST', `/clinic/words/proposals/${second!.id}/approve`, 'dora', { note: '' })).status).toBe(409);
    expect((await template('questionnaire.invitation')).in.en.own).toBeUndefined();
  });
});

test('words that no longer fit after an upgrade are passed over: the shipped ones go out, and the list says why', async () => {
  const since = clock.now();
  await house.store.transact((records) =>
    records.clinicWords.set({ template: 'advice', language: 'en', words: 'Old words\n{text} {gone}', by: 'nova', reason: 'x', since }),
  );
  expect((await received('advice', { text: 'Walk.' })).subject).toBe('Advice for you on food, activity and measuring');
  expect((await template('advice')).in.en).toMatchObject({
    own: { objections: [{ check: 'unknown', values: ['gone'] }] },
    now: { subject: 'Advice for you on food, activity and measuring' },
  });
});

test('a pharmacist reads the words and cannot change them; a template that nobody knows is not found', async () => {
  expect((await change('advice', 'S\n{text}', 'phil')).status).toBe(403);
  expect((await change('of.no.such.name', 'S\n{text}')).status).toBe(404);
  expect(readTemplates().size).toBe(2 * Object.keys(TEMPLATES).length);
});
