import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { FollowUp, Run } from '../domain/follow-up.ts';
import { parsePathway } from './parse-pathway.ts';
import { type Event, placeOf, questionOf, step, strand, unanswered } from './step.ts';

const files = globSync(`${import.meta.dirname}/pathways/*.yaml`).filter((file) => !file.endsWith('.cases.yaml'));
const pathways = files.map((file) => parsePathway(readFileSync(file, 'utf8'), file));
const low = pathways.find(({ id }) => id === 'low-glucose')!;
const begin = (pathway = low): Run => ({
  id: 'r1',
  pathway: pathway.id,
  patient: 'p1',
  alert: 'a1',
  started: 0,
  at: [...pathway.steps.keys()][0]!,
  done: false,
});
const kinds = (decisions: readonly Decision[]) => decisions.map((one) => one.do);
const asked = (decisions: readonly Decision[]): FollowUp => decisions.find((one) => one.do === 'save-follow-up')!.followUp;

test('a start says what is urgent, sets the timer, and keeps where it stands', () => {
  const { run, decisions } = step(low, begin(), { is: 'started' }, MINUTE);
  expect(kinds(decisions)).toEqual(['send', 'wake', 'save-run']);
  expect(decisions).toMatchObject([
    {
      message: {
        to: { person: 'p1', role: 'patient' },
        about: 'p1',
        alert: 'a1',
        template: 'pathway.message',
        urgent: true,
        due: MINUTE,
        expires: 31 * MINUTE,
        values: { 'text.en': expect.stringContaining('15 g'), 'text.zh-CN': expect.stringContaining('15 克') },
      },
    },
    { at: 16 * MINUTE, what: 'run:r1', patient: 'p1' },
    { run },
  ]);
  expect(run).toMatchObject({ at: 'fifteen-minutes', done: false });
});

test('a question stays open through its reminder, and is closed when a person is asked instead', () => {
  const waiting = step(low, begin(), { is: 'started' }, 0).run;
  const asking = step(low, waiting, { is: 'due' }, 15 * MINUTE);
  const question = asked(asking.decisions);
  expect(question).toMatchObject({ state: { is: 'open' }, asked: 15 * MINUTE, due: 35 * MINUTE, run: 'r1', alert: 'a1' });
  expect(questionOf(low, asking.run)).toBe(question.id);

  const reminded = step(low, asking.run, { is: 'due', question }, 25 * MINUTE);
  expect(kinds(reminded.decisions)).toEqual(['unwake', 'send', 'send', 'wake', 'save-run']);
  expect(reminded.decisions[1]).toMatchObject({ message: { template: 'follow-up.reminder', values: { followUp: question.id } } });
  expect(questionOf(low, reminded.run)).toBe(question.id);

  const silent = step(low, reminded.run, { is: 'due', question }, 35 * MINUTE);
  expect(kinds(silent.decisions)).toEqual(['unwake', 'save-follow-up', 'send', 'save-run']);
  expect(asked(silent.decisions)).toEqual({ ...question, state: { is: 'unanswered', at: 35 * MINUTE } });
  expect(silent.decisions[2]).toMatchObject({ message: { to: { person: 'team', role: 'coordinator' }, template: 'task', urgent: true } });
  expect(silent.run.done).toBe(true);
});

test('each round of a loop asks a new question and sends a new message', () => {
  const waiting = step(low, begin(), { is: 'started' }, 0);
  const first = step(low, waiting.run, { is: 'due' }, 15 * MINUTE);
  const again = step(low, first.run, { is: 'answered', option: 'same', question: asked(first.decisions) }, 16 * MINUTE);
  const second = step(low, again.run, { is: 'due' }, 31 * MINUTE);
  expect(second.run.at).toBe('feel#2');
  expect(placeOf(second.run)).toEqual({ step: 'feel', round: 2 });
  expect(asked(second.decisions).id).not.toBe(asked(first.decisions).id);
  const keys = [...waiting.decisions, ...again.decisions].flatMap((one) => (one.do === 'send' ? [one.message.key] : []));
  expect(new Set(keys).size).toBe(2);
});

test('the same resolution heard twice ends the run once', () => {
  const waiting = step(low, begin(), { is: 'started' }, 0).run;
  const { run } = step(low, waiting, { is: 'alert-resolved', because: 'recovered' }, MINUTE);
  expect(run).toMatchObject({ at: 'end', done: true });
  expect(step(low, run, { is: 'alert-resolved', because: 'recovered' }, MINUTE)).toEqual({ run, decisions: [], trail: [] });
});

test('a run that is on its way out already does not begin that way again', () => {
  const slow = parsePathway(
    `pathway: slow
version: 1
title: { zh-CN: 慢, en: Slow }
startsWithin: PT1H
whenLate: call
whenRecovered: well
recoveredWithin: { glucose: { mmol/L: [4, 14] }, sources: [own] }
sources: { own: { organisation: Hearth, title: A test, year: 2026, evidence: unverified } }
steps:
  first: { wait: PT1H, sources: [own] }
  call: { task: { zh-CN: 打电话, en: Call }, next: end }
  well: { message: { zh-CN: 好, en: Good } }
  rest: { wait: PT1H, sources: [own] }
  end: { end: true }
`,
    'slow.yaml',
  );
  const resolved = { is: 'alert-resolved', because: 'recovered' } as const;
  const leaving = step(slow, step(slow, begin(slow), { is: 'started' }, 0).run, resolved, MINUTE);
  expect(leaving).toMatchObject({ run: { at: 'rest', done: false }, trail: ['well', 'rest'] });
  expect(step(slow, leaving.run, resolved, 30 * MINUTE)).toEqual({ run: leaving.run, decisions: [], trail: [] });
});

test('a step that the pathway no longer has, and a pathway that is gone, hand the patient to a person', () => {
  const question = asked(step(low, step(low, begin(), { is: 'started' }, 0).run, { is: 'due' }, 0).decisions);
  const lost: Run = { ...begin(), at: 'renamed' };
  for (const stepped of [step(low, lost, { is: 'due', question }, 5), strand(lost, unanswered(question, 5), 5)]) {
    expect(kinds(stepped.decisions)).toEqual(['unwake', 'save-follow-up', 'send', 'save-run']);
    expect(stepped.decisions[2]).toMatchObject({ message: { template: 'task', to: { role: 'coordinator' }, urgent: true } });
    expect(stepped.run.done).toBe(true);
  }
});

describe.each(pathways)('any life of $id', (pathway) => {
  const happenings = fc.array(
    fc.record({
      after: fc.integer({ min: 0, max: 3_000 }),
      what: fc.constantFrom('due', 'recovered', 'person', 'withdrawn', 0, 1, 2, 3, 'nonsense'),
    }),
    { maxLength: 60 },
  );

  test('ends, says nothing twice, has at most one timer and leaves no question open', () => {
    fc.assert(
      fc.property(happenings, (list) => {
        let run = begin(pathway);
        let now = 0;
        let question: FollowUp | undefined;
        let timer = false;
        const keys = new Set<string>();
        const hear = (event: Event) => {
          const { run: next, decisions } = step(pathway, run, event, now);
          expect(step(pathway, run, event, now)).toEqual({ run: next, decisions, trail: expect.any(Array) });
          for (const decision of decisions) {
            if (decision.do === 'send') {
              expect(keys.has(decision.message.key)).toBe(false);
              keys.add(decision.message.key);
            }
            if (decision.do === 'save-follow-up') question = decision.followUp.state.is === 'open' ? decision.followUp : undefined;
            if (decision.do === 'wake') timer = true;
            if (decision.do === 'unwake') timer = false;
          }
          run = next;
          expect(timer).toBe(!run.done);
          expect(questionOf(pathway, run)).toBe(question?.id);
        };
        hear({ is: 'started' });
        for (const { after, what } of list) {
          now += after * MINUTE;
          if (what === 'due') hear({ is: 'due', question });
          else if (what === 'recovered' || what === 'person' || what === 'withdrawn')
            hear({ is: 'alert-resolved', because: what, question });
          else if (question) hear({ is: 'answered', option: question.options[what as number]?.id ?? 'nonsense', question });
        }
        for (let i = 0; i < 40 && !run.done; i++) hear({ is: 'due', question });
        expect(run.done).toBe(true);
        expect(question).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});
