import { describe, expect, test } from 'vitest';
import { runCases } from './cases.ts';
import { compile } from './compile.ts';
import { PackError } from './pack-error.ts';
import { shortRule, shortThreshold } from './try-condition.ts';

const set = compile([
  shortRule({
    id: 'bp.crisis',
    watches: 'blood-pressure',
    when: { value: 'systolic', above: 'limit' },
    thresholds: { limit: shortThreshold(180, 'mmHg') },
    starts: 'pressure-crisis',
  }),
  shortRule({
    id: 'bp.any',
    watches: 'blood-pressure',
    when: { value: 'systolic', above: 'limit' },
    thresholds: { limit: shortThreshold(0, 'mmHg') },
  }),
]);
const run = (cases: string) => runCases(set, `rule: bp.crisis\ncases:\n${cases}`, 'bp.cases.yaml');
const reading = (more = '', systolic = 181) => `[{ kind: blood-pressure, at: 08:00, systolicMmHg: ${systolic}, diastolicMmHg: 95${more} }]`;

test('a case that goes as it says; other rules are nobody’s business', () => {
  const { ran, failures, fires, silent } = run(`
  - { name: fires, readings: ${reading()}, alerts: [{ at: 08:00, rule: bp.crisis }] }
  - { name: silent, readings: ${reading('', 180)}, alerts: [] }`);
  expect({ ran, failures, fires: [...fires], silent: [...silent] }).toEqual({
    ran: 2,
    failures: [],
    fires: ['bp.crisis'],
    silent: ['bp.crisis'],
  });
});

test.each([
  [
    'no alert',
    '[]',
    'no alert',
    /^bp.crisis at 08:00, state "active", evidence 1, tells \["coordinator","patient"\], starts "pressure-crisis"/,
  ],
  ['another moment', '[{ at: 09:00, rule: bp.crisis }]', 'bp.crisis at 09:00', /at 08:00/],
  ['late', '[{ at: 08:00, rule: bp.crisis, late: true }]', 'bp.crisis at 08:00, late', /active/],
  ['resolved', '[{ at: 08:00, rule: bp.crisis, state: resolved }]', 'bp.crisis at 08:00, state "resolved"', /active/],
  ['why it ended', '[{ at: 08:00, rule: bp.crisis, because: withdrawn }]', 'bp.crisis at 08:00, because "withdrawn"', /active/],
  ['more evidence', '[{ at: 08:00, rule: bp.crisis, evidence: 2 }]', 'bp.crisis at 08:00, evidence 2', /evidence 1/],
  ['others told', '[{ at: 08:00, rule: bp.crisis, tells: [doctor] }]', 'bp.crisis at 08:00, tells ["doctor"]', /coordinator/],
  ['another pathway', '[{ at: 08:00, rule: bp.crisis, starts: x }]', 'bp.crisis at 08:00, starts "x"', /pressure-crisis/],
  ['other values', '[{ at: 08:00, rule: bp.crisis, values: { limit: 1 } }]', 'bp.crisis at 08:00, values {"limit":1}', /"limit":180/],
  ['twice', '[{ at: 08:00, rule: bp.crisis }, { at: 08:00, rule: bp.crisis }]', 'bp.crisis at 08:00; bp.crisis at 08:00', /active/],
  [
    'one of another rule that is named',
    '[{ at: 08:00, rule: bp.crisis }, { at: 09:00, rule: bp.any }]',
    'bp.crisis at 08:00; bp.any at 09:00',
    /bp.any at 08:00/,
  ],
])('a case that expects %s fails, with line, expected and got', (_, alerts, expected, got) => {
  const { failures } = run(`
  - { name: one, readings: ${reading()}, alerts: ${alerts} }`);
  expect(failures).toEqual([{ case: 'bp.crisis: one', line: 4, expected, got: expect.stringMatching(got) }]);
});

describe('moments', () => {
  test.each([
    ['on another day', 'at: D+2 08:00', 'D+2 08:00'],
    ['on an earlier day', 'at: D-1 23:30', 'D-1 23:30'],
    ['with seconds', 'at: 08:00:30', '08:00:30'],
  ])('%s', (_, at, expected) => {
    const { failures } = run(`
  - { name: one, readings: ${reading().replace('at: 08:00', at)}, alerts: [] }`);
    expect(failures[0]!.got).toContain(`bp.crisis at ${expected}, state`);
  });

  test('before the receipt', () => {
    const { failures } = run(`
  - { name: one, received: 08:00, readings: ${reading().replace('at: 08:00', 'at: -P7D')}, alerts: [{ at: -P7D, rule: bp.crisis, late: true }] }`);
    expect(failures).toEqual([]);
  });
});

test('one line can be a series, and the readings arrive in the order in which they stand', () => {
  const { failures } = run(`
  - { name: one, readings: ${reading(', every: PT10M, times: 3')}, alerts: [{ at: 08:00, rule: bp.crisis, evidence: 3 }] }
  - name: an older one is heard after the one above it
    readings:
      - { kind: blood-pressure, at: 12:00, systolicMmHg: 120, diastolicMmHg: 80 }
      - { kind: blood-pressure, at: 08:00, systolicMmHg: 190, diastolicMmHg: 80 }
    alerts: [{ at: 08:00, rule: bp.crisis, late: true, state: resolved }]`);
  expect(failures).toEqual([]);
});

test('a rule that throws fails its case', () => {
  const [rule] = set.byStream['blood-pressure'];
  const holds = () => {
    throw new Error('out of cheese');
  };
  const broken = { ...set, byStream: { ...set.byStream, 'blood-pressure': [{ ...rule!, when: { ...rule!.when, holds } }] } };
  const { failures } = runCases(broken, `rule: bp.crisis\ncases:\n  - { name: one, readings: ${reading()}, alerts: [] }`, 'x');
  expect(failures[0]!.got).toContain('out of cheese');
});

test.each([
  [
    'an unknown rule',
    'rule: bp.gone\ncases: [{ name: a, readings: [], alerts: [] }]',
    'bp.cases.yaml:1:1: rule: the id of a rule: there is no bp.gone',
  ],
  [
    'an unknown rule in an alert',
    'rule: bp.any\ncases: [{ name: a, readings: [], alerts: [{ at: 08:00, rule: bp.x }] }]',
    /alerts.0.rule: the id of a rule/,
  ],
  ['an unknown kind', 'rule: bp.any\ncases: [{ name: a, readings: [{ kind: mood, at: 08:00 }], alerts: [] }]', /cases.0.readings.0/],
  [
    'a moment in words',
    'rule: bp.any\ncases: [{ name: a, received: noon, readings: [], alerts: [] }]',
    'bp.cases.yaml:2:20: cases.0.received: a moment like 08:00, D+2 08:00 or -P7D',
  ],
  ['nothing', '', 'the file is empty'],
])('%s is not a file of cases', (_, text, message) => {
  expect(() => runCases(set, text, 'bp.cases.yaml')).toThrow(PackError);
  expect(() => runCases(set, text, 'bp.cases.yaml')).toThrow(message);
});
