import { type Selectable, sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Delivery, Message } from '../domain/message.ts';
import type { Records, TakenMessage } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['outbox']>;

type Taken = Pick<Row, 'key' | 'message' | 'delivery'>;

const insert = query((db, $: Holes<Row>) =>
  db
    .insertInto('outbox')
    .values({
      key: $.key,
      about: $.about,
      urgent: $.urgent,
      due: $.due,
      free: $.free,
      state: $.state,
      message: $.message,
      delivery: $.delivery,
      together: $.together,
    })
    .onConflict((conflict) => conflict.column('key').doNothing()),
);
const dueNow = query((db, $: Holes<{ urgent: number; now: Instant; count: number }>) =>
  db
    .selectFrom('outbox')
    .select(['key', 'message', 'delivery'])
    .where('state', '=', sql.lit('waiting'))
    .where('urgent', '=', $.urgent)
    .where('free', '<=', $.now)
    .orderBy('free')
    .limit($.count),
);
const dueTogether = query((db, $: Holes<{ together: string; now: Instant; count: number }>) =>
  db
    .selectFrom('outbox')
    .select(['key', 'message', 'delivery'])
    .where('state', '=', sql.lit('waiting'))
    .where('together', '=', $.together)
    .where('free', '<=', $.now)
    .orderBy('free')
    .orderBy('key')
    .limit($.count),
);
const newestDead = query((db, $: Holes<{ count: number }>) =>
  db
    .selectFrom('outbox')
    .select(['message', 'delivery'])
    .where('state', '=', sql.lit('dead'))
    .orderBy('due', 'desc')
    .orderBy('key')
    .limit($.count),
);
const newestExpired = query((db, $: Holes<{ since: Instant; count: number }>) =>
  db
    .selectFrom('outbox')
    .select(['message', 'delivery'])
    .where('state', '=', sql.lit('expired'))
    .where('due', '>=', $.since)
    .orderBy('due', 'desc')
    .orderBy('key')
    .limit($.count),
);
const byKey = query((db, $: Holes<{ key: string }>) => db.selectFrom('outbox').select(['message', 'state']).where('key', '=', $.key));
const wake = query((db, $: Holes<{ key: string; free: Instant; delivery: string }>) =>
  db
    .updateTable('outbox')
    .set({ state: sql.lit('waiting'), free: $.free, delivery: $.delivery })
    .where('key', '=', $.key)
    .where('state', '=', sql.lit('dead')),
);
const claim = query((db, $: Holes<{ key: string; free: Instant }>) =>
  db.updateTable('outbox').set({ free: $.free }).where('key', '=', $.key),
);
const write = query((db, $: Holes<{ key: string; state: string; free: Instant; delivery: string }>) =>
  db
    .updateTable('outbox')
    .set({ state: $.state, free: $.free, delivery: $.delivery })
    .where('key', '=', $.key)
    .where('state', '=', sql.lit('waiting')),
);
const newestAbout = query((db, $: Holes<{ about: string; count: number }>) =>
  db.selectFrom('outbox').select(['message', 'delivery']).where('about', '=', $.about).orderBy('due', 'desc').orderBy('key').limit($.count),
);
const waitingOf = query((db, $: Holes<{ about: string; now: Instant }>) =>
  db
    .selectFrom('outbox')
    .select(['key', 'message', 'delivery'])
    .where('about', '=', $.about)
    .where('state', '=', sql.lit('waiting'))
    .where('urgent', '=', sql.lit(0))
    .where('free', '<=', $.now)
    .orderBy('due')
    .orderBy('key')
    .limit(sql.lit(500)),
);
const firstFree = query((db, $: Holes<{ urgent: number }>) =>
  db
    .selectFrom('outbox')
    .select('free')
    .where('state', '=', sql.lit('waiting'))
    .where('urgent', '=', $.urgent)
    .orderBy('free')
    .limit(sql.lit(1)),
);
const byState = query((db) =>
  db
    .selectFrom('outbox')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('state'),
);

/** The urgent first, each kind from an index of its own: a heap of reminders never stands before an alarm. */
const URGENT_FIRST = [1, 0] as const;

export function outbox(connection: Connection): Records['outbox'] {
  async function claimed(taken: readonly Taken[], until: Instant) {
    await connection.runEach(
      claim,
      taken.map(({ key }) => ({ key, free: until })),
    );
    return taken.map(takenOf);
  }

  return {
    async take(now, count, leaseMs) {
      const taken: Taken[] = [];
      for (const urgent of URGENT_FIRST) taken.push(...(await connection.all(dueNow, { urgent, now, count: count - taken.length })));
      return claimed(taken, now + leaseMs);
    },
    takeTogether: async (together, now, count, leaseMs) =>
      claimed(await connection.all(dueTogether, { together, now, count }), now + leaseMs),
    async dead(count) {
      const rows = await connection.all(newestDead, { count });
      return rows.map(({ message, delivery }) => ({ message: JSON.parse(message), delivery: JSON.parse(delivery) }));
    },
    async expired(since, count) {
      const rows = await connection.all(newestExpired, { since, count });
      return rows.map(({ message, delivery }) => ({ message: JSON.parse(message), delivery: JSON.parse(delivery) }));
    },
    async revive(key, at) {
      const row = await connection.one(byKey, { key });
      if (row?.state === 'expired') return 'too-late';
      if (row?.state !== 'dead') return 'not-dead';
      const { expires = Number.POSITIVE_INFINITY } = JSON.parse(row.message) as Message;
      if (expires <= at) return 'too-late';
      const delivery: Delivery = { is: 'waiting', attempts: 0, next: at };
      await connection.run(wake, { key, free: at, delivery: JSON.stringify(delivery) });
      return 'waiting';
    },
    /** Only what waits can be settled: a worker whose lease ran out does not undo what the next one reported. */
    async settle(key, delivery) {
      const free = delivery.is === 'waiting' ? delivery.next : 0;
      await connection.run(write, { key, state: delivery.is, free, delivery: JSON.stringify(delivery) });
    },
    waitingAbout: async (about, now) => (await connection.all(waitingOf, { about, now })).map(takenOf),
    async of(patient, count) {
      const rows = await connection.all(newestAbout, { about: patient, count });
      return rows.map(({ message, delivery }) => ({ message: JSON.parse(message), delivery: JSON.parse(delivery) }));
    },
    async next() {
      const first = await connection.oneEach(
        firstFree,
        URGENT_FIRST.map((urgent) => ({ urgent })),
      );
      const instants = first.flatMap((row) => (row ? [row.free] : []));
      return instants.length === 0 ? undefined : Math.min(...instants);
    },
    async counts() {
      const rows = await connection.all(byState, {});
      return {
        waiting: 0,
        accepted: 0,
        expired: 0,
        gathered: 0,
        dead: 0,
        ...Object.fromEntries(rows.map(({ state, count }) => [state, count])),
      };
    },
  };
}

function takenOf({ message, delivery }: Pick<Row, 'message' | 'delivery'>): TakenMessage {
  const { attempts, why } = JSON.parse(delivery) as Extract<Delivery, { is: 'waiting' }>;
  return { message: JSON.parse(message) as Message, attempts, ...(why === undefined ? {} : { why }) };
}

/** Whether it is a new one: the same cause never makes two messages. */
export async function owe(connection: Connection, message: Message): Promise<boolean> {
  const { key, about, due, urgent } = message;
  const delivery: Delivery = { is: 'waiting', attempts: 0, next: due };
  const row: Row = {
    key,
    about,
    urgent: urgent ? 1 : 0,
    due,
    free: due,
    state: delivery.is,
    message: JSON.stringify(message),
    delivery: JSON.stringify(delivery),
    together: message.together ?? null,
  };
  return (await connection.run(insert, row)) > 0;
}
