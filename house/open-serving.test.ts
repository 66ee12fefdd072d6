import { statSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { chartOf } from '../api/chart.ts';
import { ReadingView } from '../api/contract.ts';
import { figuresOf } from '../api/figures.ts';
import { FiguresView, ProfileView } from '../api/figures-contract.ts';
import { dayProfileOf } from '../api/profile.ts';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import { glucose, JUDGED, MORNING, ofDevice, patient, pressure } from '../store/conformance/samples.ts';
import { temporaryFolder } from '../tests/services.ts';
import { databaseFile } from './open-database.ts';
import { openServing } from './open-serving.ts';

async function serving() {
  const folder = temporaryFolder();
  const troubles: unknown[] = [];
  const opened = await openServing(folder, 'full', (what) => (error) => void troubles.push([what, error]));
  onTestFinished(() => opened.store.close());
  await opened.store.transact((records) => records.patients.save(patient('p1')));
  const append = (...readings: readonly Reading[]) =>
    opened.store.transact((records) => records.readings.append(readings.map((reading) => ({ reading, judgement: JUDGED }))));
  return { ...opened, folder, troubles, append };
}

const period = { patient: 'p1', from: MORNING - DAY, to: MORNING + 30 * DAY, points: 1_000 };
const read = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

test('charts and figures from the thread are those of the store, of every kind, and keep to the contract', async () => {
  const { store, chart, figures, append } = await serving();
  const common = { clock: 'device', quality: [] } as const;
  await append(
    ...Array.from({ length: 3_000 }, (_, i) => glucose(i, 4 + ((i * 7) % 80) / 10, { quality: i % 50 === 0 ? ['battery-low'] : [] })),
    glucose(5_000, 6, { beyond: 'low' }),
    pressure(MORNING, 141, { pulsePerMin: 71, posture: 'sitting' }),
    ofDevice('scale', 'p1', { ...common, kind: 'weight', at: MORNING, weightKg: 81.5 } as never),
    ofDevice('oximeter', 'p1', { ...common, kind: 'oxygen-saturation', at: MORNING, saturationPercent: 94, pulsePerMin: 80 } as never),
  );
  for (const kind of ['glucose', 'blood-pressure', 'weight', 'oxygen-saturation'] as const) {
    const drawn = read(await chart({ ...period, kind }));
    expect(drawn).toEqual(await chartOf(store.readings, { ...period, kind }));
    expect(drawn).not.toEqual([]);
    // The serializer of the API would have taken nothing away from it.
    expect(ReadingView.array().parse(drawn)).toEqual(drawn);
  }
  for (const kind of ['glucose', 'weight', 'activity'] as const) {
    const added = read(await figures({ ...period, kind }));
    expect(added).toEqual(await figuresOf(store, { ...period, kind }));
    expect(FiguresView.parse(added)).toEqual(added);
  }
});

test('a profile from the thread is that of the store: percentiles by time of day of five days of a sensor, and no points of less', async () => {
  const { store, profile, append } = await serving();
  const reading = (i: number) =>
    glucose(i, 5 + (i % 40) / 10, { at: MORNING + i * 5 * 60_000, received: MORNING + i * 5 * 60_000, specimen: 'interstitial' });
  await append(...Array.from({ length: 4 * 288 }, (_, i) => reading(i)));
  expect(read(await profile(period))).toEqual({ points: [], days: 0, activePercent: 0 });
  await append(...Array.from({ length: 3 * 288 }, (_, i) => reading(4 * 288 + i)));
  const drawn = ProfileView.parse(read(await profile(period)));
  expect(drawn).toEqual(await dayProfileOf(store, period));
  expect(drawn.points).toHaveLength(96);
  expect(drawn.points.every(({ p5, p25, p50, p75, p95 }) => p5 <= p25 && p25 <= p50 && p50 <= p75 && p75 <= p95)).toBe(true);
  await expect(dayProfileOf(store, { ...period, patient: 'nobody' })).rejects.toThrow('no patient');
});

test('while readings come in, whatever was committed before a chart was asked for is in it', async () => {
  const { chart, append } = await serving();
  for (let i = 0; i < 150; i++) {
    await append(glucose(i, 5 + i / 100));
    const [drawn] = await Promise.all([chart({ ...period, kind: 'glucose' }), append(glucose(10_000 + i, 9))]);
    const found = (read(drawn) as readonly { readonly glucoseMmolL: number; readonly judged: unknown }[]).map(
      ({ glucoseMmolL }) => glucoseMmolL,
    );
    expect(found).toContain(5 + i / 100);
  }
});

test('more charts than may wait are refused with a sentence, and those that wait are drawn', async () => {
  const { chart, append } = await serving();
  await append(glucose(1, 5));
  const asked = await Promise.allSettled(Array.from({ length: 200 }, () => chart({ ...period, kind: 'glucose' })));
  const refused = asked.filter((one) => one.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'api.busy' });
  const drawn = asked.filter((one) => one.status === 'fulfilled');
  expect(drawn.length).toBeGreaterThanOrEqual(60);
  for (const { value } of drawn) expect(read(value)).toHaveLength(1);
});

test('the log is moved into the database by the thread', { timeout: 60_000 }, async () => {
  const { append, folder, troubles } = await serving();
  const size = () => statSync(databaseFile(folder)).size;
  const empty = size();
  // A tenth of what makes a commit move it by itself.
  for (let batch = 0; batch < 25; batch++)
    await append(
      ...Array.from({ length: 100 }, (_, i) => glucose(batch, 5, { device: `meter-${i}`, at: MORNING + batch * HOUR + i * MINUTE })),
    );
  await vi.waitFor(() => expect(size()).toBeGreaterThan(empty + 500_000), { timeout: 30_000 });
  expect(troubles).toEqual([]);
});
