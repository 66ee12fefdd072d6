import type { Selectable } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Limits } from '../domain/rule-state.ts';
import type { Records, Threshold } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['thresholds']>;

/** The scope of what holds for everybody who has no value of their own. */
const CLINIC = 'clinic';

const inForceFor = query((db, $: Holes<{ scope: string }>) =>
  db.selectFrom('thresholds').select(['rule', 'name', 'value']).where('scope', '=', $.scope).where('until', 'is', null),
);
const ofScope = query((db, $: Holes<{ scope: string }>) =>
  db.selectFrom('thresholds').selectAll().where('scope', '=', $.scope).orderBy('since').orderBy('number'),
);
const end = query((db, $: Holes<{ scope: string; rule: string; name: string; until: Instant }>) =>
  db
    .updateTable('thresholds')
    .set({ until: $.until })
    .where('scope', '=', $.scope)
    .where('rule', '=', $.rule)
    .where('name', '=', $.name)
    .where('until', 'is', null),
);
const begin = query((db, $: Holes<Omit<Threshold, 'until'>>) =>
  db.insertInto('thresholds').values({
    scope: $.scope,
    rule: $.rule,
    name: $.name,
    value: $.value,
    by: $.by,
    reason: $.reason,
    since: $.since,
  }),
);

export function thresholds(connection: Connection): Records['thresholds'] {
  return {
    async inForce(patients) {
      const [clinic, ...own] = await connection.allEach(
        inForceFor,
        [CLINIC, ...patients].map((scope) => ({ scope })),
      );
      const beneath = limitsOf(clinic ?? []);
      return new Map<PatientId, Limits>(
        patients.map((patient, i) => [patient, own[i]?.length ? { ...beneath, ...limitsOf(own[i]) } : beneath]),
      );
    },
    /** Oldest first. */
    history: async (scope) => (await connection.all(ofScope, { scope })).map(thresholdOf),
    async set({ scope, rule, name, value, by, reason, since }) {
      await connection.run(end, { scope, rule, name, until: since });
      if (value !== undefined) await connection.run(begin, { scope, rule, name, value, by, reason, since });
    },
  };
}

const limitsOf = (rows: readonly Pick<Row, 'rule' | 'name' | 'value'>[]): Limits =>
  Object.fromEntries(rows.map(({ rule, name, value }) => [`${rule}.${name}`, value]));

const thresholdOf = ({ number, until, ...threshold }: Row): Threshold => ({ ...threshold, ...(until === null ? {} : { until }) });
