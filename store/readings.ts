import { type Selectable, sql } from 'kysely';
import { AGREE_WITHIN_MS, type Instant } from '../domain/clock.ts';
import { isDecided, isOvertaken } from '../domain/counts.ts';
import { devicePrefix, kindPrefix, sequencePrefix } from '../domain/identity.ts';
import { type Judgement, KINDS, type Kind, type PatientId, type Reading } from '../domain/reading.ts';
import { saysTheSame } from '../domain/same-said.ts';
import type { TimeSeriesStore } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import { type Period, readingsBetween } from './readings-between.ts';
import type { ReadingTable } from './schema.ts';

type Row = Omit<Selectable<ReadingTable>, 'value'>;

/** All but what the database computes, which nobody reads one by one. */
export const ROW = [
  'position',
  'id',
  'patient',
  'kind',
  'at',
  'received',
  'device',
  'sequence',
  'judged_by',
  'judged_at',
  'exempt_because',
  'body',
] as const;

type Written = Omit<Row, 'position'>;
type Entry = Parameters<TimeSeriesStore['append']>[0][number];

/*
 * One row at a time with one prepared statement. Measured on 2 cores, 300,000 readings in batches of 500, synchronous=FULL: row by row
 * 100,000 a second, 25 rows to a statement with RETURNING 45,000 to 64,000, the whole batch through json_each 20,000 to 40,000.
 *
 * What is left is the pages that a batch touches. When readingId was a hash, each reading dirtied a leaf of its own in the index on id,
 * and the rate fell with the size of the table: 81,000 a second at first, 52,000 at 600,000 rows.
 */
const insert = query((db, $: Holes<Written>) =>
  db
    .insertInto('readings')
    .values({
      id: $.id,
      patient: $.patient,
      kind: $.kind,
      at: $.at,
      received: $.received,
      device: $.device,
      sequence: $.sequence,
      judged_by: $.judged_by,
      judged_at: $.judged_at,
      exempt_because: $.exempt_because,
      body: $.body,
    })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('readings').select(ROW).where('id', '=', $.id));
const remove = query((db, $: Holes<{ id: string }>) => db.deleteFrom('readings').where('id', '=', $.id));
const keepCorrected = query((db, $: Holes<{ id: string; stood: number; replaced: Instant; reading: string }>) =>
  db.insertInto('corrections').values({ id: $.id, stood: $.stood, replaced: $.replaced, reading: $.reading }),
);
const corrected = query((db, $: Holes<{ id: string }>) =>
  db.selectFrom('corrections').select(['replaced', 'reading']).where('id', '=', $.id).orderBy('position'),
);
const numbered = query((db, $: Holes<{ from: string; to: string }>) =>
  db
    .selectFrom('readings')
    .select(ROW)
    .where('id', '>=', $.from)
    .where('id', '<', $.to)
    .orderBy('at', 'desc')
    .orderBy('position', 'desc')
    .limit(sql.lit(1)),
);
const anyOf = query((db, $: Holes<{ from: string; to: string }>) =>
  db.selectFrom('readings').select('id').where('id', '>=', $.from).where('id', '<', $.to).limit(sql.lit(1)),
);
const arrived = query((db, $: Holes<{ from: string; to: string; received: Instant }>) =>
  db
    .selectFrom('readings')
    .select(ROW)
    .where('id', '>=', $.from)
    .where('id', '<', $.to)
    .where('received', '>=', $.received)
    .orderBy('position'),
);
const newest = query((db, $: Holes<{ patient: string; kind: string; count: number }>) =>
  db
    .selectFrom('readings')
    .select(ROW)
    .where('patient', '=', $.patient)
    .where('kind', '=', $.kind)
    .orderBy('at', 'desc')
    .orderBy('position', 'desc')
    .limit($.count),
);
/** Ordered as the index is: to order by id within a moment would cost a sort of every page. */
const page = query((db, $: Holes<Period & { count: number }>) =>
  readingsBetween(db, $)
    // A long period is read by the million: a column that nobody needs costs a tenth of the time.
    .select(['id', 'at', 'received', 'device', 'sequence', 'body'])
    .orderBy('at')
    .limit($.count),
);
/** The same the other way round. */
const pageBack = query((db, $: Holes<{ patient: string; kind: string; from: Instant; at: Instant; id: string; count: number }>) =>
  db
    .selectFrom('readings')
    .select(ROW)
    .where('patient', '=', $.patient)
    .where('kind', '=', $.kind)
    .where('at', '>=', $.from)
    .where('at', '<=', $.at)
    .where((is) => is.or([is('at', '<', $.at), is('id', '<', $.id)]))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit($.count),
);
const named = query((db, $: Holes<{ from: string; to: string; count: number }>) =>
  db.selectFrom('readings').select(ROW).where('id', '>=', $.from).where('id', '<', $.to).orderBy('id').limit($.count),
);
const withoutJudgement = query((db, $: Holes<{ count: number }>) =>
  db
    .selectFrom('readings')
    .select(ROW)
    .where('judged_by', 'is', null)
    .where('exempt_because', 'is', null)
    .orderBy('position')
    .limit($.count),
);
/** One statement, so that all four numbers are of one moment. */
const sinceThen = query((db, $: Holes<Counted>) =>
  db.selectNoFrom((is) => [
    is
      .selectFrom('readings')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('position', '>', $.upTo)
      .as('more'),
    is
      .selectFrom('corrections')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('position', '>', $.corrections)
      .where('stood', '<=', $.upTo)
      .as('moved'),
    is.selectFrom('readings').select('position').orderBy('position', 'desc').limit(sql.lit(1)).as('upTo'),
    is.selectFrom('corrections').select('position').orderBy('position', 'desc').limit(sql.lit(1)).as('corrections'),
  ]),
);

/** How many readings there were, up to which position of each table. */
interface Counted {
  readonly count: number;
  readonly upTo: number;
  readonly corrections: number;
}

/** So many rows are held in memory at once when a long period is read. */
const PAGE = 1000;
/** Who goes backwards mostly wants a page of the newest. */
const FIRST_PAGE = 100;
/** Ids are made of ASCII letters: behind all of them. */
const BEHIND_ALL = '\u{ff}';

export function readings(connection: Connection): Omit<TimeSeriesStore, 'outline' | 'tally'> {
  let counted: Counted = { count: 0, upTo: 0, corrections: 0 };

  /**
   * A page ends with the last whole moment in it, and the next begins behind that: a correction, which moves a reading in commit order,
   * shows it once.
   */
  async function* pages(patient: PatientId, kind: Kind, from: Instant, to: Instant): AsyncGenerator<readonly Reading[]> {
    const parsed = parseOnce();
    for (let [next, count] = [from, PAGE]; ; ) {
      const rows = await connection.all(page, { patient, kind, from: next, to, count });
      const until = rows.length < count ? undefined : rows.at(-1)!.at;
      const whole = until === undefined ? rows : rows.filter(({ at }) => at < until);
      if (whole.length > 0) yield inOrder(whole).map((row) => readingFrom(row, patient, kind, parsed));
      if (until === undefined) return;
      // All of the page is of one moment: nobody knows how much more is.
      if (whole.length === 0) count *= 2;
      next = until;
    }
  }

  return {
    async append(entries) {
      const inserted = await connection.runEach(insert, entries.map(rowOf));
      const outcomes: ('new' | 'repeat' | 'correction')[] = [];
      for (let i = 0; i < entries.length; i++) outcomes.push(inserted[i] ? 'new' : await appendKnown(connection, entries[i]!));
      return outcomes;
    },
    async get(ids) {
      const rows = await connection.oneEach(
        byId,
        ids.map((id) => ({ id })),
      );
      return rows.flatMap((row) => (row ? [readingOf(row)] : []));
    },
    async kindsOf(device) {
      const found = await connection.oneEach(
        anyOf,
        KINDS.map((kind) => ({ from: kindPrefix(device, kind), to: justBehind(kindPrefix(device, kind)) })),
      );
      return KINDS.filter((_, i) => found[i] !== undefined);
    },
    async bySequence(device, kind, sequence) {
      const from = sequencePrefix(device, kind, sequence);
      const row = await connection.one(numbered, { from, to: justBehind(from) });
      return row && readingOf(row);
    },
    async heardSince(device, received) {
      const from = devicePrefix(device);
      return (await connection.all(arrived, { from, to: justBehind(from), received })).map(readingOf);
    },
    latest: async (patient, kind, count) => (await connection.all(newest, { patient, kind, count })).map(readingOf),
    async newestOfEach(asked) {
      const sets = asked.map(({ patient, kind }) => ({ patient, kind, count: 1 }));
      return (await connection.oneEach(newest, sets)).map((row) => row && readingOf(row));
    },
    async *between(patient, kind, from, to) {
      for await (const readings of pages(patient, kind, from, to)) yield* readings;
    },
    async *backwards(patient, kind, from, to, after) {
      // No id is as high as this letter, so the first page begins with all that was measured just before `to`.
      let [at, id] = after !== undefined && after.at < to ? [after.at, after.id] : [to - 1, BEHIND_ALL];
      for (let count = FIRST_PAGE; ; count = PAGE) {
        const rows = await connection.all(pageBack, { patient, kind, from, at, id, count });
        yield* rows.map(readingOf);
        const last = rows.at(-1);
        if (!last || rows.length < count) return;
        [at, id] = [last.at, last.id];
      }
    },
    startingWith: async (prefix, count) => (await connection.all(named, { from: prefix, to: justBehind(prefix), count })).map(readingOf),
    pages,
    corrections: async (id) =>
      (await connection.all(corrected, { id })).map(({ reading, replaced }) => ({ reading: JSON.parse(reading) as Reading, replaced })),
    async judgements(ids) {
      const rows = await connection.oneEach(
        byId,
        ids.map((id) => ({ id })),
      );
      return new Map(
        rows.flatMap((row) => {
          const judgement = row && judgementOf(row);
          return judgement ? [[row.id, judgement] as const] : [];
        }),
      );
    },
    unjudged: async (count) => (await connection.all(withoutJudgement, { count })).map(readingOf),
    /** Only what came since the last time is counted: a million rows would hold up an acknowledgement for 80 ms. */
    async count() {
      const then = counted;
      const since = await connection.one(sinceThen, then);
      const count = then.count + (since?.more ?? 0) - (since?.moved ?? 0);
      counted = { count, upTo: since?.upTo ?? then.upTo, corrections: since?.corrections ?? then.corrections };
      return count;
    },
  };
}

/** Those of one moment by id; they come by moment. */
const inOrder = <R extends { readonly at: Instant; readonly id: string }>(rows: readonly R[]): readonly R[] =>
  rows.every(({ at }, i) => i === 0 || rows[i - 1]!.at < at) ? rows : rows.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

/** The end of all names that begin with `prefix`: its last letter, plus one. */
const justBehind = (prefix: string): string => prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);

/** The same identity again. What differs is a correction: the old one goes to the history, the new one to the end of the stream. */
async function appendKnown(connection: Connection, entry: Entry): Promise<'repeat' | 'correction'> {
  const { reading, judgement } = entry;
  const row = (await connection.one(byId, { id: reading.id }))!;
  const stored = readingOf(row);
  // What a person decided stands: the device only repeats what it said before, and does not know better.
  if (isDecided(stored) && entry.decided === undefined) return 'repeat';
  if (isOvertaken(stored, reading) || isRepeat(stored, reading)) return 'repeat';
  const replaced = entry.decided ?? (judgement.is === 'judged' ? judgement.at : reading.received);
  await connection.run(keepCorrected, { id: reading.id, stood: row.position, replaced, reading: JSON.stringify(stored) });
  await connection.run(remove, { id: reading.id });
  await connection.run(insert, rowOf(entry));
  return 'correction';
}

/**
 * Whether two deliveries of one identity say the same. When Hearth heard it never counts. A record with a sequence number but without a
 * time of its own was stamped by the server, anew at each delivery: then its time does not count either, nor the owner whom the time
 * picked. A meter's memory that is sent again after it changed hands stays with whoever measured.
 */
function isRepeat(stored: Reading, said: Reading): boolean {
  const stampedAnew = said.clock === 'server' && said.sequence !== undefined;
  const heard = stampedAnew || isCorrectedAlike(stored, said) ? withTimeOf(stored, said) : { ...said, received: stored.received };
  return saysTheSame(stored, heard);
}

/**
 * A time that was corrected stays so when the same record comes again, and nobody knows any more by how much its clock was off, or knows
 * it a little better. By much better: that is a correction.
 */
const isCorrectedAlike = (stored: Reading, said: Reading): boolean =>
  stored.clock === 'corrected' &&
  stored.statedAt !== undefined &&
  (said.clock === 'corrected'
    ? said.statedAt === stored.statedAt && Math.abs(said.at - stored.at) <= AGREE_WITHIN_MS
    : said.at === stored.statedAt || (said.deviceTime !== undefined && said.deviceTime === stored.deviceTime));

const withTimeOf = ({ received, at, clock, statedAt, patient, quality }: Reading, said: Reading): Reading => {
  const ofTheClock = (flag: string) => flag === 'clock-suspect' || flag === 'unstamped';
  return {
    ...said,
    received,
    at,
    clock,
    ...(statedAt === undefined ? {} : { statedAt }),
    patient,
    quality: [...quality.filter(ofTheClock), ...said.quality.filter((flag) => !ofTheClock(flag))],
  };
};

function rowOf({ reading, judgement }: Entry): Written {
  const { id, patient, kind, at, received, device, sequence, quality } = reading;
  const judged = judgement.is === 'judged' ? judgement : undefined;
  return {
    id,
    patient,
    kind,
    at,
    received,
    device,
    sequence: sequence ?? null,
    judged_by: judged?.rules ?? null,
    judged_at: judged?.at ?? null,
    exempt_because: judgement.is === 'exempt' ? judgement.because : null,
    body: JSON.stringify(quality.length === 0 ? { ...reading, ...COLUMNS, quality: undefined } : { ...reading, ...COLUMNS }),
  };
}

/** What has a column of its own is not written twice. An undefined field is left out, five times quicker than a copy without it is made. */
const COLUMNS = {
  id: undefined,
  patient: undefined,
  kind: undefined,
  at: undefined,
  received: undefined,
  device: undefined,
  sequence: undefined,
} as const;

export const readingOf = (row: Pick<Row, 'patient' | 'kind'> & Stored): Reading => readingFrom(row, row.patient, row.kind as Kind, parse);

type Stored = Pick<Row, 'id' | 'at' | 'received' | 'device' | 'sequence' | 'body'>;

function readingFrom(
  { id, at, received, device, sequence, body }: Stored,
  patient: PatientId,
  kind: Kind,
  parsed: (body: string) => object,
): Reading {
  if (sequence === null) return { ...parsed(body), id, patient, kind, at, received, device } as Reading;
  return { ...parsed(body), id, patient, kind, at, received, device, sequence } as Reading;
}

const parse = (body: string): object => ({ quality: [], ...JSON.parse(body) });

/** So many different bodies are remembered while a long period is read. */
const MOST_BODIES = 500;

/** A sensor says the same few hundred things again and again: to look one up costs a third of parsing it. What it says is shared, and never changed. */
function parseOnce(): (body: string) => object {
  const known = new Map<string, object>();
  return (body) => {
    const before = known.get(body);
    if (before) return before;
    if (known.size >= MOST_BODIES) known.clear();
    const said = parse(body);
    known.set(body, said);
    return said;
  };
}

/** Undefined where no rule set has looked: `unjudged` lists those. */
export function judgementOf({
  judged_by,
  judged_at,
  exempt_because,
}: Pick<Row, 'judged_by' | 'judged_at' | 'exempt_because'>): Judgement | undefined {
  if (exempt_because !== null) return { is: 'exempt', because: exempt_because as Extract<Judgement, { is: 'exempt' }>['because'] };
  return judged_by === null ? undefined : { is: 'judged', rules: judged_by, at: judged_at ?? 0 };
}
