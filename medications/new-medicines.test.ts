import { expect, test } from 'vitest';
import { Patient } from '../domain/patient.ts';
import { readMedications } from '../house/packs.ts';
import { followNewMedicines } from './new-medicines.ts';

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
  const decisions = followNewMedicines(graph, taking(...before), taking(...after), 5);
  expect(decisions).toEqual(follows ? [{ do: 'start-pathway', pathway: 'new-medicine', patient: 'p1', at: 5 }] : []);
});

test('what a new patient brings along is not new', () => {
  expect(followNewMedicines(graph, undefined, taking('metformin'), 5)).toEqual([]);
});
