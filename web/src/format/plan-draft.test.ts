import { expect, test } from 'vitest';
import { emptyItem, itemOf, nextId, timesOf, wrongIn } from './plan-draft.ts';

test('times as people type them', () => {
  expect(timesOf('8:00， 20：30')).toEqual(['08:00', '20:30']);
  expect([...wrongIn({ ...emptyItem, medicine: 'statin', times: '8 Uhr' })]).toEqual(['times']);
  expect([...wrongIn({ ...emptyItem, times: '' })].sort()).toEqual(['medicine', 'times']);
  expect([...wrongIn({ ...emptyItem, what: 'measure glucose' })]).toEqual([]);
});

test('what is chosen becomes an item, under a name that the plan does not have', () => {
  const draft = { ...emptyItem, what: 'check-in weekly-check-in', times: '10:00', weekdays: [1], until: '2026-04-01' };
  expect(itemOf(nextId([{ id: 'check-in-1' }], draft), draft)).toEqual({
    id: 'check-in-2',
    what: { do: 'check-in', questionnaire: 'weekly-check-in' },
    times: ['10:00'],
    weekdays: [1],
    until: '2026-04-01',
  });
});
