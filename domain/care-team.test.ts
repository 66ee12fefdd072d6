import { expect, test } from 'vitest';
import { cares, type StaffSee, seesEverybody } from './care-team.ts';
import { ROLES, type UserRole } from './roles.ts';

const one = (role: UserRole, id: string = role) => ({ id, role });

test('who sees everybody, by role, setting and duty', () => {
  const seeing = (staffSee: StaffSee, onDuty: boolean) => ROLES.filter((role) => seesEverybody(one(role), { staffSee, onDuty }));
  const all = ROLES.filter((role) => role !== 'caregiver');
  expect(seeing('everybody', false)).toEqual(all);
  expect(seeing('their-patients', false)).toEqual(['administrator', 'auditor']);
  expect(seeing('their-patients', true)).toEqual(all); // only doctors and coordinators are ever on duty
});

test.each([
  ['their own', one('doctor'), [one('doctor')], true],
  ['somebody else’s', one('doctor'), [one('doctor', 'another')], false],
  ['nobody’s: every doctor’s', one('doctor'), [], true],
  ['without a doctor, though with a coordinator', one('doctor'), [one('coordinator')], true],
  ['of another coordinator', one('coordinator'), [one('coordinator', 'another'), one('doctor')], false],
  ['nobody’s is no pharmacist’s', one('pharmacist'), [], false],
  ['nobody’s is no dietitian’s', one('dietitian'), [], false],
  ['nobody’s is no caregiver’s', one('caregiver'), [], false],
  ['a caregiver’s own', one('caregiver'), [one('caregiver'), one('doctor', 'another')], true],
] as const)('a patient who is %s', (_, who, team, sees) => {
  expect(cares(who, team)).toBe(sees);
});
