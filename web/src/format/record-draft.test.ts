import { expect, test } from 'vitest';
import { Patient } from '../../../domain/patient.ts';
import { draftOf, emptyDraft, identityOf, newPseudonym, patientOf, wrongIn } from './record-draft.ts';

/** What a server adds to a record. */
const shown = { name: '示例', latest: {}, openAlerts: { high: 0, medium: 0, low: 0 }, overdue: [] };

const typed = {
  ...emptyDraft('zh-CN', 'Asia/Shanghai'),
  name: '示例',
  birthYear: '1958',
  sex: 'female' as const,
  conditions: '2 型糖尿病，高血压、独居',
  medicines: 'metformin; 氨氯地平,',
  plan: { ...emptyDraft('en', 'Asia/Shanghai').plan, glucose: '2' },
};

test('names become codes, commas of either language separate, and the server takes what comes out', () => {
  const patient = patientOf(newPseudonym(), typed);
  expect(patient).toMatchObject({
    birthYear: 1958,
    conditions: ['type-2-diabetes', 'hypertension', '独居'],
    medicines: ['metformin', 'amlodipine'],
    allergies: [],
    plan: [{ kind: 'glucose', everyDays: 2 }],
  });
  expect(Patient.parse(patient)).toEqual(patient);
});

test('what is opened and saved unchanged is the same, in either language', () => {
  const profile = { ...typed.profile, diet: ['vegetarian'], mobility: 'limited', dietNote: '不吃秋葵' };
  const patient = patientOf('p-1', { ...typed, profile });
  expect(patient.profile).toEqual({ diet: ['vegetarian'], mobility: 'limited', dietNote: '不吃秋葵' });
  for (const language of ['en', 'zh-CN'] as const) expect(patientOf('p-1', draftOf({ ...patient, ...shown }, language))).toEqual(patient);
});

test('the ways to reach somebody are theirs to change, and to take away', () => {
  const patient = { ...patientOf('p-1', typed), ...shown, phone: '+00 555 0100' };
  const draft = draftOf(patient, 'en');
  expect(identityOf(draft)).toEqual({ name: '示例', phone: '+00 555 0100' });
  expect(identityOf({ ...draft, phone: ' ', email: ' a@example.org' })).toEqual({ name: '示例', email: 'a@example.org' });
});

test('what is wrong is known before the server is asked', () => {
  expect([...wrongIn(emptyDraft('en', 'UTC'))]).toEqual(['name']);
  expect([...wrongIn({ ...typed, birthYear: '58', plan: { ...typed.plan, glucose: '0', 'blood-pressure': 'daily' } })]).toEqual([
    'birthYear',
    'glucose',
    'blood-pressure',
  ]);
});

test('a pseudonym is one, and never twice', () => {
  const many = new Set(Array.from({ length: 1000 }, newPseudonym));
  expect(many.size).toBe(1000);
  for (const id of many) expect(id).toMatch(/^p-[a-z2-9]{16}$/);
});
