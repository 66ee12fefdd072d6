import { expect, test } from 'vitest';
import { DutyPlan } from './duty.ts';
import { contradictions } from './duty-contradictions.ts';

const step = (afterMinutes: number, to: string, between?: object) => ({ afterMinutes, to, ...(between ? { between } : {}) });
const TEAM = step(15, 'coordinator');

test.each([
  [{}, []],
  [{ holidays: ['2026-10-01'], workdays: { '2026-10-10': 'fri' } }, []],
  [
    { holidays: ['2026-10-01', '2026-10-10'], workdays: { '2026-10-10': 'fri' } },
    [{ pointer: '/holidays/1', is: 'holiday-worked', day: '2026-10-10' }],
  ],
  [{ ladder: { high: [TEAM, step(15, 'doctor'), step(30, 'coordinator')] } }, []],
  [{ ladder: { high: [TEAM, TEAM] } }, [{ pointer: '/ladder/high/1', is: 'step-twice', severity: 'high', afterMinutes: 15 }]],
  [
    { ladder: { low: [step(60, 'doctor', { from: '08:00', to: '08:00' })] } },
    [{ pointer: '/ladder/low/0', is: 'step-never', severity: 'low', afterMinutes: 60 }],
  ],
  [{ ladder: { low: [step(60, 'doctor', { from: '20:00', to: '08:00' })] } }, []],
  [{ ladder: { high: [], medium: [], low: [] } }, []],
  [
    { substitutes: [{ out: 'li', instead: 'li', from: '2026-10-01', to: '2026-10-02' }] },
    [{ pointer: '/substitutes/0/instead', is: 'substitute-self', user: 'li' }],
  ],
] as const)('%j', (plan, found) => expect(contradictions(DutyPlan.parse(plan))).toEqual(found));
