import { type Selectable, sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { type Look, windowOf } from '../domain/look.ts';
import type { Records } from '../domain/store.ts';
import type { Act } from '../domain/user.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['looks']>;
type Key = Pick<Row, 'by' | 'patient' | 'kind'>;

const byKey = query((db, $: Holes<Key>) =>
  db.selectFrom('looks').selectAll().where('by', '=', $.by).where('patient', '=', $.patient).where('kind', '=', $.kind),
);
const again = query((db, $: Holes<Key & { last: Instant }>) =>
  db
    .updateTable('looks')
    .set(({ eb }) => ({ times: eb('times', '+', sql.lit(1)), last: $.last }))
    .where('by', '=', $.by)
    .where('patient', '=', $.patient)
    .where('kind', '=', $.kind),
);
const open = query((db, $: Holes<Row>) =>
  db
    .insertInto('looks')
    .values({ by: $.by, patient: $.patient, kind: $.kind, role: $.role, since: $.since, until: $.until, last: $.last, times: $.times })
    .onConflict((conflict) =>
      conflict
        .columns(['by', 'patient', 'kind'])
        .doUpdateSet({ role: $.role, since: $.since, until: $.until, last: $.last, times: $.times }),
    ),
);
const ended = query((db, $: Holes<{ now: Instant; count: number }>) =>
  db.selectFrom('looks').selectAll().where('until', '<=', $.now).orderBy('until').limit($.count),
);
const remove = query((db, $: Holes<Key>) =>
  db.deleteFrom('looks').where('by', '=', $.by).where('patient', '=', $.patient).where('kind', '=', $.kind),
);
const first = query((db) => db.selectFrom('looks').select('until').orderBy('until').limit(sql.lit(1)));
const ofPatient = query((db, $: Holes<{ patient: string }>) =>
  db.selectFrom('looks').selectAll().where('patient', '=', $.patient).orderBy('last', 'desc'),
);

/** How many of a list one act names: an act stays a line that can be read, however large the clinic is. */
const MOST_NAMED = 500;

/**
 * The first look of a window is in the chain before anybody is answered: to take it out breaks the chain. Only the number of further looks
 * waits here, outside of the chain, until the window ends.
 */
export function looks(connection: Connection, audit: Pick<Records['audit'], 'note'>): Records['looks'] {
  return {
    async note(looked) {
      const acts: Act[] = [];
      for (const look of looked) {
        const { by, role, kind, at, shown } = look;
        const key: Key = { by, patient: look.patient ?? '', kind };
        const window = await connection.one(byKey, key);
        const isOpen = window !== undefined && at < window.until;
        if (window && !isOpen) acts.push(...countOf(window, at));
        if (isOpen) await connection.run(again, { ...key, last: at });
        else await connection.run(open, { ...key, role, since: at, until: at + windowOf(look), last: at, times: 1 });
        if (!isOpen || shown?.length) acts.push(...actsOf(look));
      }
      await audit.note(acts);
    },
    async close(now, count) {
      const over = await connection.all(ended, { now, count });
      await audit.note(over.flatMap((window) => countOf(window, now)));
      await connection.runEach(
        remove,
        over.map(({ by, patient, kind }) => ({ by, patient, kind })),
      );
      return over.length;
    },
    next: async () => (await connection.one(first, {}))?.until,
    async of(patient) {
      const rows = await connection.all(ofPatient, { patient });
      return rows.map(({ by, role, kind, since, last, times }) => ({ by, role, kind, since, last, times }));
    },
  };
}

function actsOf({ at, by, role, kind, patient, shown = [] }: Look): Act[] {
  if (patient !== undefined) return [{ at, by, did: 'read', patient, about: { kind, role } }];
  const lots = Array.from({ length: Math.ceil(shown.length / MOST_NAMED) || 1 }, (_, i) =>
    shown.slice(i * MOST_NAMED, (i + 1) * MOST_NAMED),
  );
  return lots.map((lot) => ({ at, by, did: 'read.list', about: { kind, role, people: lot.length, shown: lot.join(' ') } }));
}

/** How often it was looked at beside the first time, of which there is an act. */
function countOf({ by, patient, kind, role, since, last, times }: Row, at: Instant): Act[] {
  if (times < 2) return [];
  const about = { kind, role, times: times - 1, since, last };
  return [{ at, by, did: 'read.again', ...(patient === '' ? {} : { patient }), about }];
}
