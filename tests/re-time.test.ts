import { afterEach, expect, test } from 'vitest';
import { glucoseNotification } from '../demo/gatt-bytes.ts';
import { AGREE_WITHIN_MS, DAY, HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { openTestHouse, type TestHouse } from './house.ts';

/** A meter's memory is heard first, and its clock looked at afterwards: what it dated is put in its place. */

let house: TestHouse;
afterEach(() => house.close());
const NOON = Date.UTC(2026, 2, 2, 12);
const AHEAD = 3 * HOUR;

async function meterHeard() {
  const clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['meter-1'], { zone: 'Europe/London' });
  const meter = await house.connect('meter-1');
  const measure = (sequence: number, at: Instant, value: number) =>
    meter.publishAsync(
      `hearth/v1/meter-1/gatt/2a18/${clock.now()}`,
      glucoseNotification({
        sequence,
        clock: Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('Europe/London').toPlainDateTime(),
        mgPerDl: value,
        contextFollows: false,
      }),
      { qos: 1 },
    );
  return {
    clock,
    meter,
    // Its own clock: a record of an hour ago says "in two hours".
    measure: (sequence: number, minutesAgo: number, value: number) => measure(sequence, clock.now() - minutesAgo * MINUTE + AHEAD, value),
    look: (clockSkewMs: number) => meter.publishAsync('hearth/v1/meter-1/status', JSON.stringify({ clockSkewMs }), { qos: 1 }),
    stored: () => house.store.readings.latest('p1', 'glucose', 9),
  };
}

test('what the same visit brought is moved by as much, judged anew, and a second look moves nothing twice', async () => {
  const { clock, meter, measure, look, stored } = await meterHeard();
  await measure(1, 200, 110);
  await measure(2, 190, 47);
  const [low] = await house.store.alerts.open('p1');
  expect(await stored()).toMatchObject([{ clock: 'device', at: NOON - 10 * MINUTE }, { clock: 'device' }]);
  clock.advance(NOON + 2 * MINUTE);
  await look(AHEAD);
  expect(await stored()).toMatchObject([
    { sequence: 2, clock: 'corrected', at: NOON - 190 * MINUTE, statedAt: NOON - 10 * MINUTE },
    { sequence: 1, clock: 'corrected', at: NOON - 200 * MINUTE },
  ]);
  expect(await house.store.alerts.count()).toBe(1);
  expect(await house.store.alerts.get(low!.id)).toMatchObject({ evidence: [(await stored())[0]!.id] });
  await look(AHEAD + MINUTE);
  expect((await stored()).map(({ at }) => at)).toEqual([NOON - 190 * MINUTE, NOON - 200 * MINUTE]);
  // The meter gives its memory again: what it says now is corrected on the way in, and is the same reading.
  await measure(2, 192, 47);
  expect(await house.store.readings.count()).toBe(2);
  await meter.endAsync();
});

test('nothing is moved when the clocks agree, when an earlier look still held, or when the visit is over', async () => {
  const { clock, meter, measure, look, stored } = await meterHeard();
  await measure(1, 200, 110);
  await look(AGREE_WITHIN_MS);
  clock.advance(NOON + 30 * MINUTE);
  await look(AHEAD); // within a day of a look by which it was right
  expect(await stored()).toMatchObject([{ clock: 'device' }]);
  clock.advance(NOON + 3 * DAY);
  await measure(2, 200, 110);
  clock.advance(NOON + 3 * DAY + 2 * HOUR);
  await look(AHEAD);
  expect((await stored()).map((one) => one.clock)).toEqual(['device', 'device']);
  await meter.endAsync();
});

test('a reading that would then be of the time before the hand-over stays where it is', async () => {
  const { clock, meter, measure, look, stored } = await meterHeard();
  await house.moveIn('p2', []);
  await house.store.transact((records) => records.owners.assign('meter-1', 'p2', NOON - HOUR));
  await measure(1, 181, 110);
  clock.advance(NOON + MINUTE);
  await look(AHEAD);
  expect(await stored()).toEqual([]);
  expect(await house.store.readings.latest('p2', 'glucose', 9)).toMatchObject([{ clock: 'device', at: NOON - MINUTE }]);
  await meter.endAsync();
});
