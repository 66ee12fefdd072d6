import { afterEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { glucose, openTestHouse, type TestHouse } from './house.ts';
import { temporaryFolder } from './services.ts';

/** What happens to an alert between its opening and its end: in a whole house, whose clock the test moves. */

let house: TestHouse;
let clock: ReplayClock;
let folder: string;
afterEach(() => house.close());
/** Noon in Shanghai, a Monday. */
const NOON = Date.UTC(2026, 2, 2, 4);

async function moveIn(settings: Record<string, unknown> = {}) {
  clock = createReplayClock(NOON);
  folder = temporaryFolder();
  house = await openTestHouse({ clock, folder, settings });
  await house.moveIn('p1', ['meter-1'], { zone: 'Asia/Shanghai' });
}

let sequence = 0;
async function measure(...values: readonly number[]) {
  const meter = await house.connect('meter-1');
  for (const value of values)
    await meter.publishAsync('hearth/v1/meter-1/readings', glucose(value, clock.now(), { sequence: ++sequence }), { qos: 1 });
  await meter.endAsync();
  await house.settle();
}

async function after(ms: number) {
  clock.advance(clock.now() + ms);
  await house.settle();
}

/** The house dies, and another one opens on what it left. */
async function restart() {
  await house.close();
  house = await openTestHouse({ clock, folder });
}

const alertOf = async (rule: string) => (await house.store.alerts.open('p1')).find((alert) => alert.rule.id === rule);
/** Messages to the team about alerts, the oldest first: `coordinator alert.team glucose.very-high`. */
const told = async (role = /coordinator|doctor/) =>
  (await house.store.outbox.of('p1', 500))
    .map(({ message }) => message)
    .filter(({ to, template }) => role.test(to.role) && template.startsWith('alert.'))
    .toSorted((a, b) => a.due - b.due)
    .map(({ to, template, values }) => `${to.role} ${template} ${values.rule}`);
const acts = async () => (await house.store.audit.list(50, 'p1')).map(({ did, by }) => `${did} ${by}`);

test('an acknowledgement ends: the alert is active again, the coordinator hears of it, also after a restart', async () => {
  await moveIn();
  await measure(18);
  const alert = (await alertOf('glucose.very-high'))!;
  await house.alertDesk.acknowledge(alert.id, 'li', 30);
  expect(await alertOf('glucose.very-high')).toMatchObject({ state: { is: 'acknowledged', by: 'li', until: NOON + 30 * MINUTE } });
  const before = await told();
  await after(29 * MINUTE);
  expect(await told()).toEqual(before);
  await restart();
  await after(MINUTE);
  expect(await alertOf('glucose.very-high')).toMatchObject({ state: { is: 'active', since: NOON + 30 * MINUTE } });
  expect(await told()).toEqual([...before, 'coordinator alert.again glucose.very-high']);
  expect(await acts()).toEqual(['alert.acknowledgement-ended hearth', 'alert.acknowledged li']);
});

test('nobody acknowledges: the ladder is climbed, each step once, though the house dies in between', async () => {
  await moveIn();
  await measure(18);
  const first = await told();
  expect(first.toSorted()).toEqual(['coordinator alert.team glucose.very-high', 'doctor alert.team glucose.very-high']);
  await after(14 * MINUTE);
  expect(await told()).toEqual(first);
  await restart();
  await after(MINUTE);
  expect((await told()).slice(2)).toEqual(['coordinator alert.again glucose.very-high']);
  await restart();
  await after(15 * MINUTE);
  expect((await told()).slice(2)).toEqual(['coordinator alert.again glucose.very-high', 'doctor alert.again glucose.very-high']);
  const alert = (await alertOf('glucose.very-high'))!;
  await house.alertDesk.acknowledge(alert.id, 'li');
  await after(45 * MINUTE);
  expect(await told()).toHaveLength(4);
});

test('a snoozed high hides nothing low, and nothing graver of its own direction; of the same it pages nobody', async () => {
  await moveIn();
  await measure(14.5);
  const high = (await alertOf('glucose.high'))!;
  await house.alertDesk.snooze(high.id, 'li', { minutes: 120, reason: 'insulin was given, measured hourly' });
  expect(await alertOf('glucose.high')).toMatchObject({ state: { is: 'snoozed', by: 'li', until: NOON + 2 * HOUR } });
  const before = await told();

  await after(20 * MINUTE);
  await measure(9, 14.8); // it ended, and began anew: the same matter
  expect(await alertOf('glucose.high')).toMatchObject({ state: { is: 'snoozed' } });
  expect(await told()).toEqual(before);
  await restart(); // a restart forgets no snooze
  await after(10 * MINUTE);
  await measure(9, 14.9);
  expect(await told()).toEqual(before);

  await after(10 * MINUTE);
  await measure(18); // graver
  expect((await told()).slice(before.length).toSorted()).toEqual([
    'coordinator alert.team glucose.very-high',
    'doctor alert.team glucose.very-high',
  ]);
  const grave = (await alertOf('glucose.very-high'))!;
  await house.alertDesk.snooze(grave.id, 'li', { minutes: 240, reason: 'treated' });
  const withHigh = await told();
  await after(10 * MINUTE);
  await measure(3.5); // the opposite danger, mild, then grave: the gravest snooze of a high hides neither
  expect((await told()).slice(withHigh.length)).toEqual(['coordinator alert.team glucose.low']);
  const withLow = await told();
  await after(10 * MINUTE);
  await measure(2.6);
  expect((await told()).slice(withLow.length).toSorted()).toEqual([
    'coordinator alert.team glucose.very-low',
    'doctor alert.team glucose.very-low',
  ]);
});

test('a snooze ends by itself when nobody can say any more how the patient is', async () => {
  await moveIn();
  await measure(18);
  const alert = (await alertOf('glucose.very-high'))!;
  await house.alertDesk.snooze(alert.id, 'li', { minutes: 240, reason: 'treated' });
  const before = await told();
  await after(3 * HOUR);
  await measure(17.5); // still high, and news: fresh for four hours from now on, but the snooze has its own end
  await after(59 * MINUTE);
  expect(await told()).toEqual(before);
  await after(MINUTE);
  expect(await alertOf('glucose.very-high')).toMatchObject({ state: { is: 'active' } });
  expect(await told()).toEqual([...before, 'coordinator alert.again glucose.very-high']);
  expect((await acts())[0]).toBe('alert.snooze-ended hearth');
  expect((await house.store.audit.list(1, 'p1'))[0]!.about).toMatchObject({ because: 'time' });
});

test('a snooze ends as stale when the readings stop, at the time that the rule calls fresh', async () => {
  await moveIn();
  await measure(2.6); // fresh for an hour
  const alert = (await alertOf('glucose.very-low'))!;
  await house.alertDesk.snooze(alert.id, 'li', { minutes: 180, reason: 'the family is there' });
  await after(40 * MINUTE);
  await measure(2.7);
  await after(59 * MINUTE);
  expect(await alertOf('glucose.very-low')).toMatchObject({ state: { is: 'snoozed' } });
  await after(MINUTE);
  expect(await alertOf('glucose.very-low')).toMatchObject({ state: { is: 'active', since: NOON + 100 * MINUTE } });
  expect((await house.store.audit.list(1, 'p1'))[0]).toMatchObject({ did: 'alert.snooze-ended', about: { because: 'stale' } });
  await expect(house.alertDesk.snooze(alert.id, 'li', { minutes: 30, reason: 'again' })).rejects.toMatchObject({ code: 'alert.stale' });
  await expect(house.alertDesk.snooze(alert.id, 'li', { minutes: 241, reason: 'again' })).rejects.toMatchObject({ code: 'alert.too-long' });
});

test('a reading dated in the future keeps no snooze alive', async () => {
  await moveIn();
  await measure(2.6);
  const alert = (await alertOf('glucose.very-low'))!;
  await house.alertDesk.snooze(alert.id, 'li', { minutes: 180, reason: 'the family is there' });
  await after(40 * MINUTE);
  const meter = await house.connect('meter-1');
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(2.7, clock.now() + 9 * HOUR, { sequence: ++sequence }), { qos: 1 });
  await meter.endAsync();
  await after(20 * MINUTE);
  expect(await alertOf('glucose.very-low')).toMatchObject({ state: { is: 'active' } });
});

test('a person ends a snooze, or closes the matter with an outcome: what was quiet with it waits for somebody again', async () => {
  await moveIn();
  await measure(14.5);
  const high = (await alertOf('glucose.high'))!;
  await house.alertDesk.snooze(high.id, 'li', { minutes: 120, reason: 'treated' });
  await house.alertDesk.endSnooze(high.id, 'wang');
  expect(await alertOf('glucose.high')).toMatchObject({ state: { is: 'active' } });
  await expect(house.alertDesk.endSnooze(high.id, 'wang')).rejects.toMatchObject({ code: 'alert.not-snoozed' });
  await after(MINUTE);
  await house.alertDesk.resolve(high.id, 'wang', { outcome: 'treated', note: 'Insulin was missed; taken now.' });
  expect(await house.store.alerts.get(high.id)).toMatchObject({
    state: { is: 'resolved', because: 'person', by: 'wang', outcome: 'treated', note: 'Insulin was missed; taken now.' },
  });
  const [life] = await house.store.alerts.lives(NOON, NOON + HOUR);
  expect(life).toMatchObject({ rule: 'glucose.high', answered: { by: 'li', at: NOON }, state: { outcome: 'treated' } });
});

test('a sensor that goes back and forth does not page forty times, and no alert is lost', async () => {
  await moveIn();
  for (let i = 0; i < 40; i++) {
    await measure(2.6);
    await after(2 * MINUTE);
    await measure(5);
    await after(MINUTE);
  }
  const lives = (await house.store.alerts.lives(NOON, clock.now())).filter(({ rule }) => rule === 'glucose.very-low');
  expect(lives).toHaveLength(40);
  const team = await told(/coordinator/);
  expect(team.filter((one) => one.includes('alert.team glucose.very-low'))).toHaveLength(3);
  // Two hours of storm: told when it began, and once more for each hour.
  expect(team.filter((one) => one.includes('alert.unstable'))).toHaveLength(2);
  const patient = (await told(/patient/)).filter((one) => one.startsWith('patient alert.pathway glucose.very-low'));
  expect(patient.length).toBeGreaterThan(3);
  expect(patient.length).toBeLessThan(12);

  await after(3 * HOUR); // quiet: the next one is news again
  await measure(2.6);
  expect((await told(/coordinator/)).filter((one) => one.includes('alert.team glucose.very-low'))).toHaveLength(4);
});

test('a low that stays after four that passed is no storm any more: the patient is told, and looked after', async () => {
  await moveIn();
  for (const value of [3.4, 4.3, 3.4, 4.3, 3.4, 4.3, 3.4, 4.3]) {
    await measure(value);
    await after(12 * MINUTE);
  }
  const before = (await told(/patient/)).length;
  const runs = async () => (await house.store.runs.of('p1')).filter(({ pathway }) => pathway === 'low-glucose').length;
  const walked = await runs();
  for (const value of [3.2, 3.1, 3.0]) {
    await measure(value);
    await after(12 * MINUTE);
  }
  expect(await alertOf('glucose.low')).toMatchObject({ state: { is: 'active' } });
  expect((await told(/patient/)).slice(before)).toContain('patient alert.pathway glucose.low');
  expect(await runs()).toBeGreaterThan(walked);
});
