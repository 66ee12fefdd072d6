import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { openTestHouse, pressure, type TestHouse } from '../tests/house.ts';

/** A shared cuff, and whose measurement it was: real broker, real database. */

const NOON = Date.UTC(2026, 2, 2, 12);
const clock = createReplayClock(NOON);
let house: TestHouse;
let crisis: string;

/** p1's cuff says 192/124, everybody is told. */
beforeEach(async () => {
  clock.advance(clock.now() + DAY);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['cuff-1']);
  await house.moveIn('p2', []);
  await send();
  crisis = (await house.store.readings.latest('p1', 'blood-pressure', 1))[0]!.id;
  await house.settle();
});
afterEach(() => house.close());

async function send(): Promise<void> {
  const cuff = await house.connect('cuff-1');
  await cuff.publishAsync(`hearth/v1/cuff-1/gatt/2a35/${clock.now()}`, pressure(192, 124), { qos: 1 });
  await cuff.endAsync();
}
const alertsOf = (patient: string) => house.store.alerts.between(patient, 0, clock.now() + DAY);
const toldOf = async (template: string) =>
  (await house.store.outbox.of('p1', 50)).filter(({ message }) => message.template === template).map(({ message }) => message.to.role);

test('"that was not me": it no longer counts, its alert is closed, whoever was told is told so, once', async () => {
  await house.readingDesk.withdraw(crisis, 'nurse', 'the husband measured himself');
  expect(await alertsOf('p1')).toMatchObject([{ rule: { id: 'bp.crisis' }, state: { is: 'resolved', because: 'withdrawn' } }]);
  await house.settle();
  expect((await toldOf('reading.withdrawn')).toSorted()).toEqual(['patient']);
  expect((await toldOf('reading.withdrawn.team')).toSorted()).toEqual(['coordinator', 'doctor']);
  const [entry] = (await house.store.inbox.of('p1', 50)).filter(({ subject }) => subject.includes('no longer counts'));
  expect(entry?.text).toContain('192/124 mmHg');
  const json = await house.report({ patient: 'p1', from: clock.now() - DAY, to: clock.now() + DAY, language: 'en' }).json();
  expect(JSON.stringify(json)).not.toContain('bp.crisis');
  expect(json.sections.find(({ section }) => section === 'data')).toMatchObject({ excluded: 1 });
  expect((await house.store.audit.list(1))[0]).toMatchObject({
    by: 'nurse',
    did: 'reading.withdraw',
    patient: 'p1',
    about: { reading: crisis },
  });
  await expect(house.readingDesk.withdraw(crisis, 'nurse', 'again')).rejects.toMatchObject({ code: 'reading.withdrawn' });
});

test('the cuff sends it again: a person’s word stands', async () => {
  await house.readingDesk.withdraw(crisis, 'nurse', 'not the patient');
  await send();
  expect(house.received()).toMatchObject({ accepted: 1, duplicate: 1 });
  expect((await house.store.readings.get([crisis]))[0]?.quality).toContain('withdrawn');
  expect(await alertsOf('p1')).toMatchObject([{ state: { is: 'resolved' } }]);
});

test('"it was me after all": it counts again, and is judged by when it was measured', async () => {
  await house.readingDesk.withdraw(crisis, 'p1', 'not me', 'p1');
  clock.advance(clock.now() + 5 * MINUTE);
  await house.readingDesk.restore(crisis, 'p1', 'me after all', 'p1');
  expect((await house.store.readings.get([crisis]))[0]?.quality).toEqual([]);
  expect((await alertsOf('p1')).filter(({ state }) => state.is === 'active')).toHaveLength(1);
  await expect(house.readingDesk.restore(crisis, 'p1', 'again')).rejects.toMatchObject({ code: 'reading.not-withdrawn' });
  expect((await house.store.readings.corrections(crisis)).length).toBe(2);
});

test('what the team took back, the patient cannot fetch; what the patient took back, the team can', async () => {
  await house.readingDesk.withdraw(crisis, 'nurse', 'the cuff of the neighbour');
  expect((await house.store.readings.get([crisis]))[0]?.quality).toEqual(['withdrawn']);
  await expect(house.readingDesk.restore(crisis, 'p1', 'me after all', 'p1')).rejects.toMatchObject({ code: 'reading.by-team' });
  expect((await house.store.readings.get([crisis]))[0]?.quality).toEqual(['withdrawn']);
  await house.readingDesk.restore(crisis, 'nurse', 'the patient’s after all');
  await house.readingDesk.withdraw(crisis, 'p1', 'not me', 'p1');
  expect((await house.store.readings.get([crisis]))[0]?.quality).toEqual(['withdrawn', 'disowned']);
  await house.readingDesk.restore(crisis, 'nurse', 'asked on the telephone');
  expect((await house.store.readings.get([crisis]))[0]?.quality).toEqual([]);
});

test('it was the wife’s: taken back here, judged there, and a resend goes nowhere else', async () => {
  await house.readingDesk.assign(crisis, 'p2', 'nurse', 'the wife’s');
  expect(await alertsOf('p1')).toMatchObject([{ state: { is: 'resolved', because: 'withdrawn' } }]);
  expect(await alertsOf('p2')).toMatchObject([{ rule: { id: 'bp.crisis' }, state: { is: 'active' }, evidence: [crisis] }]);
  expect(await house.store.readings.latest('p1', 'blood-pressure', 9)).toEqual([]);
  expect(await house.store.readings.latest('p2', 'blood-pressure', 9)).toMatchObject([{ id: crisis, quality: ['reassigned'] }]);
  await send();
  expect(await house.store.readings.latest('p1', 'blood-pressure', 9)).toEqual([]);
  await expect(house.readingDesk.assign(crisis, 'nobody', 'nurse', 'x y')).rejects.toMatchObject({ code: 'api.not-found' });
});

test('a patient reaches no reading of another', async () => {
  await expect(house.readingDesk.withdraw(crisis, 'p2', 'not me', 'p2')).rejects.toMatchObject({ code: 'api.not-found' });
});

test('a reading unlike the patient’s own is asked about; "somebody else" takes it back, and a crisis is never put off for that', async () => {
  const scale = await house.connect('cuff-1');
  for (let day = 8; day > 0; day--) {
    const at = clock.now() - day * DAY;
    await scale.publishAsync('hearth/v1/cuff-1/readings', JSON.stringify({ kind: 'weight', value: 70, unit: 'kg', at }), { qos: 1 });
  }
  await scale.publishAsync('hearth/v1/cuff-1/readings', JSON.stringify({ kind: 'weight', value: 91, unit: 'kg', at: clock.now() }), {
    qos: 1,
  });
  await scale.endAsync();
  await house.settle();
  const asked = (await house.store.followUps.of('p1')).find(({ question }) => question.en.includes('Was it you'));
  expect(asked?.state).toEqual({ is: 'open' });
  expect((await house.store.followUps.of('p1')).filter(({ question }) => question.en.includes('Was it you'))).toHaveLength(1);
  await house.answer(asked!.id, 'not-mine', 'p1');
  await house.settle();
  const [last, before] = await house.store.readings.latest('p1', 'weight', 2);
  expect(last?.quality).toEqual(['withdrawn', 'disowned']);
  expect(before?.quality).toEqual([]);
  expect((await alertsOf('p1')).find(({ rule }) => rule.id === 'weight.not-like-you')?.state).toMatchObject({ because: 'withdrawn' });
  expect((await house.store.audit.list(1))[0]).toMatchObject({ by: 'p1', did: 'reading.withdraw' });
});
