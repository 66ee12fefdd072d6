import { expect, test } from 'vitest';
import { clinicDraftOf, fieldsOf, isSetUp, variableOf } from './clinic-draft.ts';

const fresh = { clinic: { name: 'Hearth', zone: 'Asia/Shanghai', language: 'zh-CN' }, fixed: [] } as const;
const here = { zone: 'Europe/London', language: 'en' } as const;

test('a clinic of which nobody has said anything begins with where the browser is, and without a name', () => {
  expect(clinicDraftOf({ ...fresh, fixed: [] }, here)).toEqual({ name: '', ...here, emergencyNumber: '', telephone: '' });
  expect(clinicDraftOf({ ...fresh, fixed: [] })).toMatchObject({ name: 'Hearth', zone: 'Asia/Shanghai' });
});

test('what stands in hearth.yaml is shown before what was set, and is not sent', () => {
  const set = { name: 'East', zone: 'Europe/Paris', telephone: '020 7946 0000' };
  const draft = clinicDraftOf({ ...fresh, set, fixed: ['zone'] }, here);
  expect(draft).toEqual({ name: 'East', zone: 'Asia/Shanghai', language: 'en', emergencyNumber: '', telephone: '020 7946 0000' });
  expect(fieldsOf({ ...draft, name: ' West ', telephone: ' ' }, ['zone'])).toEqual({ name: 'West', language: 'en' });
});

test('an empty name is sent, so that the server says what is missing', () => {
  expect(fieldsOf(clinicDraftOf({ ...fresh, fixed: [] }, here), [])).toEqual({ name: '', ...here });
});

test('it is set up when somebody set it, or when hearth.yaml says it all', () => {
  expect(isSetUp({ ...fresh, fixed: [] })).toBe(false);
  expect(isSetUp({ fixed: ['name', 'zone'] })).toBe(false);
  expect(isSetUp({ fixed: ['name', 'zone', 'language'] })).toBe(true);
  expect(isSetUp({ set: {}, fixed: [] })).toBe(true);
});

test('the variable of a field', () => {
  expect(variableOf('emergencyNumber')).toBe('HEARTH_CLINIC_EMERGENCY_NUMBER');
});
