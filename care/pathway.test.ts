import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PackError } from '../rules/pack-error.ts';
import { parsePathway } from './parse-pathway.ts';

const low = readFileSync(`${import.meta.dirname}/pathways/low-glucose.yaml`, 'utf8');

test('a pathway as it is written becomes steps that know where they lead', () => {
  const pathway = parsePathway(low, 'low.yaml');
  expect(pathway).toMatchObject({ id: 'low-glucose', startsWithin: 3_600_000, whenLate: 'told-late', whenRecovered: 'recovered' });
  expect([...pathway.steps.keys()].slice(0, 3)).toEqual(['treat', 'fifteen-minutes', 'feel']);
  expect(pathway.steps.get('treat')).toMatchObject({
    is: 'message',
    to: ['patient'],
    urgent: true,
    next: 'fifteen-minutes',
    readingsFrom: 600_000,
    sources: ['ada', 'amounts', 'acarbose', 'emergency', 'defaults'],
  });
  expect(pathway.steps.get('fifteen-minutes')).toEqual({ is: 'wait', wait: 900_000, sources: ['ada'], next: 'feel' });
  expect(pathway.sources.ada).toMatchObject({ organisation: 'American Diabetes Association', evidence: 'secondary' });
});

test.each([
  ['no YAML', 'steps:\n', 'steps: [', /^low\.yaml:\d+:\d+: the file: /],
  ['an unknown key of the frame', 'whenLate:', 'whenToLate:', /low\.yaml:\d+:1: whenToLate: no such key here/],
  ['an unknown key of a step', '    expires: PT30M', '    expiry: PT30M', /low\.yaml:\d+:5: steps\.treat\.expiry: no such key here/],
  [
    'a step without a verb',
    '    wait: PT15M\n',
    '',
    /steps\.fifteen-minutes: exactly one of message, measure, ask, fill, visit, remind, wait, task, again, end/,
  ],
  [
    'a step with two verbs',
    '    wait: PT15M\n',
    '    wait: PT15M\n    end: true\n',
    /steps\.fifteen-minutes: exactly one of .*, not wait and end/,
  ],
  ['half a language', '      en: Please measure your glucose again. How do you feel now?\n', '', /steps\.feel\.ask\.en: /],
  ['a way to nowhere', 'next: once-more }', 'next: once-mroe }', /steps\.feel\.options\.same\.next: there is no step once-mroe/],
  [
    'a way back without a bound',
    'unanswered: no-answer',
    'unanswered: treat',
    /steps\.reminder\.unanswered: treat stands before this step: only `again`/,
  ],
  [
    'an `again` that goes on',
    'again: treat',
    'again: still-low-text',
    /steps\.once-more\.again: still-low-text does not stand before this step/,
  ],
  ['a loop without an end', 'atMost: 2', 'atMost: 0', /steps\.once-more\.atMost: /],
  ['a duration that nobody meant', 'wait: PT15M', 'wait: 15 min', /steps\.fifteen-minutes\.wait: an ISO 8601 duration/],
  ['a wait of a year', 'wait: PT15M', 'wait: P365D', /steps\.fifteen-minutes\.wait: a duration from PT1M to P30D/],
  [
    'a number without a source',
    '    sources: [ada, amounts, acarbose, emergency, defaults]\n',
    '',
    /steps\.treat: a number, a waiting time or a visit needs `sources`/,
  ],
  ['a source that is not there', 'sources: [ada, amounts', 'sources: [adda, amounts', /steps\.treat\.sources\.0: there is no source adda/],
  [
    'a source that nobody cites',
    'sources: [ada, amounts, acarbose',
    'sources: [ada, amounts',
    /sources\.acarbose: nothing cites this source/,
  ],
  [
    'a recovery from nowhere to nowhere',
    /recoveredWithin:[\s\S]*?\n\n/,
    '',
    /low\.yaml:7:1: whenRecovered: what is said of a recovery needs `recoveredWithin`/,
  ],
  ['a band upside down', '[3.9, 13.9]', '[13.9, 3.9]', /recoveredWithin\.glucose\.mmol\/L: two numbers, the smaller first/],
  ['a band of nothing', '  glucose: { mmol/L: [3.9, 13.9], mg/dL: [70, 250] }\n', '', /recoveredWithin: at least one of glucose, systolic/],
  ['a band without its source', '  sources: [ada, high]', '  sources: [ada, hihg]', /recoveredWithin\.sources\.1: there is no source hihg/],
  ['a reading of no kind', 'measure: glucose\n', 'measure: sugar\n', /steps\.confirmed\.measure: /],
  [
    'a reading that leads nowhere',
    '{ measure: glucose, still: once-more }',
    '{ measure: glucose, still: once-mroe }',
    /steps\.feel\.reading\.still: there is no step once-mroe/,
  ],
  ['a wait for a reading that says nothing of none', '    unmeasured: unconfirmed\n', '', /steps\.confirmed\.unmeasured: /],
  ['a glucose value', 'Your glucose is low.', 'Your glucose is under 3.9 mmol/L.', /steps\.treat\.message\.en: no glucose values/],
  ['a question with one answer', /\n {6}(same|worse): \{.*/g, '', /steps\.feel\.options: at least two options/],
  ['a message to somebody else', '    to: [coordinator, doctor]\n', '    to: [nurse]\n', /steps\.still-low-task\.to\.0: /],
  ['a step that no way leads to', '  end: { end: true }', '  end: { end: true }\n  lost: { end: true }', /steps\.lost: no way leads here/],
  [
    'a last step that goes on',
    '  end: { end: true }',
    '  end: { task: { zh-CN: 打电话, en: Call } }',
    /steps\.end: an `end` as the last step, or a `next` here/,
  ],
  ['a reminder of no question', 'remind: feel', 'remind: treat', /steps\.reminder\.remind: treat is no question/],
  [
    'a reminder that answers an answer',
    'next: worse-text',
    'next: reminder',
    /steps\.reminder: only `unanswered` of feel may lead to its reminder/,
  ],
] as const)('%s is refused, with file, line and key', (_what, from, to, sentence) => {
  const changed = low.replace(from, to);
  expect(changed).not.toBe(low);
  expect(() => parsePathway(changed, 'low.yaml')).toThrow(PackError);
  expect(() => parsePathway(changed, 'low.yaml')).toThrow(sentence);
});

test('every problem is told at once', () => {
  const changed = low.replace('wait: PT15M', 'wait: soon').replace('atMost: 2', 'atMost: many');
  expect(() => parsePathway(changed, 'low.yaml')).toThrow(/fifteen-minutes\.wait[\s\S]*once-more\.atMost/);
});
