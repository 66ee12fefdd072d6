import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { openHome } from '../demo/home.ts';
import { moveIn } from '../demo/move-in.ts';
import { createProgress } from '../demo/progress.ts';
import { replay, stream } from '../demo/replay.ts';
import { writeReports } from '../demo/reports.ts';
import { type Summary, summarise, tell } from '../demo/summary.ts';
import { DAY } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { type House, openHouse } from '../house/app.ts';
import { Config } from '../house/config.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { systemClock } from '../house/system-clock.ts';
import { type Command, type Out, UsageError } from './command.ts';

export const demo: Command = {
  name: 'demo',
  summary: 'A simulated home publishes weeks of real data over MQTT; see what Hearth makes of it.',
  usage: `hearth demo [--weeks 4] [--port 8080] [--language zh-CN|en]
  --live    after the replay, go on at the pace of the wall clock
  --exit    end after the replay, with a summary
  --json    that summary as one JSON object on standard output`,

  async run(args, out) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        weeks: { type: 'string', default: '4' },
        port: { type: 'string', default: '8080' },
        language: { type: 'string', default: 'en' },
        live: { type: 'boolean', default: false },
        exit: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const weeks = Number(values.weeks);
    if (!Number.isInteger(weeks) || weeks < 1 || weeks > 12)
      throw new UsageError(`--weeks is a whole number from 1 to 12, not ${values.weeks}.`);
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new UsageError(`--port is a number from 0 to 65535, not ${values.port}.`);
    if (values.language !== 'en' && values.language !== 'zh-CN') throw new UsageError(`--language is zh-CN or en, not ${values.language}.`);
    const folder = mkdtempSync(join(tmpdir(), 'hearth-demo-'));
    const until = systemClock.now();
    const from = until - weeks * 7 * DAY;
    const clock = createReplayClock(from - DAY);
    const config = Config.parse({
      data: folder,
      // Each clinic where its own patients wake: a visit at half past nine is at night for nobody whom a newcomer looks at first.
      clinic:
        values.language === 'en'
          ? { name: 'Demo clinic', language: 'en', zone: 'Europe/London' }
          : { name: '示范诊所', language: 'zh-CN', zone: 'Asia/Shanghai' },
      http: { port: await freeOr(port) },
      mqtt: { port: 0, perDevicePerSecond: 100_000, perDeviceBurst: 100_000 },
      log: { level: 'warn' },
    });
    const house = await openHouse({ config, clock, log: pino({ level: config.log.level }, pino.destination(2)), background: false });
    const ended = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());

    try {
      const secrets = await moveIn(house.store, clock, values.language, house.enrol);
      const home = await openHome(house.broker.port, secrets);
      out.say(
        `A simulated home publishes ${weeks} weeks of measurements over MQTT. The people are invented; the data are real (demo/data/SOURCE.md).\n\n`,
      );
      const summary = await show(house, out, until, (told) => replay({ house, home, clock }, from, until, told));
      if (values.json) out.write(`${JSON.stringify(summary)}\n`);
      else tell(summary, out);
      if (!values.exit) {
        await invite(house, out, until);
        const ticking = setInterval(() => clock.advance(Math.max(systemClock.now(), clock.now())), 200);
        house.start();
        const waiting = (at: number) => clock.until(at, ended.signal);
        const life = values.live ? stream(home, clock.now, waiting, weeks) : waiting(Number.MAX_SAFE_INTEGER);
        await life.catch((error) => {
          if (!ended.signal.aborted) throw error;
        });
        clearInterval(ticking);
      }
      await home.close();
      return 0;
    } finally {
      await house.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function show(
  house: House,
  out: Out,
  until: number,
  run: (told: (done: number, total: number, at: number) => Promise<void>) => Promise<void>,
): Promise<Summary> {
  const started = systemClock.now();
  let bar: ReturnType<typeof createProgress> | undefined;
  await run(async (done, total, at) => {
    bar ??= createProgress(out, total);
    if (done % 7 !== 0 && done !== total) return;
    const { readings, alerts, advice, messages } = await summarise(house);
    const day = new Date(at).toISOString().slice(0, 10);
    bar.show(done, `${day}  ${readings} readings  ${alerts} alerts  ${advice} advice  ${messages} messages`);
  });
  bar?.end();
  const reports = await writeReports(house, until);
  return { ...(await summarise(house)), reports, seconds: Math.round((systemClock.now() - started) / 100) / 10 };
}

async function invite(house: House, out: Out, now: number): Promise<void> {
  out.say('\nThe console, signed in as:\n');
  for (const [who, user] of [
    ['doctor', 'demo-doctor'],
    ['coordinator', 'demo-coordinator'],
  ] as const) {
    out.say(`  ${who.padEnd(12)} ${await createSignInLink(house.store, user, house.url, now)}\n`);
  }
  out.say('\nCtrl+C ends it; nothing is left behind.\n');
}

/** The port, or any free one where somebody else has it: a demo should not fail for that. */
function freeOr(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}
