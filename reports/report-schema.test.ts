import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reportInput } from '../bench/report-house.ts';
import { DAY } from '../domain/clock.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import { buildReport, type ReportInput } from './build.ts';
import { ReportJson, reportSchema } from './report-schema.ts';
import { sections } from './sections/registry.ts';

const source = { organisation: 'A', title: 'B', year: 2020, evidence: 'secondary' } as const;
const both = (text: string) => ({ en: text, 'zh-CN': text });
const base = reportInput(14);
const asked = {
  run: 'r',
  patient: 'p1',
  question: both('Dizzy?'),
  options: [{ id: 'yes', text: both('Yes'), danger: true as const }],
  due: base.to,
};
const questionnaire = {
  questionnaire: 'weekly',
  version: 1,
  title: both('Weekly'),
  items: [],
  scores: [{ id: 'total', title: both('Total'), sum: ['q'], source }],
  findings: [{ id: 'bad', severity: 'low', title: both('Bad'), when: [], source }],
} as unknown as Questionnaire;
const response = (id: string, answered: number, total: number) => ({
  id,
  patient: 'p1',
  questionnaire: 'weekly',
  version: 1,
  answered,
  by: 'p1',
  answers: {},
  scores: { total },
  findings: ['bad'],
});

/** Everything that a report can hold. */
const whole: ReportInput = {
  ...base,
  readings: [
    ...base.readings,
    ...[3, 7].map(
      (day) =>
        ({
          kind: 'glucose',
          id: `s${day}`,
          device: 'm',
          patient: 'p1',
          clock: 'device',
          quality: [],
          at: base.from + day * DAY,
          received: base.from + day * DAY,
          glucoseMmolL: 6,
          reported: { value: 6, unit: 'mmol/L' },
          specimen: 'capillary',
          meal: day === 3 ? 'fasting' : 'bedtime',
        }) as const,
    ),
    ...[0, 1, 2, 3, 4, 5].map((day) => {
      const at = base.from + day * DAY;
      return {
        kind: 'activity',
        id: `a${day}`,
        device: 'w',
        patient: 'p1',
        clock: 'device',
        quality: [],
        at,
        received: at + DAY,
        minutes: 1440,
        steps: 4000,
        activeMinutes: 20,
      } as const;
    }),
  ],
  words: () => ({ title: both('T'), source }),
  followUps: [
    { ...asked, id: 'f1', asked: base.from + DAY, state: { is: 'answered', answer: 'yes', at: base.from + 2 * DAY } },
    { ...asked, id: 'f2', asked: base.from + 2 * DAY, state: { is: 'open' } },
  ],
  responses: [response('1', base.from + DAY, 4), response('0', base.from - DAY, 6)],
  questionnaires: [questionnaire],
  lastVisit: base.from + 5 * DAY,
};

test.each([
  ['everything', whole],
  [
    'nothing',
    { ...base, readings: [], previous: [], alerts: [], alertsBefore: [], medicineChanges: [], patient: { ...base.patient, medicines: [] } },
  ],
  ['a few finger-sticks', { ...base, readings: whole.readings.slice(-2), previous: [] }],
  ['pregnancy, mg/dL', { ...whole, patient: { ...base.patient, group: 'pregnancy', glucoseUnit: 'mg/dL', guideline: 'aha-2025' } }],
] as const)('%s: the JSON is what the schema says, with no field beside it', (_, input) => {
  const report = JSON.parse(JSON.stringify(buildReport(input as ReportInput)));
  expect(ReportJson.safeParse(report).error?.issues ?? []).toEqual([]);
});

test('the schema knows every section, and the example holds each', () => {
  const names = buildReport(whole).sections.map(({ section }) => section);
  expect(names).toHaveLength(sections.length);
  expect(JSON.parse(JSON.stringify(reportSchema())).properties.sections.items.oneOf).toHaveLength(sections.length);
});

test('every source that a section names stands in the report, and no other', () => {
  const report = buildReport(whole);
  const named = new Set([...JSON.stringify(report.sections).matchAll(/"source":"([\w-]+)"/g)].map(([, id]) => id));
  expect(Object.keys(report.sources).sort()).toEqual([...named].sort());
  expect(named.size).toBeGreaterThan(8);
});

test('reports/report.v1.schema.json is what the code says: node scripts/write-schemas.ts', () => {
  const file = readFileSync(new URL('report.v1.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(reportSchema())));
});
