import { expect, test } from 'vitest';
import type { AlertLife, AlertOutcome, AlertState } from '../../domain/alert.ts';
import type { DeskNote } from '../../domain/desk-note.ts';
import { alarmBudget } from './alarm-budget.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
let n = 0;
const life = (rule: string, state: AlertState, more: Partial<AlertLife> = {}): AlertLife => ({
  id: `a${++n}`,
  patient: 'p1',
  rule,
  severity: 'medium',
  raised: 0,
  late: false,
  state,
  ...more,
});
const closed = (outcome?: AlertOutcome, by = 'li'): AlertState => ({
  is: 'resolved',
  at: 9 * MINUTE,
  because: 'person',
  by,
  note: 'x',
  ...(outcome ? { outcome } : {}),
});
const recovered: AlertState = { is: 'resolved', at: 9 * MINUTE, because: 'recovered' };
const answered = (by: string, minutes: number) => ({ answered: { by, at: minutes * MINUTE } });

test('per rule: what led to something, what was noise, how long it waited; the noisiest first', () => {
  const budget = alarmBudget(
    [
      life('high', closed('spoken'), answered('li', 4)),
      life('high', closed('nothing'), answered('li', 10)),
      life('high', recovered, { patient: 'p2' }),
      life('high', { is: 'active' }),
      life('high', closed(), answered('wang', 60)),
      life('wavers', recovered),
      life('wavers', recovered),
      life('wavers', { is: 'resolved', at: 1, because: 'withdrawn' }),
      life('wavers', recovered, { late: true }),
      life('wavers', closed('untrue', 'wang'), answered('wang', 0)),
      life('quiet', closed('emergency'), answered('wang', 2)),
    ],
    { from: 0, to: 10 * DAY },
  );
  expect(budget).toMatchObject({ alerts: 11, perDay: 1.1, noisiest: ['wavers'] });
  expect(budget.rules.map(({ rule, noise }) => [rule, noise])).toEqual([
    ['wavers', 5],
    ['high', 2],
    ['quiet', 0],
  ]);
  expect(budget.rules[1]).toEqual({
    rule: 'high',
    severity: 'medium',
    alerts: 5,
    late: 0,
    patients: 2,
    acted: 1,
    withoutAction: 1,
    unsaid: 1,
    byItself: 1,
    stillOpen: 1,
    actedPercent: 33,
    noise: 2,
    medianMinutesToAnswer: 10,
    unanswered: 2,
    calls: 0,
    reached: 0,
    messages: 0,
    tasks: 0,
  });
  expect(budget.rules[0]).toMatchObject({ late: 1, actedPercent: 0, byItself: 4, withoutAction: 1 });
  expect(budget.people).toEqual([
    { by: 'wang', answered: 3, closed: 1, perDay: 0.3, medianMinutesToAnswer: 2, slowestMinutes: 60 },
    { by: 'li', answered: 2, closed: 4, perDay: 0.2, medianMinutesToAnswer: 7, slowestMinutes: 10 },
  ]);
});

test('the fewest rules that make seven tenths of the noise; none where there is none', () => {
  const rules = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'd'].map((rule) => life(rule, recovered));
  expect(alarmBudget(rules, { from: 0, to: DAY }).noisiest).toEqual(['a', 'b']);
  expect(alarmBudget([life('a', closed('spoken'))], { from: 0, to: DAY }).noisiest).toEqual([]);
  expect(alarmBudget([], { from: 0, to: DAY })).toEqual({ from: 0, to: DAY, alerts: 0, perDay: 0, rules: [], noisiest: [], people: [] });
});

test('a call that reached somebody, a message or a task is an action, and an answer; a person’s own word of the end goes before it', () => {
  const note = (of: AlertLife, reached: boolean): DeskNote => ({
    id: `n ${of.id}`,
    alert: of.id,
    patient: of.patient,
    at: of.raised + 3 * 60_000,
    by: 'wang',
    is: 'call',
    whom: 'patient',
    reached,
    said: '',
  });
  const [alone, called, rang, nothing] = [life('a', recovered), life('a', recovered), life('a', recovered), life('a', closed('nothing'))];
  const budget = alarmBudget([alone, called, rang, nothing], { from: 0, to: DAY }, [
    note(called, true),
    note(rang, false),
    note(nothing, true),
  ]);
  expect(budget.rules).toMatchObject([
    { alerts: 4, acted: 1, byItself: 2, withoutAction: 1, noise: 3, calls: 3, reached: 2, medianMinutesToAnswer: 3 },
  ]);
  expect(budget.people.find(({ by }) => by === 'wang')).toMatchObject({ answered: 3 });
});
