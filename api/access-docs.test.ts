import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ACCESS_TABLE } from './access-table.ts';

const doc = (name: string): string => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8').replaceAll('\n', ' ');
const who = (route: string): readonly string[] => ACCESS_TABLE.find(([of]) => of === route)![1] as readonly string[];
const may = (role: string, route: string) => who(route).includes(role);

test('docs/adverse-reactions.md names exactly those who complete a report', () => {
  const [, acting = '', reading = ''] =
    /Beginning, saving, completing.*? take (.*?);\s*(.*?) read\./.exec(doc('adverse-reactions.md')) ?? [];
  const [, signed = ''] = /\| completed \| (.*?) signed it off/.exec(doc('adverse-reactions.md')) ?? [];
  for (const act of ['', '/:report/complete', '/:report/dismiss', '/:report/reopen', '/:report/export'])
    for (const role of ['doctor', 'pharmacist', 'coordinator', 'dietitian', 'administrator']) {
      const allowed = may(role, `POST /api/v1/adverse-reactions${act}`);
      expect([act, role, acting.includes(role), signed.includes(role), reading.includes(role)]).toEqual([
        act,
        role,
        allowed,
        allowed,
        !allowed,
      ]);
    }
});

test('docs/questions.md says what pharmacists and dietitians do besides answering', () => {
  const text = doc('questions.md');
  expect(text).not.toContain('they change nothing else');
  expect(may('pharmacist', 'POST /api/v1/adverse-reactions/:report/complete')).toBe(
    /Pharmacists complete\s+\[reports of adverse/.test(text),
  );
  expect(may('pharmacist', 'POST /api/v1/tasks/:task/done')).toBe(/Pharmacists and dietitians[^.]*do and undo tasks/.test(text));
  expect(may('dietitian', 'POST /api/v1/follow-ups/:followUp/answer')).toBe(/dietitians note visits, *\s*answer follow-ups/.test(text));
  expect(may('dietitian', 'PUT /api/v1/clinic/knowledge/:sentence')).toBe(/dietitians[^.]*sentences of the knowledge base/.test(text));
});
