import { expect, onTestFinished, test } from 'vitest';
import { reportInput } from '../bench/report-house.ts';
import type { Alert } from '../domain/alert.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { openTestHouse } from '../tests/house.ts';
import { createReporter } from './make-report.ts';
import { readQuestionnaires, readRules } from './packs.ts';

const DAYS = 30;

/** A house with a month of a sensor and a cuff of p1. */
async function withMonth() {
  const { patient, readings, alerts, from, to } = reportInput(DAYS);
  const clock = createReplayClock(to);
  const house = await openTestHouse({ clock });
  onTestFinished(() => house.close());
  await house.store.transact(async (records) => {
    await records.patients.save(patient);
    await records.identities.save(patient.id, { name: 'Example, Ann' });
    await records.readings.append(readings.map((reading) => ({ reading, judgement: { is: 'judged', rules: 'r', at: to } })));
    const named = alerts.map((alert): Alert => ({ ...alert, rule: { ...alert.rule, id: 'glucose.low' }, state: { is: 'active' } }));
    await records.decisions.apply(
      named.map((alert) => ({ do: 'open-alert', alert })),
      from,
    );
  });
  return { house, clock, asked: { patient: patient.id, from, to, language: 'en' } as const };
}

test('a report from the thread is that of the store, as data, page, paper and FHIR', { timeout: 60_000 }, async () => {
  const { house, clock, asked } = await withMonth();
  const rules = readRules([]);
  const make = createReporter({
    store: house.store,
    rules: () => rules,
    questionnaires: readQuestionnaires,
    clinic: 'Hearth',
    now: clock.now,
  });
  const here = await make(asked);
  const there = house.report(asked);
  expect(await there.json()).toEqual(JSON.parse(JSON.stringify(here.json)));
  expect(await there.html()).toBe(await here.html());
  expect(await there.html()).toContain('Example, Ann');
  const how = { id: 'p1.30d.2026-03-15', named: true };
  expect(await there.fhir(how)).toEqual(JSON.parse(JSON.stringify(await here.fhir(how))));
  expect(
    Buffer.from(await there.pdf())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  await expect(house.report({ ...asked, patient: 'nobody' }).html()).rejects.toMatchObject({ code: 'api.not-found' });
});

test('what is written in the meantime is written at once, and in the next report', { timeout: 60_000 }, async () => {
  const { house, asked } = await withMonth();
  let made = false;
  const report = house
    .report(asked)
    .json()
    .finally(() => {
      made = true;
    });
  const patient = (await house.store.patients.get(['p1'])).get('p1')!;
  for (let i = 0; i < 10; i++) {
    // Each in a turn of its own: were the report made in this thread, it would be done by the second.
    await new Promise((resolve) => setTimeout(resolve, 1));
    await house.store.transact((records) => records.patients.save({ ...patient, conditions: [`change ${i}`] }));
  }
  expect(made).toBe(false);
  await report;
  expect((await house.report(asked).json()).patient.conditions).toEqual(['change 9']);
});
