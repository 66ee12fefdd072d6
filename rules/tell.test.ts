import { expect, test } from 'vitest';
import { SECOND } from '../domain/clock.ts';
import type { Rule } from './rule.ts';
import { tellFresh } from './tell.ts';
import { shortRule } from './try-condition.ts';

const NOW = Date.UTC(2026, 2, 30, 11);

/** What is told of an alert that opens now, and how long each waits. */
function toldWith(more: Partial<Rule>) {
  const rule = shortRule({ when: { value: 'glucose', below: 'low' } as never, thresholds: {}, ...more });
  const decisions = tellFresh({ rule, alert: { id: 'a1', patient: 'p1' }, values: {}, at: NOW, now: NOW, expires: NOW + 60 * SECOND });
  return decisions.flatMap((one) =>
    one.do === 'send' ? [`${one.message.to.role} ${one.message.template} ${(one.message.due - NOW) / SECOND}`] : [],
  );
}

/** Semantics 11.2. */
test('only the text that the pathway takes into its letter waits, and only where a pathway begins', () => {
  const tells = [
    { role: 'patient', template: 'alert.patient' },
    { role: 'coordinator', template: 'alert.team' },
  ] as const;
  expect(toldWith({ tells: [...tells], starts: 'low-glucose' })).toEqual(['patient alert.patient 15', 'coordinator alert.team 0']);
  expect(toldWith({ tells: [...tells] })).toEqual(['patient alert.patient 0', 'coordinator alert.team 0']);
  const another = [{ role: 'patient', template: 'alert.unstable' } as const];
  expect(toldWith({ tells: another, starts: 'low-glucose' }), 'nothing would join it').toEqual(['patient alert.unstable 0']);
});
