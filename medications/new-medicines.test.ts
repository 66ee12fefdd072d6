import { describe, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { Patient } from '../domain/patient.ts';
import { readMedications } from '../house/packs.ts';
import { followNewMedicines, wakeNewMedicine } from './new-medicines.ts';
import { reviewChange } from './review.ts';

const graph = readMedications([]);
const taking = (...medicines: string[]) => Patient.parse({ id: 'p1', language: 'en', zone: 'UTC', medicines });

test.each([
  ['a medicine is added', ['metformin'], ['metformin', 'gliclazide'], true],
  ['the first medicine', [], ['metformin'], true],
  ['one that the graph does not know', ['metformin'], ['metformin', 'xyzzymab'], true],
  ['the same in another language', ['metformin'], ['二甲双胍'], false],
  ['the same with another dose', ['metformin 500 mg'], ['metformin 850 mg twice daily'], false],
  ['one is taken away', ['metformin', 'gliclazide'], ['metformin'], false],
  ['"none" was written', ['metformin'], ['none'], false],
])('%s', (_what, before, after, follows) => {
  const decisions = followNewMedicines(graph, { before: taking(...before), after: taking(...after), alerts: [], review: [] }, 5);
  expect(decisions).toEqual(follows ? [{ do: 'start-pathway', pathway: 'new-medicine', patient: 'p1', at: 5 }] : []);
});

test('what a new patient brings along is not new', () => {
  expect(followNewMedicines(graph, { before: undefined, after: taking('metformin'), alerts: [], review: [] }, 5)).toEqual([]);
});

describe('with a serious finding', () => {
  const [before, after] = [taking('isosorbide mononitrate'), taking('isosorbide mononitrate', 'sildenafil')];
  const review = reviewChange({ graph, before, after, alerts: [], now: 5 });
  const alert = review.flatMap((decision) => (decision.do === 'open-alert' ? [decision.alert] : []))[0]!;
  const [waits] = followNewMedicines(graph, { before, after, alerts: [], review }, 5);
  const what = 'new-medicine:sildenafil';

  test('nothing begins that tells to take it, until the finding is closed', () => {
    expect(waits).toEqual({ do: 'wake', at: 5 + 10 * MINUTE, what, patient: 'p1' });
    expect(wakeNewMedicine(graph, after, what, [alert], 7)).toEqual([{ ...waits, at: 7 + 10 * MINUTE }]);
    expect(wakeNewMedicine(graph, after, what, [], 7)).toEqual([{ do: 'start-pathway', pathway: 'new-medicine', patient: 'p1', at: 7 }]);
  });

  test('what is taken no more is not followed', () => {
    expect(wakeNewMedicine(graph, before, what, [], 7)).toEqual([]);
  });

  test('another medicine waits as long: nobody could tell which of them is meant', () => {
    const third = taking('isosorbide mononitrate', 'sildenafil', 'metformin');
    const follow = (review: readonly Decision[]) => followNewMedicines(graph, { before: after, after: third, alerts: [alert], review }, 9);
    expect(follow([])).toMatchObject([{ do: 'wake', what: 'new-medicine:metformin' }]);
    const over: Decision = { do: 'change-alert', alert: alert.id, patient: 'p1', to: { is: 'resolved', at: 9, because: 'recovered' } };
    expect(follow([over])).toMatchObject([{ do: 'start-pathway' }]);
  });
});
