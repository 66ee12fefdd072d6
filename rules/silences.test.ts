import { expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { alertId } from '../domain/identity.ts';
import { compile } from './compile.ts';
import { enrol, settle, timerOf, wake } from './judge.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading as glucose, testPatient } from './try-judge.ts';

const EIGHT = Date.UTC(2026, 2, 2, 0);
const silent = shortRule({
  id: 'glucose.silent',
  when: { silence: 'grace' },
  thresholds: { grace: shortThreshold(12, 'h') },
  starts: 'no-readings',
});
const set = compile([silent]);
const patient = testPatient({ plan: [{ kind: 'glucose', everyDays: 2 }] });
const WAIT = 60 * HOUR;
const timer = timerOf('glucose.silent');

test('the timer is set at the enrolment, and taken away from whom nobody asks to measure', () => {
  expect(enrol(set, { patient, limits: {} }, EIGHT)).toEqual([
    { do: 'wake', at: EIGHT + WAIT, what: 'silence:glucose.silent', patient: 'p1' },
  ]);
  expect(enrol(set, { patient: testPatient(), limits: {} }, EIGHT)).toEqual([
    { do: 'unwake', what: 'silence:glucose.silent', patient: 'p1' },
  ]);
});

test('when it is due it looks at what was heard, by the server: opens, or waits on', () => {
  const one = createBench(set, patient);
  one.hear([glucose('a', EIGHT - 90 * DAY, 5, { received: EIGHT })]);
  expect(one.take(wake(set, one.about, one.state, timer, EIGHT + HOUR))).toEqual([
    { do: 'wake', at: EIGHT + WAIT, what: timer, patient: 'p1' },
  ]);
  const decisions = one.take(wake(set, one.about, one.state, timer, EIGHT + WAIT));
  expect(decisions.map((decision) => decision.do)).toEqual(['open-alert', 'send', 'send', 'start-pathway']);
  expect(one.alerts()).toMatchObject([
    {
      id: alertId('p1', 'glucose.silent', EIGHT),
      opened: EIGHT + WAIT,
      evidence: [],
      values: { value: 2, unit: 'd', limit: 2.5, heard: EIGHT },
    },
  ]);
  expect(one.take(wake(set, one.about, one.state, timer, EIGHT + WAIT + 1))).toEqual([]);
});

test('the next reading ends it and sets the timer anew, however old it is', () => {
  const one = createBench(set, patient);
  one.take(wake(set, one.about, one.state, timer, EIGHT));
  expect(one.alerts()).toMatchObject([{ values: { never: 1 } }]);
  const decisions = one.hear([glucose('a', EIGHT - 9 * DAY, 5, { received: EIGHT + DAY })]);
  expect(decisions).toEqual([
    {
      do: 'change-alert',
      alert: alertId('p1', 'glucose.silent', EIGHT),
      patient: 'p1',
      to: { is: 'resolved', at: EIGHT + DAY, because: 'recovered' },
    },
    { do: 'wake', at: EIGHT + DAY + WAIT, what: timer, patient: 'p1' },
  ]);
});

test('a reading dated in the future is no sign that somebody measures: it neither puts the alert off nor ends it', () => {
  const one = createBench(set, patient);
  one.hear([glucose('a', EIGHT, 5)]);
  one.hear([glucose('ahead', EIGHT + 3 * DAY, 5, { received: EIGHT + 2 * DAY })]);
  one.take(wake(set, one.about, one.state, timer, EIGHT + WAIT));
  expect(one.alerts()).toMatchObject([{ state: { is: 'active' }, values: { heard: EIGHT, ahead: EIGHT + 2 * DAY } }]);
  expect(one.hear([glucose('again', EIGHT + 5 * DAY, 5, { received: EIGHT + 3 * DAY })])).toEqual([]);
  one.hear([glucose('right', EIGHT + 3 * DAY, 5)]);
  expect(one.alerts()).toMatchObject([{ state: { is: 'resolved' } }]);
});

test('what was received long ago and only now understood does not end it', () => {
  const one = createBench(set, patient);
  one.hear([glucose('a', EIGHT, 5)]);
  one.take(wake(set, one.about, one.state, timer, EIGHT + WAIT));
  expect(one.hear([glucose('replayed', EIGHT + HOUR, 5)], EIGHT + 9 * DAY)).toEqual([]);
  expect(one.alerts()).toMatchObject([{ state: { is: 'active' } }]);
});

test('a timer of a rule that is gone does nothing', () => {
  expect(wake(set, { patient, limits: {} }, {}, 'silence:gone.rule', EIGHT).decisions).toEqual([]);
});

test('a person resolves it: it is waited for anew', () => {
  const one = createBench(set, patient);
  one.take(wake(set, one.about, one.state, timer, EIGHT));
  expect(one.take(settle(set, one.about, one.state, one.alerts()[0]!, EIGHT + HOUR))).toEqual([
    { do: 'wake', at: EIGHT + HOUR + WAIT, what: timer, patient: 'p1' },
  ]);
});

test('a person resolves it, and still nothing is heard: another alert, after the same time', () => {
  const one = createBench(set, patient);
  one.hear([glucose('a', EIGHT, 5)]);
  one.take(wake(set, one.about, one.state, timer, EIGHT + WAIT));
  one.take(settle(set, one.about, one.state, one.alerts()[0]!, EIGHT + 4 * DAY));
  one.take(wake(set, one.about, one.state, timer, EIGHT + 4 * DAY + WAIT));
  expect(one.alerts().map(({ opened }) => opened - EIGHT)).toEqual([WAIT, 4 * DAY + WAIT]);
  expect(one.alerts()[1]).toMatchObject({ state: { is: 'active' }, values: { heard: EIGHT, value: 6 } });
});
