import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { AlertId } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import { judgementOf } from './readings.ts';

const from = query((db, $: Holes<{ position: number }>) =>
  db.selectFrom('decisions').select(['position', 'decided']).where('position', '>=', $.position).orderBy('position').limit(sql.lit(1)),
);
const last = query((db) => db.selectFrom('decisions').select('position').orderBy('position', 'desc').limit(sql.lit(1)));
const behind = query((db, $: Holes<{ position: number; count: number }>) =>
  db.selectFrom('decisions').selectAll().where('position', '>', $.position).orderBy('position').limit($.count),
);
const reading = query((db, $: Holes<{ id: string }>) => db.selectFrom('readings').selectAll().where('id', '=', $.id));

const PAGE = 500;

/** What only somebody asks who looks into what happened: searched for when it is asked, so that no reading pays for an index. */
export function incidents(connection: Connection): Records['incidents'] {
  /** The place before the first decision of a moment: the stream is in the order of time, so halving finds it. */
  async function before(at: Instant): Promise<number> {
    let [low, high] = [0, (await connection.one(last, {}))?.position ?? 0];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = await connection.one(from, { position: middle + 1 });
      if (found && found.decided < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    async decisions(alert: AlertId, since, until) {
      const found: { position: number; decided: Instant; decision: Decision }[] = [];
      let position = await before(since);
      for (;;) {
        const rows = await connection.all(behind, { position, count: PAGE });
        for (const { body, decided, position: at } of rows)
          if (decided <= until && body.includes(JSON.stringify(alert))) found.push({ position: at, decided, decision: JSON.parse(body) });
        const end = rows.at(-1);
        if (rows.length < PAGE || !end || end.decided > until) return found;
        position = end.position;
        // Devices are heard meanwhile.
        await nextTurn();
      }
    },
    async judgements(ids) {
      const rows = await connection.oneEach(
        reading,
        ids.map((id) => ({ id })),
      );
      return new Map(rows.flatMap((row) => (row ? [[row.id, judgementOf(row)] as const] : [])));
    },
  };
}
