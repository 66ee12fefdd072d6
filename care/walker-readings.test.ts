import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { glucose } from '../store/conformance/samples.ts';
import {
  alert,
  care,
  clock,
  decide,
  follow,
  hear,
  livesAnew,
  measure,
  NOON,
  open,
  opened,
  pass,
  question,
  resolved,
  said,
  store,
} from '../tests/care-room.ts';

livesAnew();

test('who has recovered and is low again before anybody was told is not told of a recovery', async () => {
  await decide(...opened('a1'));
  await follow();
  clock.advance(NOON + MINUTE);
  await measure(5.6);
  await decide(resolved('a1'));
  clock.advance(NOON + 2 * MINUTE);
  await measure(3.2);
  await follow();
  expect(await said()).toEqual(['treat patient']);
});

test('a reading that is still low brings the sugar again, closes the question, and survives a restart; one five minutes after the sugar does not', async () => {
  await decide(...opened('a1'));
  await follow();
  await pass(5 * MINUTE);
  await hear(3.3);
  expect(await said()).toEqual(['treat patient']);
  await pass(10 * MINUTE);
  const asked = await question();
  clock.advance(NOON + 16 * MINUTE);
  await measure(3.1);
  await store.transact(async (records) =>
    records.decisions.apply(await care.measured(records, await records.readings.latest('p1', 'glucose', 1), clock.now()), clock.now()),
  );
  await store.close();
  open();
  expect(await care.tick()).toBe(1);
  expect(await care.tick()).toBe(0);
  expect(await said()).toEqual(['feel patient', 'treat patient', 'treat#2 patient']);
  await expect(care.answer(asked!.id, 'better', 'p1')).rejects.toMatchObject({ code: 'follow-up.closed' });

  // Measured at 16 minutes, it has counted: it does not count again.
  await pass(15 * MINUTE);
  expect(await store.runs.open('p1')).toMatchObject([{ at: 'feel#2' }]);
});

test('a finger stick says nothing of the alert of a sensor, and control solution says nothing at all', async () => {
  await store.transact((records) =>
    records.readings.append([
      {
        reading: glucose(90, 3.4, { at: NOON, received: NOON, device: 'sensor-1', specimen: 'interstitial' }),
        judgement: { is: 'judged', rules: 'r', at: NOON },
      },
    ]),
  );
  const evidence = [glucose(90, 3.4, { at: NOON, device: 'sensor-1', specimen: 'interstitial' }).id];
  await decide(
    { do: 'open-alert', alert: { ...alert('a1'), evidence } },
    { do: 'start-pathway', pathway: 'low-glucose', patient: 'p1', alert: 'a1', at: NOON },
  );
  await follow();
  await pass(15 * MINUTE);
  await hear(5.6);
  expect(await store.runs.open('p1')).toMatchObject([{ at: 'feel' }]);
  await store.transact((records) =>
    records.readings.append([
      {
        reading: glucose(91, 3.2, {
          at: clock.now(),
          received: clock.now(),
          device: 'sensor-1',
          specimen: 'interstitial',
          quality: ['control-solution'],
        }),
        judgement: { is: 'exempt', because: 'control-solution' },
      },
    ]),
  );
  await hear(5.6);
  expect(await store.runs.open('p1')).toMatchObject([{ at: 'feel' }]);
});

test.each([
  ['on the page', async (id: string) => void (await care.answer(id, 'worse', 'p1'))],
  ['as a reply', async () => expect(await care.reply({ id: `x${Math.random()}`, patient: 'p1', text: '3' })).toBe('answered')],
])('“worse” to a question that a reading closed a moment ago is heard %s: emergency words and the team, once', async (_, answer) => {
  await decide(...opened('a1'));
  await follow();
  await pass(15 * MINUTE);
  const asked = (await question())!;
  clock.advance(NOON + 16 * MINUTE);
  await hear(3.0);
  expect(await store.followUps.get(asked.id)).toMatchObject({ state: { is: 'unanswered' } });
  for (let twice = 0; twice < 2; twice++) await answer(asked.id);
  while ((await care.tick()) > 0);
  const worse = (await said()).filter((one) => one.startsWith('worse'));
  expect(worse).toEqual(['worse-task coordinator', 'worse-task doctor', 'worse-text patient']);
  expect((await store.audit.list(1))[0]).toMatchObject({ did: 'follow-up.answer', about: { answer: 'worse', late: true } });
  expect(await store.runs.open('p1')).toEqual([]);
});

test('it is not heard hours later, and what means no danger is not heard then at all', async () => {
  await decide(...opened('a1'));
  await follow();
  await pass(15 * MINUTE);
  const asked = (await question())!;
  clock.advance(NOON + 16 * MINUTE);
  await hear(3.0);
  await expect(care.answer(asked.id, 'same', 'p1')).rejects.toMatchObject({ code: 'follow-up.closed' });
  clock.advance(NOON + 3 * HOUR);
  await expect(care.answer(asked.id, 'worse', 'p1')).rejects.toMatchObject({ code: 'follow-up.closed' });
});
