import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Patient } from '../domain/patient.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';

/** The medication graph through the front door: a real server and a real database. */

let house: TestHouse;
const { call: ask, hire } = createCallers(() => house);
const call = (method: string, path: string, body?: unknown) => ask(method, path, 'wen', body);

beforeAll(async () => {
  house = await openTestHouse({ settings: { http: { port: 0, requestsPerMinute: 100_000 } } });
  await hire({ wen: 'coordinator' });
});
afterAll(() => house.close());

describe('POST /api/v1/medications/check', () => {
  test('medicines, conditions, allergies and foods, named in both languages, with their sources', async () => {
    const answer = await call('POST', '/medications/check', {
      medicines: ['辛伐他汀', 'gemfibrozil', 'mysterium'],
      conditions: ['type 2 diabetes'],
      foods: ['grapefruit juice'],
    });
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as { findings: { id: string }[]; unknown: unknown[]; notKnown: unknown[]; says: { en: string } };
    expect(body.findings.map(({ id }) => id)).toEqual(['simvastatin-strong-inhibitors', 'grapefruit-simvastatin']);
    expect(body.findings[0]).toMatchObject({
      severity: 'contraindicated',
      certainty: 'certain',
      between: [
        { as: 'medicine', given: '辛伐他汀', code: 'simvastatin', name: { en: 'simvastatin', 'zh-CN': '辛伐他汀' } },
        { as: 'medicine', given: 'gemfibrozil', code: 'gemfibrozil' },
      ],
      source: { organisation: 'U.S. Food and Drug Administration', year: 2011, evidence: 'secondary' },
    });
    expect(body.unknown).toEqual([{ as: 'medicine', given: 'mysterium', rest: 'mysterium' }]);
    expect(body.notKnown.length).toBeGreaterThan(0);
    expect(body.says.en).toContain('not known to be safe');
  });

  test('what is wrong with a question is told with its place', async () => {
    const answer = await call('POST', '/medications/check', { medicines: ['x'.repeat(81)] });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, expect.stringContaining('application/problem+json')]);
    expect(await answer.json()).toMatchObject({ code: 'api.invalid', errors: [{ pointer: '/medicines/0' }] });
  });
});

test('one thing and everything that is known of it; nothing known is not safe', async () => {
  expect(await (await call('GET', '/medications/grapefruit')).json()).toMatchObject({
    name: { 'zh-CN': '西柚' },
    findings: expect.arrayContaining([expect.objectContaining({ id: 'grapefruit-simvastatin' })]),
  });
  const unknown = await call('GET', '/medications/mysterium');
  expect(unknown.status).toBe(404);
  expect(((await unknown.json()) as { detail: string }).detail).toContain('does not mean that it is safe');
});

test('names of codes, for whoever shows them', async () => {
  const names = (await (await call('GET', '/medications')).json()) as { code: string; name: unknown }[];
  expect(names.find(({ code }) => code === 'type-2-diabetes')).toMatchObject({
    kind: 'condition',
    name: { en: 'type 2 diabetes', 'zh-CN': '2 型糖尿病' },
  });
});

describe('a patient’s medicines change', () => {
  const patient: Patient = {
    id: 'p1',
    language: 'en',
    zone: 'Europe/London',
    glucoseUnit: 'mmol/L',
    group: 'adult',
    conditions: ['type-2-diabetes'],
    medicines: ['simvastatin'],
    allergies: [],
    plan: [],
  };
  const alerts = async () =>
    (
      (await (await call('GET', '/alerts')).json()) as {
        id: string;
        title: { en: string };
        severity: string;
        rule: { id: string };
      }[]
    ).filter(({ rule }) => rule.id.startsWith('medication.'));

  test('a serious pair becomes an alert and a task; the record without it ends the alert', async () => {
    expect((await call('POST', '/patients', { patient, identity: { name: 'Demo Lin' } })).status).toBe(201);
    expect(await alerts()).toEqual([]);

    const both = { ...patient, medicines: ['simvastatin', 'gemfibrozil'] };
    expect((await call('PUT', '/patients/p1', both)).status).toBe(200);
    // The journal keeps what came and went: reports draw it over their curves.
    expect((await house.store.audit.list(1, 'p1'))[0]).toMatchObject({
      did: 'patient.change',
      about: { medicinesStarted: expect.stringContaining('gemfibrozil') },
    });
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ severity: 'high', title: { en: 'Medicines (contraindicated): simvastatin + gemfibrozil' } });
    // Nobody has answered it yet: the ladder waits.
    expect((await house.store.timers.due(Number.MAX_SAFE_INTEGER, 99)).map(({ what }) => what)).toContain(`duty:${alert!.id}`);
    await house.settle();
    const tasks = (await house.store.inbox.of('p1', 20)).filter(({ address }) => address === 'team:doctor');
    expect(tasks.map(({ text }) => text)).toEqual([expect.stringMatching(/横纹肌溶解[\s\S]*p1/)]);
    expect(await (await call('GET', '/patients/p1/medications/check')).json()).toMatchObject({
      findings: [{ id: 'simvastatin-strong-inhibitors' }],
    });

    expect((await call('PUT', '/patients/p1', both)).status).toBe(200);
    expect(await alerts()).toHaveLength(1);
    expect((await call('PUT', '/patients/p1', patient)).status).toBe(200);
    expect(await alerts()).toEqual([]);
    expect(await house.store.alerts.get(alert!.id)).toMatchObject({ state: { is: 'resolved', because: 'recovered' } });
  });

  test('where the alert cannot be written, the record stays as it was', async () => {
    const { transact } = house.store;
    const broken = vi.spyOn(house.store, 'transact').mockImplementation((work) =>
      transact((records) =>
        work({
          ...records,
          decisions: {
            async apply() {
              throw new Error('the disk is full');
            },
          },
        }),
      ),
    );
    expect((await call('PUT', '/patients/p1', { ...patient, medicines: ['sildenafil', 'nitroglycerin'] })).status).toBe(500);
    broken.mockRestore();
    expect((await house.store.patients.get(['p1'])).get('p1')!.medicines).toEqual(['simvastatin']);
    expect(await alerts()).toEqual([]);
  });

  test('the report names it as the alert does', async () => {
    const report = house.report({ patient: 'p1', from: Date.now() - 86_400_000, to: Date.now() + 1, language: 'en' });
    expect(JSON.stringify(await report.json())).toContain('Medicines (contraindicated)');
    expect(await report.html()).toContain('simvastatin + gemfibrozil');
  });
});

test('when medicines of a record came and went, for the time axis', async () => {
  await house.moveIn('p-change', [], { medicines: ['metformin', 'gliclazide'] });
  const { phone: _, ...record } = (await (await call('GET', '/patients/p-change')).json()) as Patient & { phone?: string };
  const { id, language, zone, glucoseUnit, group, conditions, allergies, plan } = record;
  const changed = { id, language, zone, glucoseUnit, group, conditions, allergies, plan, medicines: ['metformin', 'empagliflozin'] };
  expect((await call('PUT', '/patients/p-change', changed)).status).toBe(200);
  // What is read and done since hides none of them: neither the many looks at a patient nor many changes of the record without a medicine.
  const acts = Array.from({ length: 2_400 }, (_, i) => (i % 2 ? 'read' : 'patient.contact'));
  await house.store.transact(({ audit }) =>
    audit.note(acts.map((did) => ({ at: Date.now(), by: 'nurse', did, patient: 'p-change', about: {} }))),
  );
  const answer = await call('GET', '/patients/p-change/medications/changes');
  expect(await answer.json()).toEqual([
    { at: expect.any(Number), what: 'started', medicine: 'empagliflozin' },
    { at: expect.any(Number), what: 'stopped', medicine: 'gliclazide' },
  ]);
  expect((await call('GET', '/patients/nobody/medications/changes')).status).toBe(404);
});
