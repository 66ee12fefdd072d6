import { type Selectable, sql } from 'kysely';
import type { Alert, AlertId, AlertState, Severity } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { ReadingId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['alerts']>;

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('alerts').selectAll().where('id', '=', $.id));
const allOpen = query((db) =>
  db.selectFrom('alerts').selectAll().where('is_open', '=', sql.lit(1)).orderBy('urgency', 'desc').orderBy('opened', 'desc').orderBy('id'),
);
const openOf = query((db, $: Holes<{ patient: string }>) =>
  db
    .selectFrom('alerts')
    .selectAll()
    .where('patient', '=', $.patient)
    .where('is_open', '=', sql.lit(1))
    .orderBy('urgency', 'desc')
    .orderBy('opened', 'desc')
    .orderBy('id'),
);
const openedBetween = query((db, $: Holes<{ patient: string; from: Instant; to: Instant }>) =>
  db
    .selectFrom('alerts')
    .selectAll()
    .where('patient', '=', $.patient)
    .where('opened', '>=', $.from)
    .where('opened', '<', $.to)
    .orderBy('opened', 'desc')
    .orderBy('id'),
);
const howMany = query((db) => db.selectFrom('alerts').select(({ fn }) => fn.countAll<number>().as('count')));
const insert = query((db, $: Holes<Row>) =>
  db
    .insertInto('alerts')
    .values({
      id: $.id,
      patient: $.patient,
      opened: $.opened,
      urgency: $.urgency,
      is_open: $.is_open,
      state: $.state,
      evidence: $.evidence,
      body: $.body,
    })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const setState = query((db, $: Holes<{ id: string; is_open: number; state: string }>) =>
  db.updateTable('alerts').set({ is_open: $.is_open, state: $.state }).where('id', '=', $.id),
);
const setEvidence = query((db, $: Holes<{ id: string; evidence: string }>) =>
  db.updateTable('alerts').set({ evidence: $.evidence }).where('id', '=', $.id),
);

export function alerts(connection: Connection): Records['alerts'] {
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && alertOf(row);
    },
    async open(patient) {
      const rows = patient === undefined ? await connection.all(allOpen, {}) : await connection.all(openOf, { patient });
      return rows.map(alertOf);
    },
    between: async (patient, from, to) => (await connection.all(openedBetween, { patient, from, to })).map(alertOf),
    count: async () => (await connection.one(howMany, {}))?.count ?? 0,
  };
}

/** Whether it is a new one. One that is known stays as it is: what people did to it since is not undone. */
export async function openAlert(connection: Connection, alert: Alert): Promise<boolean> {
  const { id, patient, opened, state, evidence, ...rest } = alert;
  const row: Row = {
    id,
    patient,
    opened,
    urgency: URGENCY[alert.severity],
    is_open: state.is === 'resolved' ? 0 : 1,
    state: JSON.stringify(state),
    evidence: JSON.stringify(evidence.slice(0, MOST_EVIDENCE)),
    body: JSON.stringify(rest),
  };
  return (await connection.run(insert, row)) > 0;
}

/**
 * Whether it changed anything. An alert goes from active to acknowledged to resolved, and the first acknowledgement stands. An end that the
 * readings gave it, a corrected reading may take back or date anew; an end that a person gave it stands.
 */
export async function changeAlert(connection: Connection, id: AlertId, to: AlertState): Promise<boolean> {
  const row = await connection.one(byId, { id });
  if (!row || !mayBecome(JSON.parse(row.state) as AlertState, to)) return false;
  return (await connection.run(setState, { id, is_open: to.is === 'resolved' ? 0 : 1, state: JSON.stringify(to) })) > 0;
}

function mayBecome(from: AlertState, to: AlertState): boolean {
  if (from.is !== 'resolved') return STEP[to.is] > STEP[from.is];
  return from.because !== 'person' && to.is !== 'acknowledged' && JSON.stringify(from) !== JSON.stringify(to);
}

/** Whether there was room for more: the first readings are the ones that raised it, and stay. */
export async function addEvidence(connection: Connection, id: AlertId, more: readonly ReadingId[]): Promise<boolean> {
  const row = await connection.one(byId, { id });
  if (!row) return false;
  const known: readonly ReadingId[] = JSON.parse(row.evidence);
  const all = [...new Set([...known, ...more])].slice(0, MOST_EVIDENCE);
  if (all.length === known.length) return false;
  return (await connection.run(setEvidence, { id, evidence: JSON.stringify(all) })) > 0;
}

const MOST_EVIDENCE = 50;
const URGENCY: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2 };
const STEP: Readonly<Record<AlertState['is'], number>> = { active: 0, acknowledged: 1, resolved: 2 };

const alertOf = ({ id, patient, opened, state, evidence, body }: Row): Alert =>
  ({ ...JSON.parse(body), id, patient, opened, evidence: JSON.parse(evidence), state: JSON.parse(state) }) as Alert;
