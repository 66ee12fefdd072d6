import { expect, test } from 'vitest';
import { DutyPlan } from '../domain/duty.ts';
import { planBounds } from './plan-bounds.ts';

const broken = (plan: unknown): readonly string[] => planBounds(DutyPlan.parse(plan)).map(({ detail }) => detail);
const DAY = { from: '08:00', to: '20:00' };
const NIGHT = { from: '20:00', to: '08:00' };

test('the defaults protect enough; a plan without storms would let one sensor page all night', () => {
  expect(broken({})).toEqual([]);
  expect(broken({ storm: { openings: 1_000_000 } })).toEqual(['storm.openings: from 3 to 20, not 1000000']);
});

test('an urgent alert reaches the team within the hour, at every hour', () => {
  const late = ['ladder.high: a coordinator or a doctor must be told after 60 minutes at the latest, at every hour'];
  const high = (...steps: unknown[]) => broken({ ladder: { high: steps } });
  expect(high()).toEqual(late);
  expect(high({ afterMinutes: 5, to: 'caregiver' })).toEqual(late);
  expect(high({ afterMinutes: 61, to: 'doctor' })).toEqual(late);
  expect(high({ afterMinutes: 60, to: 'doctor' })).toEqual([]);
  expect(high({ afterMinutes: 15, to: 'coordinator', between: DAY })).toEqual(late);
  expect(high({ afterMinutes: 15, to: 'coordinator', between: DAY }, { afterMinutes: 20, to: 'doctor', between: NIGHT })).toEqual([]);
});

test('the rest may wait for the day, but somebody is told', () => {
  expect(broken({ ladder: { medium: [{ afterMinutes: 480, to: 'coordinator', between: DAY }] } })).toEqual([]);
  expect(broken({ ladder: { medium: [] } })).toEqual([
    'ladder.medium: a coordinator or a doctor must be told after 2880 minutes at the latest',
  ]);
});

test('no snooze, no acknowledgement and no storm lasts for ever', () => {
  expect(broken({ acknowledgedMinutes: { high: 481 }, snoozeMinutes: { medium: 4321 } })).toEqual([
    'acknowledgedMinutes.high: from 1 to 480 minutes, not 481',
    'snoozeMinutes.medium: from 1 to 4320 minutes, not 4321',
  ]);
  expect(broken({ storm: { openings: 2, withinMinutes: 43_200, remindMinutes: 43_200, patientMinutes: 43_200 } })).toEqual([
    'storm.openings: from 3 to 20, not 2',
    'storm.withinMinutes: from 1 to 720 minutes, not 43200',
    'storm.remindMinutes: from 1 to 240 minutes, not 43200',
    'storm.patientMinutes: from 1 to 60 minutes, not 43200',
  ]);
  expect(broken({ storm: { openings: 20 } })).toEqual([]);
  expect(broken({ storm: { openings: 21 } })).toEqual(['storm.openings: from 3 to 20, not 21']);
});

test('what came too late is told to the team as well, within two weeks', () => {
  expect(broken({ ladder: { late: [] } })).toEqual([
    'ladder.late: a coordinator or a doctor must be told after 20160 minutes at the latest',
  ]);
});
