import { expect, test } from 'vitest';
import { reportInput } from '../bench/report-house.ts';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { medicinesChanged } from '../domain/medicine-change.ts';
import { Plan } from '../domain/plan.ts';
import type { Reading } from '../domain/reading.ts';
import type { SectionOf } from '../reports/report.ts';
import { openHouse } from '../store/temporary-house.ts';
import { createReporter } from './make-report.ts';
import { readRules } from './packs.ts';

test('a long report knows all advice of its period and each change of medicine, however much was written and looked at since', async () => {
  const { store } = openHouse();
  const { patient, to } = reportInput(14);
  const from = to - 90 * DAY;
  const rules = readRules([]);
  await store.transact(async (records) => {
    await records.patients.save(patient);
    const about = medicinesChanged({ medicines: ['gliclazide'] }, { medicines: [] });
    await records.audit.note([{ at: from + DAY, by: 'doctor', did: 'patient.change', patient: 'p1', about }]);
    const looks = Array.from({ length: 1_100 }, (_, i) => ({
      at: from + 2 * DAY + i,
      by: 'nurse',
      did: 'alert.acknowledge',
      patient: 'p1',
    }));
    await records.audit.note(looks.map((act) => ({ ...act, about: {} })));
    for (let i = 0; i < 230; i += 1) {
      await records.advice.save({
        id: `v${i}`,
        patient: 'p1',
        alert: 'a1',
        language: 'en',
        written: from - 10 + i * 9 * HOUR,
        by: 'curated',
        sentences: [{ text: `Piece ${i}.`, topic: 'diet', facts: [], source: 's' }],
        facts: [],
        turnedDown: [],
      });
    }
  });
  const make = createReporter({ store, rules: () => rules, questionnaires: () => [], clinic: 'Clinic', now: () => to });
  const { json } = await make({ patient: 'p1', from, to, language: 'en' });
  const find = <N extends 'medicines' | 'said'>(name: N) => json.sections.find(({ section }) => section === name) as SectionOf<N>;
  // The first was written before the period.
  expect(find('said').advice.length + (find('said').moreAdvice ?? 0)).toBe(229);
  expect(find('medicines').changes).toEqual([{ at: from + DAY, what: 'stopped', medicine: 'gliclazide' }]);
});

test('who has vanished: the whole silence and what is open since then stand in a report of the last week', async () => {
  const { store } = openHouse();
  const {
    patient,
    to,
    alerts: [one],
  } = reportInput(14);
  const from = to - 7 * DAY;
  const last = to - 40 * DAY;
  const weight = (at: number, quality: readonly 'withdrawn'[] = []) =>
    ({
      ...{ kind: 'weight', id: `w${at}`, at, received: at, clock: 'device', quality, patient: 'p1', device: 'scale', weightKg: 70 },
    }) as Reading;
  await store.transact(async (records) => {
    await records.patients.save({ ...patient, plan: [{ kind: 'weight', everyDays: 7 }] });
    const judgement = { is: 'judged', rules: 'r', at: last } as const;
    await records.readings.append([weight(last), weight(last + DAY, ['withdrawn'])].map((reading) => ({ reading, judgement })));
    const alert = { ...one!, id: 'silent', opened: last + 8 * DAY, raised: last + 8 * DAY, state: { is: 'active' } } as const;
    await records.decisions.apply([{ do: 'open-alert', alert }], last + 8 * DAY);
  });
  const rules = readRules([]);
  const make = createReporter({ store, rules: () => rules, questionnaires: () => [], clinic: 'Clinic', now: () => to });
  const { json } = await make({ patient: 'p1', from, to, language: 'en' });
  const { alerts, gaps } = json.sections.find(({ section }) => section === 'attention') as SectionOf<'attention'>;
  expect(alerts.map(({ id }) => id)).toEqual(['silent']);
  expect(gaps).toEqual([{ kind: 'weight', from: '2026-02-05', to: '2026-03-15', days: 39 }]);
});

test('from a real store: the visit that was said yes to, medicines of journal and plan, who answered alerts, alerts of the period before', async () => {
  const { store } = openHouse();
  const { patient, from, to, alerts, alertsBefore } = reportInput(14);
  const rules = readRules([]);
  const visit = { at: to - 6 * DAY, minutes: 20 };
  const asked = { run: 'r', patient: 'p1', question: { en: 'Visit?', 'zh-CN': '就诊？' }, options: [], due: from };
  await store.transact(async (records) => {
    await records.patients.save(patient);
    await records.plans.save(
      'p1',
      Plan.parse({
        items: [
          { id: 'pill', what: { do: 'medicine', medicine: 'metformin 500 mg' }, times: ['08:00'], from: '2026-03-05', until: '2026-03-09' },
        ],
      }),
    );
    const about = medicinesChanged({ medicines: ['gliclazide'] }, { medicines: ['amlodipine'] });
    await records.audit.note([{ at: from + 2 * DAY, by: 'doctor', did: 'patient.change', patient: 'p1', about }]);
    await records.decisions.apply(
      [...alerts, ...alertsBefore!].map((alert) => ({ do: 'open-alert', alert: { ...alert, state: { is: 'active' } } })),
      from,
    );
    const [first] = alerts;
    await records.decisions.apply(
      [
        { do: 'change-alert', alert: first!.id, patient: 'p1', to: { is: 'acknowledged', by: 'doctor', at: first!.raised + 9 * MINUTE } },
        {
          do: 'save-follow-up',
          followUp: { ...asked, id: 'f1', asked: from, visit, state: { is: 'answered', answer: 'accept', at: from + HOUR } },
        },
        {
          do: 'save-follow-up',
          followUp: {
            ...asked,
            id: 'f2',
            asked: from,
            visit: { ...visit, at: to - DAY },
            state: { is: 'answered', answer: 'decline', at: from },
          },
        },
      ],
      from,
    );
  });
  const make = createReporter({ store, rules: () => rules, questionnaires: () => [], clinic: 'Clinic', now: () => to });
  const { json } = await make({ patient: 'p1', from, to, language: 'en' });
  const find = <N extends 'changes' | 'medicines' | 'response'>(name: N) =>
    json.sections.find(({ section }) => section === name) as SectionOf<N>;
  expect(json.lastVisit).toBe(visit.at);
  // Midnight in Shanghai; the day after the plan's last one is the day without.
  expect(find('medicines').changes).toEqual([
    { at: from + 2 * DAY, what: 'started', medicine: 'amlodipine' },
    { at: from + 2 * DAY, what: 'stopped', medicine: 'gliclazide' },
    { at: Date.UTC(2026, 2, 4, 16), what: 'started', medicine: 'metformin 500 mg' },
    { at: Date.UTC(2026, 2, 9, 16), what: 'stopped', medicine: 'metformin 500 mg' },
  ]);
  expect(find('response').alerts).toMatchObject({ alerts: alerts.length, answered: 1, medianMinutes: 9, open: alerts.length });
  const inSpan = ({ opened }: { opened: number }) => opened >= visit.at && opened < to;
  expect(find('changes').since).toBe('last-visit');
  expect(find('changes').figures.find(({ figure }) => figure === 'alerts.count')?.now).toBe(alerts.filter(inSpan).length);
  const told = await make({ patient: 'p1', from, to, language: 'en', lastVisit: from - DAY });
  expect(told.json).toMatchObject({ lastVisit: from - DAY });
});
