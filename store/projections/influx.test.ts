import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { createServer as createTcp, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Committed, Follower } from '../../domain/follower.ts';
import type { Reading } from '../../domain/reading.ts';
import { describeWith, eventually, startInflux } from '../../tests/services.ts';
import { createInflux1, Influx1Settings } from './influx1.ts';
import { createInflux2, Influx2Settings } from './influx2.ts';

const AT = Date.UTC(2026, 2, 1, 8);
const glucose = (n: number, more: Partial<Reading> = {}): Committed => ({
  position: n,
  judgement: { is: 'judged', rules: 'r', at: AT },
  reading: {
    kind: 'glucose',
    id: `reading-${n}`,
    patient: `p${n % 3}`,
    device: `meter ${n % 3}`,
    at: AT + n * 1000,
    received: AT,
    clock: 'device',
    quality: [],
    glucoseMmolL: 5 + n / 10,
    reported: { value: 5 + n / 10, unit: 'mmol/L' },
    specimen: 'capillary',
    ...more,
  } as Reading,
});
const never = new AbortController().signal;

describeWith('influxd', 'projections into a real InfluxDB', () => {
  let influx: Awaited<ReturnType<typeof startInflux>>;
  const ended: (() => void)[] = [];
  beforeAll(async () => {
    influx = await startInflux();
  });
  afterAll(async () => {
    for (const end of ended) end();
    await influx.stop();
  });

  const projections: readonly [string, () => Promise<{ follower: Follower; rp: string }>][] = [
    [
      'influx1',
      async () => ({
        follower: createInflux1(Influx1Settings.parse({ url: `http://127.0.0.1:${influx.port}`, timeoutMs: 2000 })),
        rp: 'hearth',
      }),
    ],
    [
      'influx2',
      async () => ({
        follower: createInflux2(Influx2Settings.parse({ url: await version2(influx.port, ended), token: 't', org: 'o', timeoutMs: 2000 })),
        rp: 'hearth',
      }),
    ],
  ];

  describe.each(projections)('%s', (_, open) => {
    test('every reading is one point, however often it is written', async () => {
      await influx.query('DROP SERIES FROM glucose').catch(() => []);
      const { follower } = await open();
      const entries = Array.from({ length: 500 }, (_, i) => glucose(i));
      await follower.follow(entries, never);
      await follower.follow(entries.slice(200), never); // after a crash the same come again
      expect(await influx.query('SELECT count(mmol_l) AS n FROM glucose')).toEqual([{ time: 0, n: 500 }]);
      expect(
        await influx.query(`SELECT mmol_l, patient, device FROM glucose WHERE time = ${AT + 7000}ms + ${await offset(7)}ns`),
      ).toMatchObject([{ mmol_l: 5.7, patient: 'p1', device: 'meter 1' }]);
    });

    test('two readings of one patient at one millisecond stay two; a corrected value takes the old one’s place', async () => {
      await influx.query('DROP SERIES FROM glucose').catch(() => []);
      const { follower } = await open();
      const same = { patient: 'twin', device: 'm', at: AT };
      await follower.follow([glucose(1, same), glucose(2, same)], never);
      await follower.follow([glucose(2, { ...same, glucoseMmolL: 9.9 } as Partial<Reading>)], never);
      const values = (await influx.query("SELECT mmol_l FROM glucose WHERE patient = 'twin'")).map(({ mmol_l }) => mmol_l);
      expect(values.toSorted()).toEqual([5.1, 9.9]);
    });

    test('withdrawn, given to somebody else, or moved in time: the point lies where it belongs, and nowhere else', async () => {
      await influx.query('DROP SERIES FROM glucose').catch(() => []);
      const { follower } = await open();
      const first = [1, 2, 3, 4].map((n) => glucose(n, { device: `it's "a" \\ meter` }));
      await follower.follow(first, never);
      const [, withdrawn, given, moved] = first.map((entry) => ('reading' in entry ? entry.reading : undefined)!);
      const judged = { is: 'judged', rules: 'r', at: AT } as const;
      const corrected: readonly Committed[] = [
        {
          position: 5,
          reading: { ...withdrawn!, quality: ['withdrawn'] },
          judgement: { is: 'exempt', because: 'withdrawn' },
          replaced: [withdrawn!],
        },
        { position: 6, reading: { ...given!, patient: 'heir' }, judgement: judged, replaced: [given!] },
        { position: 7, reading: { ...moved!, at: AT - 60_000 }, judgement: judged, replaced: [moved!, { ...moved!, at: AT - 30_000 }] },
      ];
      await follower.follow(corrected, never);
      await follower.follow(corrected, never); // after a crash the same come again
      const points = await influx.query('SELECT mmol_l, patient, exempt FROM glucose');
      expect(points.map(({ mmol_l, patient, exempt }) => [mmol_l, patient, exempt])).toEqual([
        [5.4, 'p1', null],
        [5.1, 'p1', null],
        [5.2, 'p2', 'withdrawn'],
        [5.3, 'heir', null],
      ]);
    });

    test('down, then up again: rejects, then writes', async () => {
      await influx.query('DROP SERIES FROM glucose').catch(() => []);
      const { follower } = await open();
      await influx.kill();
      await expect(follower.follow([glucose(1)], never)).rejects.toThrow();
      await influx.start();
      await eventually('the point to be written', () => follower.follow([glucose(1)], never).then(() => true));
      expect(await influx.query('SELECT count(mmol_l) AS n FROM glucose')).toEqual([{ time: 0, n: 1 }]);
    });
  });

  test('a database that somebody drops while Hearth runs is made again', async () => {
    const follower = createInflux1(Influx1Settings.parse({ url: `http://127.0.0.1:${influx.port}`, database: 'dropped', timeoutMs: 2000 }));
    await follower.follow([glucose(1)], never);
    await influx.query('DROP DATABASE dropped');
    await follower.follow([glucose(2)], never);
    expect(JSON.stringify(await influx.query('SHOW DATABASES'))).toContain('dropped');
    await influx.query('DROP DATABASE dropped');
  });

  test('pressure, with what the cuff did not say left out', async () => {
    const [, open] = projections[0]!;
    const { follower } = await open();
    const reading = {
      kind: 'blood-pressure',
      systolicMmHg: 138,
      diastolicMmHg: 88,
      meanMmHg: undefined,
      pulsePerMin: 60,
    } as unknown as Partial<Reading>;
    await follower.follow([{ ...glucose(1, reading), judgement: { is: 'exempt', because: 'implausible' } } as Committed], never);
    expect(await influx.query('SELECT * FROM "blood-pressure"')).toMatchObject([
      { systolic: 138, diastolic: 88, pulse: 60, exempt: 'implausible' },
    ]);
  });

  test('a standing pressure can be left out of a mean; corrected to sitting, it stands there once', async () => {
    await influx.query('DROP SERIES FROM "blood-pressure"').catch(() => []);
    const [, open] = projections[0]!;
    const { follower } = await open();
    const at = (n: number, systolicMmHg: number, posture?: string) =>
      glucose(n, { kind: 'blood-pressure', systolicMmHg, diastolicMmHg: 80, posture } as unknown as Partial<Reading>) as Committed & {
        reading: Reading;
      };
    const seated = `SELECT mean("systolic") AS "mean", count("systolic") AS "n" FROM "blood-pressure" WHERE "posture" !~ /^(lying|standing)$/`;
    await follower.follow([at(11, 140), at(12, 130, 'sitting'), at(13, 90, 'standing')], never);
    expect(await influx.query(seated)).toMatchObject([{ mean: 135, n: 2 }]);
    await follower.follow([{ ...at(13, 90, 'sitting'), replaced: [at(13, 90, 'standing').reading] }], never);
    expect(await influx.query(seated)).toMatchObject([{ mean: 120, n: 3 }]);
    expect(await influx.query('SELECT count("systolic") AS "n" FROM "blood-pressure"')).toMatchObject([{ n: 3 }]);
  });
});

test.each([
  ['refusing', undefined],
  ['silent', (socket: Socket) => void socket.resume()],
  ['talking nonsense', (socket: Socket) => void socket.end('I am not InfluxDB\r\n\r\n')],
])('a server that is %s is a rejection, in time', async (_, behave) => {
  const server = createTcp((socket) => behave?.(socket.on('error', () => {})));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  if (!behave) server.close();
  await expect(createInflux1(Influx1Settings.parse({ url, timeoutMs: 300 })).follow([glucose(1)], never)).rejects.toThrow();
  await expect(
    createInflux2(Influx2Settings.parse({ url, token: 't', org: 'o', timeoutMs: 300 })).follow([glucose(1)], never),
  ).rejects.toThrow();
  server.close();
});

/** The write API of InfluxDB 2 in front of a real 1.x: the line protocol in the body is the same. */
async function version2(port: number, ended: (() => void)[]): Promise<string> {
  const server = createServer((incoming, answer) => {
    const url = new URL(incoming.url ?? '', 'http://x');
    if (url.pathname === '/api/v2/delete')
      return void deletion(incoming, url.searchParams.get('bucket')!).then((code) => answer.writeHead(code).end());
    if (url.pathname !== '/api/v2/write' || incoming.headers.authorization !== 'Token t') return void answer.writeHead(401).end();
    const path = `/write?db=${url.searchParams.get('bucket')}&precision=${url.searchParams.get('precision')}`;
    const headers = { ...(incoming.headers['content-encoding'] ? { 'content-encoding': incoming.headers['content-encoding'] } : {}) };
    const onward = request({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      answer.writeHead(response.statusCode ?? 500);
      response.pipe(answer);
    });
    onward.on('error', () => answer.writeHead(503).end());
    incoming.pipe(onward);
  });
  /** Half-open in time, and a predicate of equalities: what its reference says of POST /api/v2/delete. */
  async function deletion(incoming: IncomingMessage, bucket: string): Promise<number> {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const { start, stop, predicate } = JSON.parse(body) as Record<'start' | 'stop' | 'predicate', string>;
    const [first = '', ...others] = predicate.split(' AND ');
    const from = `DELETE FROM ${first.replace('_measurement=', '')} WHERE time >= '${start}' AND time < '${stop}'`;
    const tags = others.map((one) =>
      one.replace(/^(\w+)="(.*)"$/, (_, tag, text) => ` AND "${tag}" = '${text.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`),
    );
    const query = new URLSearchParams({ db: bucket, q: from + tags.join('') });
    const { results } = (await (await fetch(`http://127.0.0.1:${port}/query?${query}`, { method: 'POST' })).json()) as {
      results: { error?: string }[];
    };
    return results[0]?.error === undefined ? 204 : 400;
  }
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ended.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

async function offset(n: number): Promise<bigint> {
  const { pointOf } = await import('./point.ts');
  const entry = glucose(n);
  if (!('reading' in entry)) throw new Error('no reading');
  return pointOf(entry.reading, entry.judgement)!.ns % 1_000_000n;
}
