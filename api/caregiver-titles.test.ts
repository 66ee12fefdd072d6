import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallers } from '../tests/callers.ts';
import { glucose, openTestHouse, type TestHouse } from '../tests/house.ts';
import type { AlertView } from './contract.ts';

/** What a caregiver reads of an alert: the words for people at home, not those of the team. */

let house: TestHouse;
const callers = createCallers(() => house);
beforeAll(async () => {
  house = await openTestHouse();
  await house.moveIn('p1', ['meter-1']);
  await callers.hire({ dr: 'doctor', son: 'caregiver' });
  const now = Date.now();
  await house.store.transact((records) =>
    records.careTeams.assign({ patient: 'p1', user: 'son', since: 1, by: 'dr', reason: 'lives next door' }),
  );
  await house.intake({ device: 'meter-1', received: now, topic: 'hearth/v1/meter-1/readings', payload: glucose(2.4, now) });
  await house.settle();
});
afterAll(() => house.close());

test.each(['/alerts', '/patients/p1/alerts?from=0&to=9999999999999'])('%s', async (path) => {
  const seenBy = async (who: string) => {
    const alerts = (await (await callers.call('GET', path, who)).json()) as AlertView[];
    return alerts.find(({ rule }) => rule.id === 'glucose.very-low')!;
  };
  const [team, home] = [await seenBy('dr'), await seenBy('son')];
  expect(team.title.en).not.toMatch(/their/i);
  expect(home.title).toEqual({ en: 'Their glucose is very low', 'zh-CN': '血糖很低' });
  expect(team.explanation).toBeDefined();
  expect(home.explanation).toBeDefined();
  expect(home.explanation).not.toEqual(team.explanation);
});
