import { expect, test } from 'vitest';
import type { Alert, AlertState } from '../../domain/alert.ts';
import { MINUTE } from '../../domain/clock.ts';
import { alertResponse } from './alert-response.ts';
import { transmissionOf } from './transmission.ts';

const alert = (id: string, state: AlertState): Alert => ({
  id,
  patient: 'p1',
  rule: { id: 'glucose.low', version: 1 },
  severity: 'high',
  opened: 0,
  raised: 10 * MINUTE,
  late: false,
  evidence: [],
  values: {},
  state,
});

test('minutes to the first answer, and what came of them', () => {
  const alerts = [
    alert('a', { is: 'resolved', at: 1, because: 'person', by: 'u', outcome: 'treated' }),
    alert('b', { is: 'resolved', at: 1, because: 'person', by: 'u', outcome: 'untrue' }),
    alert('c', { is: 'resolved', at: 1, because: 'recovered' }),
    alert('d', { is: 'active' }),
  ];
  const answers = new Map([
    ['a', 15 * MINUTE],
    ['b', 40 * MINUTE],
  ]);
  expect(alertResponse(alerts, answers)).toEqual({
    alerts: 4,
    answered: 2,
    medianMinutes: 17.5,
    slowestMinutes: 30,
    recovered: 1,
    open: 1,
    outcomes: { treated: 1, untrue: 1 },
    acted: 1,
    withoutAction: 1,
  });
  expect(alertResponse([], answers)).toMatchObject({ alerts: 0, answered: 0 });
  expect(alertResponse([], answers)).not.toHaveProperty('medianMinutes');
});

test.each([
  [15, false],
  [16, true],
])('%i days of 30 with readings: met is %s; a day counts once, and older ones not at all', (days, met) => {
  const heard = Array.from({ length: days }, (_, i) => 100 - i);
  expect(transmissionOf([...heard, 100, 70, 3], 100)).toEqual({ days, of: 30, need: 16, met });
});
