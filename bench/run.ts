/**
 * npm run bench: ratios in one run. Each system alone on one core, the load generator on the other, in turns, so that a machine that is
 * noisy or slow changes both sides. Prints a table; the one in docs/measured.md was printed by it.
 *
 *   --node-red   also the pipeline of Mosquitto, Node-RED and InfluxDB (installs Node-RED into a temporary folder)
 *   --quick      a tenth of the load, to try the bench itself
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY } from '../domain/clock.ts';
import { measureCrowd } from './crowd.ts';
import { measureDecoders } from './decoders.ts';
import { fsyncTimes } from './fsync.ts';
import type { Load, LoadResult } from './load.ts';
import { median } from './median.ts';
import { measurePreview } from './preview.ts';
import { drive } from './processes.ts';
import { measureReports, measureWeekly } from './reports.ts';
import { compareRuleEngines } from './rule-engines.ts';
import { hearth, hearthAgain, mosquitto, nodeRed, type System } from './systems.ts';
import { measureTimers } from './timers.ts';

const quick = process.argv.includes('--quick');
const MESSAGES = quick ? 200 : 2000;
const ROUNDS = quick ? 1 : 3;
const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-'));
const rows: (readonly [what: string, value: string, ratio: string])[] = [];
const whole = (n: number): string => Math.round(n).toLocaleString('en');

/** A continuous sensor's readings, five minutes apart, all of them in range: nothing but storing and judging. */
const load = (system: System, round: number, more: Partial<Load> = {}): Load => ({
  port: system.port,
  connections: 100,
  inFlight: 20,
  messages: MESSAGES,
  topic: 'hearth/v1/{device}/readings',
  payload: '{"kind":"glucose","at":{at},"sequence":{sequence},"value":{value},"unit":"mmol/L","specimen":"interstitial"}',
  values: [5.6, 7.2, 6.4, 6.1, 8.3],
  firstSequence: round * MESSAGES,
  firstAt: Math.floor(Date.now() / DAY) * DAY - 28 * DAY,
  everyMs: 300_000,
  ...(system.secret === undefined ? {} : { secret: system.secret }),
  ...more,
});
const stop = async (system: System): Promise<void> => {
  for (const one of system.running.toReversed()) await one.end();
};
const own = (name: string): string => mkdtempSync(join(folder, `${name}-`));

try {
  const before = fsyncTimes(folder);
  const systems = [
    await mosquitto(own('mosquitto')),
    await hearth(own('hearth'), 100, 'full'),
    await hearth(own('off'), 100, 'off'),
  ] as const;
  const results: LoadResult[][] = systems.map(() => []);
  const cpu: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, system] of round % 2 === 0 ? [...systems.entries()] : [...systems.entries()].toReversed()) {
      const used = system.running[0]!.cpuSeconds();
      const result = await drive(load(system, round));
      results[i]!.push(result);
      if (i === 1) cpu.push(((system.running[0]!.cpuSeconds() - used) / result.acknowledged) * 1e6);
      await sleep(500);
    }
  }
  const [bare, durable, loose] = results.map((runs) => median(runs.map(({ perSecond }) => perSecond))) as [number, number, number];
  rows.push(['Mosquitto, QoS 1, nothing behind it, nothing on disk', `${whole(bare)} acks/s`, '1']);
  rows.push([
    '**Hearth: stored, judged, queued, fsync before every ack**',
    `**${whole(durable)} acks/s**`,
    `**${(durable / bare).toFixed(2)}**`,
  ]);
  rows.push(['Hearth with sync off (what durability costs)', `${whole(loose)} acks/s`, `${(durable / loose).toFixed(2)} durable / loose`]);
  rows.push(['Hearth: CPU for each reading', `${median(cpu).toFixed(1)} µs`, '']);

  const half = await drive(load(systems[1], ROUNDS, { perSecond: durable / 2, messages: MESSAGES * 2 }));
  rows.push(['Hearth at half of that load: from publish to ack, alert committed', `p50 ${half.p50Ms} ms, p99 ${half.p99Ms} ms`, '']);
  const readings = (ROUNDS + 2) * MESSAGES * 100;
  await Promise.all(systems.map(stop));
  rows.push([
    'Hearth: on disk for each reading, indexes and all',
    `${Math.round(statSync(join(systems[1].folder, 'hearth.db')).size / readings)} bytes`,
    '',
  ]);

  const again = await hearthAgain(systems[1].folder, 100);
  rows.push([`Hearth: a start on ${whole(readings)} readings, until it takes connections`, `${again.seconds.toFixed(2)} s`, '']);
  await stop(again.system);

  if (process.argv.includes('--node-red')) {
    const home = own('node-red');
    execFileSync('npm', ['install', '--prefix', home, '--no-save', '--silent', 'node-red@5.0.7'], { stdio: 'inherit' });
    const pipeline = await nodeRed(home, join(home, 'node_modules/node-red/red.js'));
    const result = await drive(load(pipeline, 0));
    await sleep(5000);
    const answer = (await (
      await fetch(`http://127.0.0.1:${pipeline.influxPort}/query?db=flow&q=${encodeURIComponent('SELECT count(value) FROM glucose')}`)
    ).json()) as {
      results: { series?: { values: [number, number][] }[] }[];
    };
    const kept = answer.results[0]?.series?.[0]?.values[0]?.[1] ?? 0;
    const lost = 100 * (1 - kept / result.acknowledged);
    const behind = `${whole(result.perSecond)} acks/s, ${whole(kept / result.seconds)} of them stored`;
    rows.push([
      'Mosquitto + Node-RED + InfluxDB on the same core, as installed',
      behind,
      `**${lost.toFixed(0)} % of the acked never stored**`,
    ]);
    await stop(pipeline);
  }

  const crowd = await hearth(own('crowd'), 1000, 'full', quick ? 1000 : 10_000);
  await drive(load(crowd, 0, { connections: 1000, inFlight: 1, messages: quick ? 5 : 50 }));
  rows.push(['Hearth with 1,000 connected devices and 10,000 patients: memory', `${Math.round(crowd.running[0]!.residentMb())} MB`, '']);
  await stop(crowd);

  const rates = measureDecoders();
  rows.push([
    'GATT notifications decoded and examined a second, one core: every profile in turn, bytes of real devices',
    whole(rates.notifications),
    `${(rates.notifications / rates.asJson).toFixed(1)} times JSON.parse of what they say`,
  ]);
  rows.push([`… the slowest profile alone, ${rates.slowest.title}`, whole(rates.slowest.perSecond), '']);
  rows.push([
    'Readings in Hearth’s JSON decoded and validated a second, one core',
    whole(rates.json),
    `${(rates.json / rates.parsed).toFixed(2)} of JSON.parse alone`,
  ]);
  const [few, many] = await measureCrowd(quick ? 20_000 : 1_000_000);
  rows.push([
    `Among ${whole(many.patients)} patients instead of ${whole(few.patients)}: the judging of a reading, CPU`,
    `${many.judged.toFixed(1)} instead of ${few.judged.toFixed(1)} µs`,
    (many.judged / few.judged).toFixed(2),
  ]);
  rows.push([
    '… and all of it, from bytes to commit, each reading of another patient',
    `${many.stored.toFixed(1)} instead of ${few.stored.toFixed(1)} µs`,
    (many.stored / few.stored).toFixed(2),
  ]);
  const pending = quick ? 10_000 : 100_000;
  const timers = await measureTimers(own('timers'), pending, quick ? 5 : 20);
  const { without, pending: idle } = timers.idleMs;
  rows.push([
    `Hearth idle with ${whole(pending)} pending timers: CPU in a second`,
    `${idle.toFixed(1)} ms (none pending: ${without.toFixed(1)} ms)`,
    `${(idle / Math.max(without, 0.1)).toFixed(1)} × none pending`,
  ]);
  rows.push([
    'The same: from due to the message in the patient’s inbox',
    `p50 ${timers.lateMs.p50} ms, p99 ${timers.lateMs.p99} ms, most ${timers.lateMs.most} ms`,
    `${whole(timers.lastOfAThousandMs)} ms for the last of 1,000 at once`,
  ]);

  const engines = await compareRuleEngines();
  rows.push([
    'Rule evaluations a second, 50 rules, one core',
    whole(engines.hearth),
    `${Math.round(engines.hearth / engines.jsonRulesEngine)} × json-rules-engine`,
  ]);
  const reports = await measureReports(quick ? 3 : 15);
  const times = (ms: number): string => `${(ms / reports.parsed).toFixed(1)} × JSON.parse and stringify of the readings`;
  const about = `of 90 days: ${whole(reports.readings)} readings of a sensor and a cuff, CPU`;
  const warmAndFirst = (as: 'json' | 'html' | 'pdf') => `${reports[as].toFixed(0)} ms, the first ${reports.first[as].toFixed(0)} ms`;
  rows.push([`A report as JSON, ${about}`, warmAndFirst('json'), times(reports.json)]);
  rows.push(['The same as HTML', warmAndFirst('html'), times(reports.html)]);
  rows.push(['The same as PDF', warmAndFirst('pdf'), times(reports.pdf)]);
  const weekly = await measureWeekly(quick ? 100 : 10_000);
  rows.push([
    `Weekly reports (JSON and HTML) of ${whole(weekly.patients)} patients with a sensor, one core`,
    `${weekly.perSecond.toFixed(1)} a second`,
    weekly.held.map(({ after, heapMb, rssMb }) => `${whole(after)}: heap ${heapMb.toFixed(0)}, all ${rssMb.toFixed(0)} MB`).join('; '),
  ]);

  const tried = { patients: quick ? 100 : 1000, days: 90, limit: ['glucose.sensor-low.limit', 4.2] } as const;
  const preview = await measurePreview(tried);
  rows.push([
    `A changed limit tried on 90 days of ${whole(tried.patients)} patients, a tenth of them with a sensor, one core`,
    `${preview.seconds.toFixed(1)} s, ${whole(preview.readings)} readings`,
    '',
  ]);
  rows.push(['The same for one patient with a sensor, while a slider moves', `${Math.round(preview.againMs)} ms`, '']);
  const after = fsyncTimes(folder);
  rows.push([
    'The disk’s own fsync (4 KiB), before and after',
    `p50 ${before.p50Us} / ${after.p50Us} µs, p99 ${before.p99Us} / ${after.p99Us} µs`,
    '',
  ]);

  const { model, speed } = cpus()[0]!;
  console.log(`\n${cpus().length} × ${model}${speed ? `, ${speed} MHz` : ''}; Node ${process.version}; ${process.platform}\n`);
  console.log('| measured in one run | | ratio |\n| --- | --: | --: |');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
