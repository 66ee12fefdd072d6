import type { Alert } from '../domain/alert.ts';
import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../domain/clock.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import type { ReplayClock } from '../domain/replay-clock.ts';
import type { House } from '../house/app.ts';
import type { Home } from './home.ts';
import { type Publish, type Resident, residents } from './people.ts';
import { stepCountLater } from './steps.ts';

/** Every so many publishes the ack gets lost on the way, and the device sends again, as devices do. */
const LOSES_EVERY_NTH_ACK = 60;
const READS_A_MESSAGE_AFTER = 4 * MINUTE;

/**
 * Weeks of the home in a minute: each publish goes over real MQTT when the clock stands at its moment; timers and messages that fall
 * due in between happen at theirs; the residents answer questions as they use to, and the coordinator goes through the alerts each morning.
 */
export async function replay(
  { house, home, clock }: { readonly house: House; readonly home: Home; readonly clock: ReplayClock },
  from: Instant,
  until: Instant,
  told: (done: number, total: number, at: Instant) => Promise<void>,
): Promise<void> {
  const publishes = [...residents.flatMap((resident) => resident.publishes(from, until)), ...mishaps(until)].sort((a, b) => a.at - b.at);
  const answers: { at: Instant; followUp: FollowUp; option: string }[] = [];
  const asked = new Map<string, number>();
  const known = new Set<string>();
  let morning = from + DAY;

  for (const [nth, publish] of publishes.entries()) {
    await pass(publish.at);
    await home.publish(publish);
    if (nth % LOSES_EVERY_NTH_ACK === LOSES_EVERY_NTH_ACK - 1) await home.publish(publish);
    await settle();
    await told(nth + 1, publishes.length, clock.now());
  }
  await pass(until);

  /** Lets time pass up to `to`, stopping at every moment at which something is due. */
  async function pass(to: Instant): Promise<void> {
    for (;;) {
      const due = Math.min((await house.nextDue()) ?? Number.POSITIVE_INFINITY, answers[0]?.at ?? Number.POSITIVE_INFINITY, morning);
      if (due > to) break;
      clock.advance(Math.max(due, clock.now()));
      if (morning <= clock.now()) await morningRound();
      for (let answer = answers[0]; answer && answer.at <= clock.now(); answer = answers[0]) {
        answers.shift();
        // A reading may have answered it in the meantime.
        if ((await house.store.followUps.get(answer.followUp.id))?.state.is !== 'open') continue;
        await house.answer(answer.followUp.id, answer.option, answer.followUp.patient);
      }
      await settle();
    }
    clock.advance(Math.max(to, clock.now()));
  }

  async function settle(): Promise<void> {
    if ((await house.settle()) === 0) return;
    for (const resident of residents) {
      for (const followUp of await house.store.followUps.of(resident.patient.id)) {
        if (followUp.state.is !== 'open' || known.has(followUp.id)) continue;
        known.add(followUp.id);
        const option = choice(resident, followUp);
        if (option !== undefined) answers.push({ at: clock.now() + READS_A_MESSAGE_AFTER, followUp, option });
      }
    }
    answers.sort((a, b) => a.at - b.at);
  }

  function choice(resident: Resident, { options }: FollowUp): string | undefined {
    const nth = asked.get(resident.patient.id) ?? 0;
    asked.set(resident.patient.id, nth + 1);
    return resident.answers(
      options.map(({ id }) => id),
      nth,
    );
  }

  /** What is older than a day has been looked at and called about. The last two days are left for whoever opens the page. */
  async function morningRound(): Promise<void> {
    const now = clock.now();
    morning += DAY;
    if (now > until - 2 * DAY) return;
    // What shows over days (a raised week, a high fasting value) waits for the doctor, who comes every other week.
    const waits = ({ severity, opened }: Alert) => severity !== 'high' && opened > until - 12 * DAY;
    const old = (await house.store.alerts.open()).filter((alert) => alert.opened < now - DAY && !waits(alert));
    for (const { id } of old)
      await house.alertDesk.resolve(id, 'demo-coordinator', { outcome: 'spoken', note: 'Called; doing well. (demo)' });
    for (const team of ['team:coordinator', 'team:doctor']) {
      const read = (await house.store.inbox.unread(team, 1_000)).filter(({ at }) => at < now - DAY);
      await house.store.transact(async (records) => {
        for (const { key } of read) await records.inbox.markRead(key, team, now);
      });
    }
  }
}

/** What goes wrong in every home: bytes that are cut off, a unit that nobody can mean, and a cuff that is nobody's. */
const mishaps = (until: Instant): readonly Publish[] => [
  { at: until - 9 * DAY, device: 'meter-lin', topic: 'hearth/v1/meter-lin/gatt/2a18', payload: Buffer.from('0b0400e4070511', 'hex') },
  {
    at: until - 5 * DAY + HOUR,
    device: 'meter-chen',
    topic: 'hearth/v1/meter-chen/readings',
    payload: Buffer.from('{"kind":"glucose","value":7.4,"unit":"mg/dL"}'),
  },
  {
    at: until - 3 * DAY,
    device: 'cuff-spare',
    topic: `hearth/v1/cuff-spare/gatt/2a35/${until - 3 * DAY}`,
    payload: Buffer.from('0080005200610000', 'hex').subarray(0, 7),
  },
];

/** Streams the same homes from now on, each publish when the wall clock stands at its moment; ends with the signal. */
export async function stream(home: Home, now: () => Instant, wait: (at: Instant) => Promise<void>, weeks: number): Promise<void> {
  const from = now();
  const shift = weeks * 7 * DAY;
  const publishes = residents.flatMap((resident) => resident.publishes(from - shift, from)).sort((a, b) => a.at - b.at);
  for (const publish of publishes) {
    await wait(publish.at + shift);
    await home.publish({ ...publish, at: publish.at + shift, ...restamped(publish, shift) });
  }
  await wait(from + shift + SECOND);
}

/** The same record, measured `shift` later: its own time moves along, and its sequence number goes on counting. */
function restamped({ device, topic, payload }: Publish, shift: number): Pick<Publish, 'topic' | 'payload'> {
  if (topic.endsWith('/readings')) {
    const said = JSON.parse(payload.toString()) as { at: number; sequence: number };
    return { topic, payload: Buffer.from(JSON.stringify({ ...said, at: said.at + shift, sequence: said.sequence + 100_000 })) };
  }
  if (topic.endsWith('/open-mhealth')) {
    const zone = residents.find(({ devices }) => devices.some(({ id }) => id === device))!.patient.zone;
    return { topic, payload: Buffer.from(JSON.stringify(stepCountLater(JSON.parse(payload.toString()), shift / DAY, zone))) };
  }
  const stamp = Number(topic.split('/').at(-1));
  const moved = Buffer.from(payload);
  if (topic.includes('/2a18/')) {
    const wall = Temporal.PlainDateTime.from({
      year: moved.readUInt16LE(3),
      month: moved[5]!,
      day: moved[6]!,
      hour: moved[7]!,
      minute: moved[8]!,
      second: moved[9]!,
    });
    const later = wall.add({ milliseconds: shift });
    moved.writeUInt16LE(later.year, 3);
    moved.set([later.month, later.day], 5);
  }
  if (/\/2a(18|34)\//.test(topic)) moved.writeUInt16LE(moved.readUInt16LE(1) + 20_000, 1);
  return { topic: topic.replace(String(stamp), String(stamp + shift)), payload: moved };
}
