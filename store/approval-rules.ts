import { type Selectable, sql } from 'kysely';
import { ApprovalRules, type ApprovalRulesSet } from '../domain/advice-approval.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['approval_rules']>;

const last = query((db) => db.selectFrom('approval_rules').selectAll().orderBy('number', 'desc').limit(sql.lit(1)));
const newest = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('approval_rules').selectAll().orderBy('number', 'desc').limit($.count),
);
const add = query((db, $: Holes<Row>) =>
  db.insertInto('approval_rules').values({ number: $.number, since: $.since, by: $.by, reason: $.reason, body: $.body }),
);

/** Which advice waits for a person: every version with who set it and why; the last one is in force. */
export function approvalRules(connection: Connection): Records['approvalRules'] {
  return {
    async inForce() {
      const row = await connection.one(last, {});
      return row ? setOf(row) : { rules: ApprovalRules.parse({}) };
    },
    history: async (count) => (await connection.all(newest, { count })).map(setOf),
    async set(rules, by, reason, since) {
      const number = ((await connection.one(last, {}))?.number ?? 0) + 1;
      await connection.run(add, { number, since, by, reason, body: JSON.stringify(rules) });
    },
  };
}

const setOf = ({ body, by, reason, since }: Row): ApprovalRulesSet => ({ rules: ApprovalRules.parse(JSON.parse(body)), by, reason, since });
