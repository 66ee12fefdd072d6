/** Steps along their whole way: MQTT in; the record, the report, the patient's own page and FHIR out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { staySignedIn } from './callers.ts';
import { fhirProblems } from './fhir-definitions.ts';
import { openTestHouse, type TestHouse } from './house.ts';

const ZONE = 'Asia/Shanghai';
const midnight = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds;
/** Sunday noon: the week before is whole, today goes on. */
const NOW = midnight('2026-03-08') + 12 * HOUR;
const clock = createReplayClock(midnight('2026-03-01'));
let house: TestHouse;
let cookie: string;

beforeAll(async () => {
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['watch-1'], { zone: ZONE, language: 'zh-CN' });
  await house.store.transact((records) => records.identities.save('p1', { name: 'Wang Test' }));
  cookie = await staySignedIn(house, { id: 'doctor', name: 'Dr Test', role: 'doctor', language: 'en' });
  const watch = await house.connect('watch-1');
  for (let day = 0; day < 8; day++) {
    const at = midnight('2026-03-01') + day * DAY;
    for (const hour of [8, 12, 20]) {
      if (at + hour * HOUR > NOW) break;
      clock.advance(at + hour * HOUR);
      const said = { kind: 'activity', at, minutes: hour * 60, steps: hour * (300 + day), activeMinutes: hour };
      await watch.publishAsync('hearth/v1/watch-1/readings', JSON.stringify(said), { qos: 1 });
    }
  }
  await watch.endAsync();
});
afterAll(() => house.close());

const ask = async (path: string, method = 'GET') => {
  const answer = await fetch(`${house.url}${path}`, { method, headers: { cookie, 'hearth-request': '1' } });
  expect([path, answer.ok]).toEqual([path, true]);
  return answer;
};
// biome-ignore lint/suspicious/noExplicitAny: what came over the wire is looked at
const json = async (path: string, method?: string): Promise<any> => (await ask(path, method)).json();
const PERIOD = `from=${midnight('2026-03-01')}&to=${NOW}`;

test('a total that grows during the day is one reading, and what it said before is kept', async () => {
  const readings = await house.store.readings.latest('p1', 'activity', 99);
  expect(readings.map(({ at }) => (at - midnight('2026-03-01')) / DAY)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
  expect(readings[1]).toMatchObject({ steps: 20 * 306, minutes: 1200 });
  expect((await house.store.readings.corrections(readings[1]!.id)).map(({ reading }) => reading)).toMatchObject([
    { steps: 8 * 306 },
    { steps: 12 * 306 },
  ]);
  expect(await house.store.readings.unjudged(9)).toEqual([]);
});

test('the report: seven whole days, today left out, minutes against the guideline; on paper and as a page in both languages', async () => {
  const report = await json(`/api/v1/patients/p1/report?${PERIOD}`);
  const section = report.sections.find((one: { section: string }) => one.section === 'activity');
  expect(section).toMatchObject({
    figures: { stepsPerDay: { value: 6060, n: 7, sufficient: true }, weeklyMinutes: { value: 140, n: 7 } },
    counted: 7,
    days: 8,
    unfinished: 1,
    goal: { weeklyMinutes: 150 },
  });
  expect(section.points[0]).toEqual(['2026-03-01', 6000]);
  expect(Object.keys(report.sources)).toEqual(expect.arrayContaining(['clemes-2008', 'who-activity-2020']));
  const chinese = await (await ask(`/api/v1/patients/p1/report?${PERIOD}&format=html&language=zh-CN`)).text();
  expect(chinese).toContain('日均步数');
  expect(chinese).toContain('6,060');
  expect(await (await ask(`/api/v1/patients/p1/report?${PERIOD}&format=html&language=en`)).text()).toContain('Steps a day, mean');
  const pdf = Buffer.from(await (await ask(`/api/v1/patients/p1/report?${PERIOD}&format=pdf&language=zh-CN`)).arrayBuffer());
  expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
});

test('the record and the patient’s own page show the latest day', async () => {
  const row = await json('/api/v1/patients/p1');
  expect(row.latest.activity).toMatchObject({ steps: 12 * 307, minutes: 720, activeMinutes: 12, at: midnight('2026-03-08') });
  const { path } = await json('/api/v1/patients/p1/own-page', 'POST');
  const own = await json(`/api/v1/own-page/${path.slice('/p/'.length)}`);
  expect(own.readings[0]).toMatchObject({ kind: 'activity', steps: 12 * 307 });
});

test('FHIR: steps of a day, of the period that they are of, by HL7’s definitions', async () => {
  const bundle = await json(`/fhir/Observation?patient=p1&category=activity&_count=50`);
  expect(fhirProblems(bundle)).toEqual([]);
  const resources = bundle.entry.map(({ resource }: { resource: object }) => resource);
  expect(resources).toHaveLength(8);
  expect(resources[0]).toMatchObject({
    status: 'amended',
    code: { coding: [{ code: '55423-8' }], text: 'Steps' },
    effectivePeriod: { start: '2026-03-07T16:00:00Z', end: '2026-03-08T04:00:00Z' },
    valueQuantity: { value: 12 * 307, code: '{steps}' },
  });
  expect((await json('/fhir/Observation?patient=p1&code=41950-7&_summary=count')).total).toBe(0);
});
