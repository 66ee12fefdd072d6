import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import type { Committed } from '../domain/follower.ts';
import type { Reading } from '../domain/reading.ts';
import { createInflux1, Influx1Settings } from '../store/projections/influx1.ts';
import { describeWith, startInflux } from '../tests/services.ts';
import { dashboards, fileOf } from './dashboards.ts';
import { readings } from './influxql.ts';

type Panel = { readonly title: string; readonly targets?: readonly { readonly query: string }[]; readonly panels?: readonly Panel[] };
const folder = new URL('./dashboards/', import.meta.url);
const panelsOf = (panels: readonly Panel[]): readonly Panel[] => panels.flatMap((panel) => [panel, ...panelsOf(panel.panels ?? [])]);

test.each(Object.entries(dashboards))('grafana/dashboards/%s.json is what dashboards.ts says: node grafana/build.ts', (name, build) => {
  expect(readFileSync(new URL(`${name}.json`, folder), 'utf8')).toBe(fileOf(build));
});

test('every file is a dashboard of dashboards.ts', () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(dashboards)
      .map((name) => `${name}.json`)
      .sort(),
  );
});

test('the dashboards ask the data source that is provisioned', () => {
  const { datasources } = parse(readFileSync(new URL('./provisioning/datasources/influxdb.yaml', import.meta.url), 'utf8'));
  expect(datasources[0]).toMatchObject({ uid: readings.uid, type: readings.type });
});

describeWith('influxd', 'each panel on a real InfluxDB, filled through the real projection', () => {
  const now = Date.UTC(2026, 2, 15, 12);
  let influx: Awaited<ReturnType<typeof startInflux>>;
  beforeAll(async () => {
    influx = await startInflux();
    const projection = createInflux1(Influx1Settings.parse({ url: `http://127.0.0.1:${influx.port}` }));
    await projection.follow(history(now), new AbortController().signal);
  });
  afterAll(() => influx.stop());

  const queries = Object.entries(dashboards).flatMap(([name, build]) =>
    panelsOf(build().panels as unknown as Panel[]).flatMap(({ title, targets = [] }) =>
      targets.map(({ query }) => [name, title, query] as const),
    ),
  );
  test.each(queries)('%s: %s', async (_name, _title, query) => {
    const asked = query
      .replaceAll('$timeFilter', `time >= ${now - 7 * DAY}ms AND time < ${now}ms`)
      .replaceAll('$__interval', '1h')
      .replaceAll('$patient', 'p1');
    const rows = await influx.query(asked);
    expect(rows.length).toBeGreaterThan(0);
    expect(
      Object.entries(rows[0]!)
        .filter(([column]) => !['time', 'patient', 'device', 'exempt'].includes(column))
        .every(([, value]) => value !== null),
    ).toBe(true);
  });
});

function history(now: number): readonly Committed[] {
  const said = { clock: 'device', quality: [] } as const;
  return Array.from({ length: 7 * 24 }, (_, hour) => {
    const at = now - (hour + 1) * HOUR + 5 * MINUTE;
    const more = { at, received: at + 2000, patient: `p${hour % 2}`, device: `d${hour % 2}`, id: `r${hour}`, ...said };
    const odd = hour % 50 === 7;
    const reading =
      hour % 4 < 2
        ? {
            ...more,
            kind: 'glucose',
            glucoseMmolL: 5 + (hour % 9),
            reported: { value: 5 + (hour % 9), unit: 'mmol/L' },
            specimen: 'capillary',
          }
        : { ...more, kind: 'blood-pressure', systolicMmHg: 120 + (hour % 40), diastolicMmHg: 80 };
    return {
      position: hour,
      reading: reading as unknown as Reading,
      judgement: odd ? { is: 'exempt', because: 'control-solution' } : { is: 'judged', rules: 'r', at },
    };
  });
}
