import { expect, test } from 'vitest';
import { mayOf } from './may.tsx';
import { mayOpen } from './places.ts';

test.each([
  [
    'pharmacist',
    ['/', '/patients/p1', '/patients/p1/report', '/reports', '/adverse/a', '/words'],
    ['/limits', '/limits/shadows', '/people', '/quarantine', '/duty', '/reports/cohort', '/reach'],
  ],
  [
    'caregiver',
    ['/', '/patients', '/patients/p1', '/settings', '/nowhere'],
    ['/limits', '/people', '/quarantine', '/reports', '/reports/r1', '/advice', '/system', '/clinic', '/welcome'],
  ],
  [
    'auditor',
    ['/', '/audit', '/people', '/system', '/clinic', '/settings'],
    ['/patients', '/patients/p1', '/advice', '/duty', '/duty/budget', '/questions/q'],
  ],
  ['administrator', ['/', '/limits', '/people', '/audit', '/welcome', '/reports/cohort'], []],
] as const)('%s: what is not for this role is said in one sentence', (role, open, closed) => {
  const may = mayOf(role);
  for (const path of open) expect(mayOpen(path, may), path).toBe(true);
  for (const path of closed) expect(mayOpen(path, may), path).toBe(false);
});
