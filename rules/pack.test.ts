import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { parsePack } from './pack.ts';
import { PackError } from './pack-error.ts';
import { shortRule, shortThreshold } from './try-condition.ts';

const good = `
pack: test
rules:
  - id: glucose.low
    version: 1
    title: { zh-CN: 低血糖, en: Low }
    explanation: { zh-CN: 说明。, en: Words. }
    source: { organisation: ADA, title: Standards, year: 2018, evidence: primary }
    severity: high
    watches: glucose
    when: { value: glucose, below: limit }
    endsAfter: PT2H
    freshFor: PT1H
    thresholds:
      limit:
        title: { zh-CN: 低于, en: Below }
        unit: mmol/L
        value: 3.9
        min: 3
        max: 5.6
        inOtherUnit: { unit: mg/dL, value: 70 }
`;

/** `line:column path: expected` of everything that is wrong. */
function wrong(text: string): readonly string[] {
  try {
    parsePack(text, 'test.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(PackError);
    const { problems, message } = error as PackError;
    for (const { file, line, column, path, expected } of problems) {
      expect(message).toContain(`${file}:${line}:${column}: ${path || 'the file'}: ${expected}`);
    }
    return problems.map(({ line, column, path, expected }) => `${line}:${column} ${path}: ${expected}`);
  }
  return [];
}
const change = (from: string, to: string): readonly string[] => {
  expect(good).toContain(from);
  return wrong(good.replace(from, to));
};

test('a pack is read, with what it leaves out', () => {
  const [rule] = parsePack(good, 'test.yaml');
  expect(rule).toMatchObject({ id: 'glucose.low', supersedes: [], tells: [], advises: [] });
});

test.each([
  ['an unknown key', 'severity: high', 'severity: high\n    sevrity: low', '10:5 rules.0.sevrity: no such key here'],
  [
    'a missing language',
    '{ zh-CN: 低血糖, en: Low }',
    '{ en: Low }',
    '6:5 rules.0.title.zh-CN: Invalid input: expected string, received undefined',
  ],
  ['a missing source', /source.*/.exec(good)![0], '', '4:5 rules.0.source: Invalid input: expected object, received undefined'],
  ['no evidence', ', evidence: primary', '', /8:5 rules.0.source.evidence/],
  ['an id without topic', 'glucose.low', 'low', '4:5 rules.0.id: an id like glucose.very-low'],
  [
    'a threshold that is not there',
    'below: limit',
    'below: limits',
    '11:29 rules.0.when.below: the name of a threshold of this rule: there is no limits',
  ],
  ['a typo in a comparison', 'below: limit', 'belwo: limit', /11:29 rules.0.when.belwo: no such key here/],
  [
    'an unknown condition',
    '{ value: glucose, below: limit }',
    '{ hunch: falling }',
    /11:5 rules.0.when: a condition: one of all, answered, any, baseline, gain, lasting/,
  ],
  ['no condition at all', '{ value: glucose, below: limit }', '3.9', /11:5 rules.0.when: a condition: one of/],
  ['a field of another kind', 'value: glucose', 'value: systolic', '11:5 rules.0.when: a condition on glucose, which the rule watches'],
  [
    'a duration in words',
    'PT2H',
    'two hours',
    '12:5 rules.0.endsAfter: an ISO 8601 duration of days, hours and minutes, e.g. PT15M or P7D',
  ],
  [
    'only one glucose unit',
    /\n.*inOtherUnit.*/.exec(good)![0],
    '',
    '15:7 rules.0.thresholds.limit.inOtherUnit: the same limit in mg/dL: devices show either',
  ],
  [
    'another number in the other unit',
    'value: 70',
    'value: 80',
    '21:37 rules.0.thresholds.limit.inOtherUnit.value: 3.9 mmol/L in mg/dL, which is 70',
  ],
  ['a value out of its bounds', 'value: 3.9', 'value: 2.9', '18:9 rules.0.thresholds.limit.value: between min and max, 3 and 5.6'],
  [
    'a unit that does not fit',
    'unit: mmol/L',
    'unit: mmHg',
    /11:29 rules.0.when.below: a threshold in mmol\/L or mg\/dL: limit is in mmHg/,
  ],
  ['itself to supersede', 'endsAfter', 'supersedes: [glucose.low]\n    endsAfter', '12:5 rules.0.supersedes: other rules than itself'],
  ['an unknown unit', 'unit: mmol/L', 'unit: mmol/dL', /17:9 rules.0.thresholds.limit.unit: Invalid option/],
])('%s', (_, from, to, expected) => {
  const found = change(from, to);
  if (typeof expected === 'string') expect(found).toContain(expected);
  else expect(found.join('\n')).toMatch(expected);
});

test('a specimen only for glucose', () => {
  const pressure = good.replace('watches: glucose', 'watches: blood-pressure').replace('value: glucose, below', 'value: systolic, below');
  const mmHg = pressure.replace('unit: mmol/L', 'unit: mmHg').replace(/\n.*inOtherUnit.*/, '');
  expect(wrong(mmHg)).toEqual([]);
  expect(wrong(mmHg.replace('endsAfter', 'appliesTo: { specimen: sample }\n    endsAfter'))).toEqual([
    '12:18 rules.0.appliesTo.specimen: only for glucose',
  ]);
});

test('everything that is wrong is said at once', () => {
  const found = wrong(
    good.replace('severity: high', 'severity: urgent').replace('below: limit', 'below: x').replace('version: 1', 'version: one'),
  );
  expect(found.map((line) => line.split(':')[1]!.split(' ')[1])).toEqual(['rules.0.version', 'rules.0.severity']);
  const both = wrong(
    `${good.replace('below: limit', 'below: x')}${good.replace(/^[\s\S]*?rules:\n/, '').replace('severity: high', 'severity: urgent')}`,
  );
  expect(both).toEqual([
    expect.stringContaining('rules.1.severity'),
    '11:29 rules.0.when.below: the name of a threshold of this rule: there is no x',
    '15:7 rules.0.thresholds.limit: to be used in `when` or `clears`',
  ]);
});

test('what is not YAML, and what is empty', () => {
  expect(wrong('rules: [')).toEqual([expect.stringMatching(/^1:\d+ : /)]);
  expect(wrong('')).toEqual([expect.stringContaining('the file is empty')]);
  expect(wrong('- 1')).toEqual([expect.stringContaining('expected object')]);
  expect(wrong(`${good}---\npack: another\n`)).toEqual([expect.stringContaining('one document')]);
});

test('the same id twice in one pack', () => {
  expect(wrong(`${good}${good.replace(/^[\s\S]*?rules:\n/, '')}`)).toEqual(['22:5 rules.1.id: another id: line 4 has glucose.low already']);
});

describe('what ends an episode must be said where it does not follow', () => {
  const withWhen = (when: string, more = ''): readonly string[] =>
    wrong(good.replace('{ value: glucose, below: limit }', `${when}${more}`));
  const END = '`clears`: only plain conditions on values end by themselves';
  test.each([
    ['{ all: [{ meal: [after] }, { value: glucose, below: limit }] }', [`4:5 rules.0: ${END}`]],
    ['{ not: { value: glucose, below: limit } }', [`4:5 rules.0: ${END}`]],
    ['{ any: [{ value: glucose, below: limit }] }', []],
    ['{ value: pulse, below: limit }', [`4:5 rules.0: ${END}`]],
    [
      '{ not: { lasting: { value: glucose, below: limit }, for: limit, gap: PT5M } }',
      [expect.stringContaining('a condition on one reading: lasting looks at several')],
    ],
    ['{ all: [{ silence: limit }] }', [expect.stringContaining('`silence` alone')]],
  ])('%s', (when, expected) => {
    expect(withWhen(when)).toEqual(expect.arrayContaining(expected));
    if (expected.length === 0) expect(withWhen(when)).toEqual([]);
  });

  test('a margin fits only plain conditions', () => {
    expect(withWhen('{ not: { value: glucose, below: limit } }', '\n    clears: { margin: limit }')).toEqual([
      expect.stringContaining('rules.0.clears.margin: a condition of its own'),
    ]);
    expect(withWhen('{ value: glucose, below: limit }', '\n    clears: { margin: gone }')).toEqual([
      '12:15 rules.0.clears.margin: the name of a threshold of this rule: there is no gone',
    ]);
    expect(withWhen('{ value: glucose, below: limit }', '\n    clears: { until: limit }')).toEqual([
      expect.stringContaining('rules.0.clears: a condition'),
    ]);
  });
});

describe('rules of several packs together', () => {
  const rule = (id: string, supersedes: string[] = []) =>
    shortRule({ id, supersedes, when: { value: 'glucose', below: 'limit' }, thresholds: { limit: shortThreshold(3, 'mmol/L') } });
  test.each([
    ['the same id', [rule('a.a'), rule('a.a')], 'two packs have this rule'],
    ['a rule to supersede that is not there', [rule('a.a', ['b.b'])], 'there is no rule b.b'],
    ['a circle', [rule('a.a', ['b.b']), rule('b.b', ['a.a'])], 'not in a circle'],
  ])('%s', (_, rules, why) => {
    expect(() => compile(rules)).toThrow(PackError);
    expect(() => compile(rules)).toThrow(why);
  });

  test('the graver is asked first, and the version tells the content', () => {
    const set = compile([rule('a.mild'), rule('a.grave', ['a.mild']), rule('a.gravest', ['a.grave'])]);
    expect(set.byStream.glucose.map(({ id }) => id)).toEqual(['a.gravest', 'a.grave', 'a.mild']);
    expect(set.version).toBe(compile([rule('a.mild'), rule('a.grave', ['a.mild']), rule('a.gravest', ['a.grave'])]).version);
    expect(set.version).not.toBe(compile([rule('a.mild')]).version);
  });

  test('the memory reaches as far as the windows of the rules, and a margin', () => {
    expect(compile([rule('a.a')]).memoryMs).toMatchObject({ glucose: 43_200_000, sensor: 43_200_000, 'blood-pressure': 0, weight: 0 });
  });
});

test('a text of aliases of aliases, one nested without end and one without measure are each one problem', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefgh'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
  ].join('\n');
  expect(() => parsePack(bomb, 'test.yaml')).toThrow(/^test\.yaml:1:1: the file: fewer aliases/);
  for (const levels of [50, 20_000]) {
    expect(() => parsePack(`pack: ${'['.repeat(levels)}${']'.repeat(levels)}`, 'test.yaml')).toThrow(/nothing nested more than 40 deep/);
    expect(() => parsePack(`pack: ${'{a: '.repeat(levels)}1${'}'.repeat(levels)}`, 'test.yaml')).toThrow(
      /nothing nested more than 40 deep/,
    );
  }
  expect(() => parsePack(`pack: ${'x'.repeat(1_000_001)}`, 'test.yaml')).toThrow(/at most 1000000 characters/);
});

test('a limit that counts readings is whole', () => {
  const counted = good.replace(
    '{ value: glucose, below: limit }',
    '{ repeat: { value: glucose, below: limit }, times: often, within: P1D }',
  );
  const often = (value: number) =>
    counted.replace(
      /thresholds:\n/,
      `thresholds:\n      often: { title: { zh-CN: 次数, en: Times }, unit: readings, value: ${value}, min: 1, max: 5 }\n`,
    );
  expect(() => parsePack(often(2.5), 'test.yaml')).toThrow(/thresholds\.often\.value: a whole number/);
});
