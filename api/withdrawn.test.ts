import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { PatientRow, ReadingView } from './contract.ts';

let house: TestHouse;
const { call, hire } = createCallers(() => house);

beforeAll(async () => {
  house = await openTestHouse();
  await hire({ co: 'coordinator' });
});
afterAll(() => house.close());

test('a reading is taken back, restored and given to somebody else over HTTP; a link reaches its own patient’s only', async () => {
  await house.moveIn('p7', ['cuff-7']);
  await house.moveIn('p8', []);
  const cuff = await house.connect('cuff-7');
  await cuff.publishAsync('hearth/v1/cuff-7/readings', JSON.stringify({ kind: 'weight', value: 70, unit: 'kg', at: Date.now() - 60_000 }), {
    qos: 1,
  });
  await cuff.endAsync();
  const [reading] = await house.store.readings.latest('p7', 'weight', 1);
  const at = `/readings/${encodeURIComponent(reading!.id)}`;
  const act = (what: string, body: unknown) => call('POST', `${at}/${what}`, 'co', body);
  expect((await act('withdraw', { why: '' })).status).toBe(400);
  expect((await (await act('withdraw', { why: 'a guest' })).json()) as ReadingView).toMatchObject({ weightKg: 70, quality: ['withdrawn'] });
  expect((await act('withdraw', { why: 'a guest' })).status).toBe(409);
  expect((await (await act('restore', { why: 'not a guest' })).json()) as ReadingView).toMatchObject({ quality: [] });
  const link = async (patient: string) =>
    ((await (await call('POST', `/patients/${patient}/own-page`, 'co', {})).json()) as { path: string }).path.slice(3);
  const say = async (patient: string) =>
    call('POST', `/own-page/${await link(patient)}/readings/${encodeURIComponent(reading!.id)}/not-mine`, 'co');
  expect((await say('p8')).status).toBe(404);
  expect((await say('p7')).status).toBe(200);
  expect((await act('assign', { why: 'the wife’s', patient: 'p8' })).status).toBe(200);
  expect(await house.store.readings.latest('p8', 'weight', 1)).toMatchObject([{ id: reading!.id, quality: ['reassigned'] }]);
  expect((await act('assign', { why: 'whose?', patient: 'nobody' })).status).toBe(404);
});

test('what was taken back is not the latest in the list of patients; before it stands what counts', async () => {
  await house.moveIn('p9', ['cuff-9']);
  const cuff = await house.connect('cuff-9');
  const weigh = (value: number, ago: number) =>
    cuff.publishAsync('hearth/v1/cuff-9/readings', JSON.stringify({ kind: 'weight', value, unit: 'kg', at: Date.now() - ago }), { qos: 1 });
  await weigh(71, 120_000);
  await weigh(95, 60_000);
  await cuff.endAsync();
  const shown = async () =>
    ((await (await call('GET', '/patients', 'co')).json()) as PatientRow[]).find(({ id }) => id === 'p9')?.latest.weight?.weightKg;
  expect(await shown()).toBe(95);
  const [guest, own] = await house.store.readings.latest('p9', 'weight', 2);
  const withdraw = (id: string) => call('POST', `/readings/${encodeURIComponent(id)}/withdraw`, 'co', { why: 'a guest' });
  await withdraw(guest!.id);
  expect(await shown()).toBe(71);
  await withdraw(own!.id);
  expect(await shown()).toBeUndefined();
});
