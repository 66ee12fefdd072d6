import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR } from '../../domain/clock.ts';
import { Plan } from '../../domain/plan.ts';
import { openTestHouse, type TestHouse } from '../../tests/house.ts';
import type { ApiParts } from '../parts.ts';
import type { Asking, FhirKind } from './kind.ts';
import { readQuery } from './query.ts';
import { fhirKinds } from './registry.ts';

/** What a caller may not see of a patient is not there: not in a search, not by its id. */

let house: TestHouse;
let kinds: readonly FhirKind[];
const NOW = Date.now();

beforeAll(async () => {
  house = await openTestHouse();
  for (const [patient, meter] of [
    ['p1', 'meter-1'],
    ['p2', 'meter-2'],
  ] as const) {
    await house.moveIn(patient, [meter], { plan: [{ kind: 'glucose', everyDays: 1 }] });
    const payload = Buffer.from(JSON.stringify({ kind: 'glucose', value: 2.2, unit: 'mmol/L', at: NOW - HOUR }));
    await house.intake({ device: meter, received: NOW, topic: `hearth/v1/${meter}/readings`, payload });
    await house.store.transact(async (records) => {
      await records.plans.save(patient, Plan.parse({}));
      await records.responses.save({
        id: `response-of-${patient}`,
        patient,
        questionnaire: 'q',
        version: 1,
        answered: NOW,
        by: patient,
        answers: {},
        scores: {},
        findings: [],
      });
    });
  }
  const questionnaires = [{ questionnaire: 'q', version: 1, title: { en: 'Q', 'zh-CN': '问' }, items: [] }];
  const { store, report } = house;
  kinds = fhirKinds({ store, report, zone: 'UTC', rules: () => ({ rules: [] }), questionnaires } as unknown as ApiParts);
});
afterAll(() => house.close());

const asking = (seen: readonly string[]): Asking => ({
  language: 'en',
  now: NOW,
  base: 'http://127.0.0.1/fhir',
  mayKnowWho: true,
  sees: async (patient) => seen.includes(patient),
});
const ask = (kind: FhirKind, search: string, seen: readonly string[]) =>
  kind.find(readQuery(new URLSearchParams(search), kind.search, kind.sorts, undefined), asking(seen));
const ABOUT = ['Patient', 'Device', 'Observation', 'DiagnosticReport', 'Composition', 'QuestionnaireResponse', 'CarePlan', 'Flag'];

test.each(ABOUT)('%s', async (type) => {
  const kind = kinds.find((one) => one.type === type)!;
  const both = type === 'Patient' || type === 'Device' ? '' : 'patient=p1,p2';
  const everything = await ask(kind, both, ['p1', 'p2']);
  expect(everything.resources).toHaveLength(2);
  const mine = await ask(kind, both, ['p1']);
  expect(mine.resources).toHaveLength(1);
  expect((await ask(kind, both, [])).resources).toEqual([]);
  const other = everything.resources.find(({ id }) => id !== mine.resources[0]!.id)!;
  expect(await kind.read!(other.id!, asking(['p1', 'p2']))).toBeDefined();
  expect(await kind.read!(other.id!, asking(['p1']))).toBeUndefined();
  expect((await ask(kind, `_id=${other.id}`, ['p1'])).resources).toEqual([]);
});

test('every type that is about a patient is looked at here', () => {
  expect(kinds.map(({ type }) => type).filter((type) => !['Questionnaire', 'AuditEvent'].includes(type))).toEqual(ABOUT);
});
