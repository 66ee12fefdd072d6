/** What pending timers cost while nothing is due, and how late the due ones are: runs of the low-glucose pathway in its fifteen minutes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY, type Instant, SECOND } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { openDatabase } from '../house/open-database.ts';
import { hearth, hearthAgain, type System } from './systems.ts';

const PATIENTS = 1_000;
const DUE = 200;
const AT_ONCE = 1_000;

export interface TimerCosts {
  /** CPU time of the server in a second. */
  readonly idleMs: { readonly without: number; readonly pending: number };
  /** From the moment at which a timer was due to the moment at which its message lay in the patient's inbox. */
  readonly lateMs: { readonly p50: number; readonly p99: number; readonly most: number };
  /** The same for the last of a thousand that are due at one moment. */
  readonly lastOfAThousandMs: number;
}

/** @param pending how many timers wait for the next two months */
export async function measureTimers(folder: string, pending: number, idleSeconds: number): Promise<TimerCosts> {
  const bare = await hearth(folder, 1, 'full', PATIENTS);
  const without = await idle(bare, idleSeconds);
  await bare.running[0]!.end();

  await plant(folder, pending, (i) => Date.now() + DAY + (i / pending) * 60 * DAY, 'pending');
  const { system } = await hearthAgain(folder, 1);
  const waiting = await idle(system, idleSeconds);

  const from = Date.now() + 5 * SECOND;
  const late = await lateness(folder, 'due', await plant(folder, DUE, (i) => from + i * 100, 'due'));
  const moment = Date.now() + 5 * SECOND;
  const crowd = await lateness(folder, 'once', await plant(folder, AT_ONCE, () => moment, 'once'));
  await system.running[0]!.end();
  const at = (share: number) => late[Math.min(late.length - 1, Math.floor(late.length * share))]!;
  return {
    idleMs: { without, pending: waiting },
    lateMs: { p50: at(0.5), p99: at(0.99), most: late.at(-1)! },
    lastOfAThousandMs: crowd.at(-1)!,
  };
}

async function idle({ running }: System, seconds: number): Promise<number> {
  await sleep(5 * SECOND); // what a start leaves to do
  const before = running[0]!.cpuSeconds();
  await sleep(seconds * SECOND);
  return ((running[0]!.cpuSeconds() - before) / seconds) * 1000;
}

const WAITING = 'fifteen-minutes';

/** Runs that wait, beside the running server, as if their readings had come fifteen minutes before each is due. */
async function plant(folder: string, count: number, dueAt: (i: number) => Instant, name: string): Promise<readonly Instant[]> {
  const store = await openDatabase(folder);
  const moments = Array.from({ length: count }, (_, i) => Math.round(dueAt(i)));
  for (let done = 0; done < count; done += 1_000) {
    const decisions = Array.from({ length: Math.min(1_000, count - done) }, (_, i): readonly Decision[] => {
      const id = `${name}-${done + i}`;
      const patient = `patient-${(done + i) % PATIENTS}`;
      const at = moments[done + i]!;
      const run = { id, pathway: 'low-glucose', patient, alert: id, started: at - 900 * SECOND, at: WAITING, done: false };
      return [
        { do: 'save-run', run },
        { do: 'wake', at, what: `run:${id}`, patient },
      ];
    });
    await store.transact((records) => records.decisions.apply(decisions.flat(), Date.now()));
  }
  await store.close();
  return moments;
}

/** Sorted: how long after its moment each question lay in its patient's inbox. */
async function lateness(folder: string, name: string, due: readonly Instant[]): Promise<readonly number[]> {
  const store = await openDatabase(folder);
  try {
    for (const until = Date.now() + 120 * SECOND; Date.now() < until; await sleep(SECOND)) {
      const late: number[] = [];
      for (const [i, moment] of due.entries()) {
        const patient = `patient-${i % PATIENTS}`;
        const mine = (await store.outbox.of(patient, 100)).find(({ message }) => message.alert === `${name}-${i}`);
        if (mine?.delivery.is !== 'accepted') break;
        late.push(mine.delivery.at - moment);
      }
      if (late.length === due.length) return late.sort((a, b) => a - b);
    }
    throw new Error(`not all of ${due.length} timers were done in two minutes`);
  } finally {
    await store.close();
  }
}
