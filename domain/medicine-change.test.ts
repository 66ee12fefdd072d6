import { expect, test } from 'vitest';
import { medicineChanges, medicinesChanged } from './medicine-change.ts';

test('the journal keeps what came and went, and reads it again; what stayed is not told', () => {
  const about = medicinesChanged({ medicines: ['a', 'b; c', 'd'] }, { medicines: ['d', 'e', 'f'] });
  expect(about).toEqual({ medicinesStarted: 'e\nf', medicinesStopped: 'a\nb; c' });
  const acts = [{ at: 5, by: 'u', did: 'patient.change', patient: 'p', about }];
  expect(medicineChanges(acts, undefined, () => 0)).toEqual([
    { at: 5, what: 'started', medicine: 'e' },
    { at: 5, what: 'started', medicine: 'f' },
    { at: 5, what: 'stopped', medicine: 'a' },
    { at: 5, what: 'stopped', medicine: 'b; c' },
  ]);
});

test('a new patient changes nothing, and neither does the same list', () => {
  expect(medicinesChanged(undefined, { medicines: ['a'] })).toEqual({});
  expect(medicinesChanged({ medicines: ['a'] }, { medicines: ['a'] })).toEqual({});
});
