/** Whom a patient is told to call, wherever a running house says it: messages, answers, questions and the own page. */
import { expect, onTestFinished, test } from 'vitest';
import type { OwnPage } from '../api/contract.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { glucose, openTestHouse } from './house.ts';

const NOON = Date.UTC(2026, 2, 2, 12);
const TELEPHONE = '020 7946 0000';

test.each([
  ['en', 'Europe/London', undefined, '999', /emergency number now \(999\)|emergency number \(999\)/],
  ['zh-CN', 'Europe/London', undefined, '999', /拨打(急救电话)? 999/],
  ['zh-CN', 'Asia/Shanghai', undefined, '120', /拨打 ?120/],
  ['en', 'Asia/Tokyo', undefined, undefined, /your local emergency number/],
  ['zh-CN', 'Asia/Tokyo', undefined, undefined, /拨打当地急救电话/],
  ['en', 'Asia/Tokyo', '119', '119', /\(119\)/],
] as const)('%s in %s, where the clinic says %s: %s', async (language, zone, own, number, says) => {
  const clock = createReplayClock(NOON);
  const clinic = { telephone: TELEPHONE, ...(own ? { emergencyNumber: own } : {}) };
  const house = await openTestHouse({ clock, settings: { clinic } });
  onTestFinished(() => house.close());
  await house.moveIn('p1', ['meter-1'], { language, zone });
  const payload = glucose(3.4, NOON);
  await house.intake({ device: 'meter-1', topic: 'hearth/v1/meter-1/readings', payload, received: NOON });
  await house.settle();
  const token = /\/p\/([\w.-]+)/.exec(
    (await house.store.inbox.of('p1', 9)).find(({ address, text }) => address === 'p1' && text.includes('/p/'))!.text,
  )![1]!;
  const page = `${house.url}/api/v1/own-page/${token}`;
  const headers = { 'content-type': 'application/json' };
  const text = language === 'en' ? 'I have chest pain and cannot breathe' : '我胸口痛，喘不上气';
  const asked = await fetch(`${page}/messages`, { method: 'POST', headers, body: JSON.stringify({ id: 'm-000001', text }) });
  const { said } = (await asked.json()) as { said: { from: string; text: string }[] };
  await house.settle();
  clock.advance(NOON + 16 * 60_000);
  await house.settle();
  const answers = said.filter(({ from }) => from !== 'patient').map((one) => one.text);
  const shown = (await (await fetch(page)).json()) as OwnPage;
  expect(answers.join('\n')).toMatch(says);
  expect(shown.emergencyNumber).toBe(number);
  expect(shown.clinicTelephone).toBe(TELEPHONE);
  expect(shown.messages.length).toBeGreaterThan(1);
  expect(shown.questions.length).toBeGreaterThan(0);
  const questions = shown.questions.flatMap(({ question, options }) => [question, ...options.map((option) => option.text)]);
  const all = [...answers, ...shown.messages.map((one) => one.text), ...questions.map((one) => one[language])];
  expect(all.join('\n')).toMatch(says);
  if (number !== '120') for (const one of all) expect(one).not.toMatch(/120 in China|(?:拨打|呼叫|电话|call) ?120/);
  for (const one of shown.messages) expect(one.text).toContain(TELEPHONE);
});
