import { sql } from 'kysely';
import type { Reach, Send } from '../domain/reach.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

interface Row {
  readonly key: string;
  readonly message: string;
  readonly about: string;
  readonly person: string;
  readonly channel: string;
  readonly mark: string;
  readonly tried: number;
  readonly accepted: number | null;
  readonly receipt: string | null;
  readonly body: string;
}
type Way = { readonly person: string; readonly channel: string; readonly mark: string };

const byKey = query((db, $: Holes<{ key: string }>) => db.selectFrom('sends').select('body').where('key', '=', $.key));
const put = query((db, $: Holes<Row>) =>
  db
    .insertInto('sends')
    .values({
      key: $.key,
      message: $.message,
      about: $.about,
      person: $.person,
      channel: $.channel,
      mark: $.mark,
      tried: $.tried,
      accepted: $.accepted,
      receipt: $.receipt,
      body: $.body,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ tried: $.tried, accepted: $.accepted, receipt: $.receipt, body: $.body }),
    ),
);
const byReceipt = query((db, $: Holes<{ channel: string; receipt: string }>) =>
  db
    .selectFrom('sends')
    .select('body')
    .where('receipt', '=', $.receipt)
    .where('channel', '=', $.channel)
    .orderBy('tried', 'desc')
    .limit(sql.lit(1)),
);
const newestAbout = query((db, $: Holes<{ about: string; count: number }>) =>
  db.selectFrom('sends').select('body').where('about', '=', $.about).orderBy('tried', 'desc').orderBy('key').limit($.count),
);
const lately = query((db, $: Holes<{ person: string; since: number; count: number }>) =>
  db
    .selectFrom('sends')
    .select(({ fn }) => fn.max('accepted').as('accepted'))
    .where('person', '=', $.person)
    .where('accepted', '>', $.since)
    .where('channel', '<>', sql.lit('inbox'))
    .groupBy('message')
    .orderBy(sql`1`, 'desc')
    .limit($.count),
);
const wayOf = query((db, $: Holes<Way>) =>
  db.selectFrom('reach').select('body').where('person', '=', $.person).where('channel', '=', $.channel).where('mark', '=', $.mark),
);
const putWay = query((db, $: Holes<Way & { body: string }>) =>
  db
    .insertInto('reach')
    .values({ person: $.person, channel: $.channel, mark: $.mark, body: $.body })
    .onConflict((conflict) => conflict.columns(['person', 'channel', 'mark']).doUpdateSet({ body: $.body })),
);
const allWays = query((db) => db.selectFrom('reach').select('body').orderBy('person').orderBy('channel').orderBy('mark'));

/** How far messages got, and what that says of each way to each person. */
export function sends(connection: Connection): Records['sends'] {
  const read = async (key: string): Promise<Send | undefined> => {
    const row = await connection.one(byKey, { key });
    return row && (JSON.parse(row.body) as Send);
  };
  const write = (send: Send) => {
    const { key, message, about, person, channel, mark, tried, steps, receipt = null } = send;
    const row = {
      key,
      message,
      about,
      person,
      channel,
      mark,
      tried,
      receipt,
      accepted: steps.accepted ?? null,
      body: JSON.stringify(send),
    };
    return connection.run(put, row);
  };
  const change = async ({ person, channel, mark, about }: Send, changed: (reach: Reach) => Reach): Promise<void> => {
    const way = { person, channel, mark };
    const row = await connection.one(wayOf, way);
    const before: Reach = row ? JSON.parse(row.body) : { ...way, about };
    await connection.run(putWay, { ...way, body: JSON.stringify(changed(before)) });
  };

  return {
    async note(all) {
      for (const one of all) {
        const before = await read(one.key);
        const steps = { ...one.steps, ...before?.steps };
        await write({ ...one, steps });
        await change(one, (reach) => afterSend(reach, { ...one, steps }));
      }
    },
    async reached(key, step, at) {
      const send = await read(key);
      if (!send) return false;
      if (send.steps[step] === undefined) {
        const { failed: _, ...rest } = send;
        await write({ ...rest, steps: { ...send.steps, [step]: at } });
      }
      if (step !== 'accepted') await change(send, ({ unconfirmedSince: _, wrong: __, ...reach }) => ({ ...reach, confirmed: at }));
      return true;
    },
    async failed(key, failed) {
      const send = await read(key);
      if (!send) return false;
      // A report that comes late does not undo what the person has done since.
      if (send.steps.delivered ?? send.steps.read ?? send.steps.acknowledged) return true;
      await write({ ...send, failed });
      if (failed.wrongAddress) await change(send, (reach) => ({ ...reach, wrong: { since: failed.at, why: failed.why } }));
      return true;
    },
    get: read,
    async withReceipt(channel, receipt) {
      const row = await connection.one(byReceipt, { channel, receipt });
      return row && (JSON.parse(row.body) as Send);
    },
    of: async (patient, count) =>
      (await connection.all(newestAbout, { about: patient, count })).map(({ body }) => JSON.parse(body) as Send),
    lately: async (person, since, count) =>
      (await connection.all(lately, { person, since, count })).flatMap(({ accepted }) => accepted ?? []),
    reach: async () => (await connection.all(allWays, {})).map(({ body }) => JSON.parse(body) as Reach),
  };
}

function afterSend({ wrong, ...reach }: Reach, { steps, failed, template, tried }: Send): Reach {
  if (failed)
    return { ...reach, ...(failed.wrongAddress ? { wrong: wrong ?? { since: failed.at, why: failed.why } } : wrong ? { wrong } : {}) };
  const { unconfirmedSince: since, ...rest } = reach;
  const confirmed = steps.acknowledged ?? steps.read ?? steps.delivered;
  return {
    ...rest,
    sent: steps.accepted ?? tried,
    ...(template === 'drill' ? { drilled: tried } : {}),
    ...(confirmed === undefined ? { unconfirmedSince: since ?? tried } : { confirmed }),
  };
}
