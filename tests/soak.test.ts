import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { content, raw, type ScriptedEndpoint, scriptedEndpoint, silent, status } from '../advice/generators/scripted-endpoint.ts';
import { seededRandom } from '../demo/pressure.ts';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { NOBODY } from '../domain/message.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { glucose, openTestHouse, pressure, type TestHouse } from './house.ts';
import { describeWith, startInflux, temporaryFolder } from './services.ts';

/**
 * A week in which everything outside fails: the mail server is away, refuses for now, or takes a mail and hangs up before it says so; the
 * model is slow, broken or gone; InfluxDB is killed; Hearth itself is started anew each day. At the end every message that was owed has
 * reached the mail server or is among the given-up, with a reason; none was made twice; the copy in InfluxDB has every reading once.
 */

const seed = Number(process.env.HEARTH_SEED ?? Date.now() % 1_000_000);
const MONDAY = Date.UTC(2026, 2, 2);
const STEP = 30 * MINUTE;
const PEOPLE = ['p1', 'p2', 'p3', 'p4'];

type Post = 'well' | 'away' | 'later' | 'hangs-up';

/** A mail server that behaves as it is told, and remembers whose mail it took how often. */
async function postOffice() {
  const taken = new Map<string, number>();
  let post: Post = 'well';
  let hungUp = 0;
  const open = (port = 0): SMTPServer => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 10,
      onData(stream, session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () => {
          if (post === 'later') return done(Object.assign(new Error('4.3.2 try again'), { responseCode: 451 }));
          const id = /^message-id: <(.+)@/im.exec(
            Buffer.concat(chunks)
              .toString()
              .replace(/\r\n\s+/g, ' '),
          )![1]!;
          const key = `${id} ${session.envelope.rcptTo[0]!.address}`;
          taken.set(key, (taken.get(key) ?? 0) + 1);
          if (post === 'hangs-up') {
            hungUp += 1;
            for (const connection of (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections)
              connection._socket.destroy();
            return undefined;
          }
          return done();
        });
      },
    });
    server.on('error', () => {}); // clients that hang up
    server.listen(port, '127.0.0.1');
    return server;
  };
  let server: SMTPServer | undefined = open();
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const close = async () => {
    if (server) await new Promise<void>((resolve) => server!.close(resolve));
    server = undefined;
  };
  return {
    port,
    taken,
    hungUp: () => hungUp,
    async be(next: Post) {
      if (next === 'away') await close();
      else if (!server) {
        server = open(port);
        await once(server.server, 'listening');
      }
      post = next;
    },
    close,
  };
}

const sentence = (text: string) => content({ sentences: [{ text, topic: 'diet', facts: [], source: null }] });
const MODEL = {
  well: [sentence('Try vegetables first at dinner, and keep the rice for the end of the meal.')],
  unsafe: [sentence('You can stop your medicine today.')],
  down: [status(500)],
  busy: [status(429, { 'retry-after': '0' })],
  broken: [raw('<html>')],
  silent: [silent],
} as const;

describeWith('influxd', 'a week of outages', () => {
  test(`every message is delivered or given up with a reason, none twice, no reading missing (HEARTH_SEED=${seed})`, {
    timeout: 600_000,
  }, async () => {
    const random = seededRandom(seed);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const influx = await startInflux();
    onTestFinished(() => influx.stop());
    const post = await postOffice();
    onTestFinished(() => post.close());
    await using model: ScriptedEndpoint = await scriptedEndpoint(...MODEL.well);
    const clock = createReplayClock(MONDAY);
    const folder = temporaryFolder();
    const open = (): Promise<TestHouse> =>
      openTestHouse({
        folder,
        clock,
        settings: {
          clinic: { zone: 'Europe/London', language: 'en' },
          influx1: { url: `http://127.0.0.1:${influx.port}`, timeoutMs: 1000 },
          model: { baseUrl: model.baseUrl, model: 'scripted', timeoutMs: 100, attempts: 1 },
          channels: {
            inbox: {},
            smtp: { host: '127.0.0.1', port: post.port, encryption: 'none', from: 'hearth@clinic.example', timeoutMs: 500 },
          },
        },
      });
    let house = await open();
    for (const id of PEOPLE) {
      await house.moveIn(id, [`meter-${id}`, `cuff-${id}`]);
      await house.store.transact((records) => records.identities.save(id, { name: `Person ${id}`, email: `${id}@home.example` }));
    }
    await house.store.transact((records) =>
      records.users.save({ id: 'li', role: 'coordinator', language: 'en', name: 'Li', email: 'li@clinic.example' }),
    );

    let measured = 0;
    let influxIsUp = true;
    const settle = (): Promise<unknown> => house.settle().catch((error: unknown) => (influxIsUp ? Promise.reject(error) : undefined));
    const publish = async (topic: string, payload: Buffer) => {
      const device = topic.split('/')[2]!;
      const receipt = await house.intake({ device, topic, payload, received: clock.now() });
      if (receipt.outcome === 'accepted') measured += 1;
    };
    for (let at = MONDAY; at < MONDAY + 7 * DAY; at += STEP) {
      clock.advance(at);
      if (random() < 0.1) await post.be(pick<Post>(['well', 'well', 'away', 'later', 'hangs-up']));
      if (random() < 0.1) model.answer(...pick(Object.values(MODEL)));
      if (influxIsUp && random() < 0.02) {
        await influx.kill();
        influxIsUp = false;
      } else if (!influxIsUp && random() < 0.1) {
        await influx.start();
        influxIsUp = true;
      }
      const hour = ((at - MONDAY) % DAY) / HOUR;
      if (hour >= 6 && hour <= 22) {
        for (const id of PEOPLE) {
          if (random() < 0.3) await publish(`hearth/v1/meter-${id}/readings`, glucose(pick([2.8, 5.5, 6.4, 9, 13.5, 18, 24]), at));
          if (random() < 0.15)
            await publish(`hearth/v1/cuff-${id}/gatt/2a35/${at}`, pressure(pick([118, 135, 148, 165, 188]), pick([72, 84, 96, 121])));
        }
      }
      await settle();
      if (hour === 3) {
        await house.close();
        house = await open();
      }
    }

    // Everything is well again, and there is time for the last retry.
    await post.be('well');
    model.answer(...MODEL.well);
    if (!influxIsUp) await influx.start();
    influxIsUp = true;
    for (let at = MONDAY + 7 * DAY; at < MONDAY + 10 * DAY; at += STEP) {
      clock.advance(at);
      await settle();
    }

    const entries = (await Promise.all(PEOPLE.map((id) => house.store.outbox.of(id, 100_000)))).flat();
    const mails = [...post.taken.keys()];
    const notOver = entries.filter(({ message, delivery }) => delivery.is === 'waiting' && message.due <= MONDAY + 7 * DAY);
    expect(notOver).toEqual([]);
    expect(new Set(entries.map(({ message }) => message.key)).size).toBe(entries.length);
    for (const { delivery } of entries) if (delivery.is === 'dead') expect(delivery.why).not.toBe('');

    // What the outbox calls accepted by mail, the mail server has; and it has nothing else.
    const sends = (await Promise.all([...PEOPLE, NOBODY].map((id) => house.store.sends.of(id, 100_000))))
      .flat()
      .filter(({ channel }) => channel === 'smtp');
    const accepted = sends.filter((send) => send.steps.accepted !== undefined).map(({ key }) => key);
    const had = new Set(mails.map((mail) => mail.split(' ')[0]!));
    expect(accepted.length).toBeGreaterThan(100);
    expect(accepted.filter((key) => !had.has(key))).toEqual([]);
    expect([...had].filter((key) => !sends.some((send) => send.key === key))).toEqual([]);
    // Twice only where the server took a mail and did not say so.
    const again = [...post.taken.values()].reduce((sum, times) => sum + times - 1, 0);
    expect(again).toBeLessThanOrEqual(post.hungUp());

    // Every alert has told somebody, and each advice that was owed was written, by whomever.
    const alerts = (await Promise.all(PEOPLE.map((id) => house.store.alerts.between(id, 0, MONDAY + 8 * DAY)))).flat();
    expect(alerts.length).toBeGreaterThan(20);
    const told = new Set(entries.map(({ message }) => message.alert));
    expect(alerts.filter(({ id }) => !told.has(id))).toEqual([]);

    expect(await house.store.readings.count()).toBe(measured);
    const points = await influx.query('SELECT count(mmol_l) AS n FROM glucose');
    const pressures = await influx.query('SELECT count(systolic) AS n FROM "blood-pressure"');
    expect(Number(points[0]!.n) + Number(pressures[0]!.n)).toBe(measured);

    const counts = Object.groupBy(entries, ({ delivery }) => delivery.is);
    console.log(
      `soak: ${measured} readings, ${alerts.length} alerts, ${entries.length} messages (${Object.entries(counts)
        .map(([is, list]) => `${list!.length} ${is}`)
        .join(', ')}), ${mails.length} mails, ${again} of them twice after ${post.hungUp()} hang-ups`,
    );
    await house.close();
  });
});
