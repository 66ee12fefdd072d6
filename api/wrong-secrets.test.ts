import { expect, onTestFinished, test } from 'vitest';
import { createReplayClock } from '../domain/replay-clock.ts';
import { openTestHouse } from '../tests/house.ts';

const NOON = Date.UTC(2026, 2, 10, 12);

async function openLimited(http: Record<string, number>) {
  const clock = createReplayClock(NOON);
  const house = await openTestHouse({ clock, settings: { http: { port: 0, ...http } } });
  onTestFinished(() => house.close());
  await house.moveIn('p1', ['meter-1']);
  const post = async (secret: string) => {
    const authorization = `Basic ${Buffer.from(`meter-1:${secret}`).toString('base64')}`;
    const body = JSON.stringify({ kind: 'glucose', at: NOON, sequence: 1, value: 5.5, unit: 'mmol/L' });
    return fetch(`${house.url}/api/v1/readings`, { method: 'POST', body, headers: { authorization, 'content-type': 'application/json' } });
  };
  return { house, clock, post };
}

test('wrong secrets of an address are counted over all doors; who has tried too many is not listened to until the minute is over', async () => {
  const { house, clock, post } = await openLimited({ wrongSecretsPerMinute: 5 });
  const doors = [
    () => post('wrong'),
    () => fetch(`${house.url}/nightscout/meter-1/api/v1/entries`, { headers: { 'api-secret': '0'.repeat(40) } }),
    () => fetch(`${house.url}/api/v1/patients`, { headers: { authorization: 'Bearer hearth_wrong' } }),
  ];
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) statuses.push((await doors[i % 3]!()).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  const right = await post('secret of meter-1');
  expect([right.status, right.headers.get('retry-after')]).toEqual([429, '60']);
  // Who comes with a cookie comes by another door.
  expect((await fetch(`${house.url}/api/v1/patients`, { headers: { cookie: 'hearth=nobody' } })).status).toBe(401);
  clock.advance(NOON + 60_000);
  expect((await post('secret of meter-1')).status).toBe(201);
});

test('what is refused counts among the requests of an address', async () => {
  const { house } = await openLimited({ requestsPerMinute: 8 });
  const statuses: number[] = [];
  for (let i = 0; i < 10; i++) statuses.push((await fetch(`${house.url}/api/v1/patients`, { headers: { cookie: `hearth=${i}` } })).status);
  expect(statuses).toEqual([...Array(8).fill(401), 429, 429]);
});
