import { type Selectable, sql } from 'kysely';
import { type Alert, type AlertId, type AlertLife, type AlertState, momentOf, type Severity } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { PatientId, ReadingId } from '../domain/reading.ts';
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
/** Behind a place in the worklist: what needs a person first, then what has waited longest. */
const worklist = query((db, $: Holes<Place & { count: number }>) =>
  db
    .selectFrom('alerts')
    .selectAll()
    .where('is_open', '=', sql.lit(1))
    .where(({ eb, and, or }) =>
      or([
        eb('needs', '<', $.needs),
        and([eb('needs', '=', $.needs), or([eb('raised', '>', $.raised), and([eb('raised', '=', $.raised), eb('id', '>', $.id)])])]),
      ]),
    )
    .orderBy('needs', 'desc')
    .orderBy('raised')
    .orderBy('id')
    .limit($.count),
);
const openByUrgency = query((db) =>
  db
    .selectFrom('alerts')
    .select(['patient', 'urgency', ({ fn }) => fn.countAll<number>().as('count')])
    .where('is_open', '=', sql.lit(1))
    .groupBy(['patient', 'urgency']),
);
const raisedBetween = query((db, $: Holes<{ from: Instant; to: Instant }>) =>
  db.selectFrom('alerts').selectAll().where('raised', '>=', $.from).where('raised', '<', $.to).orderBy('raised').orderBy('id'),
);
const raisedBetweenOf = query((db, $: Holes<{ patient: string; from: Instant; to: Instant }>) =>
  db
    .selectFrom('alerts')
    .selectAll()
    .where('patient', '=', $.patient)
    .where('raised', '>=', $.from)
    .where('raised', '<', $.to)
    .orderBy('raised')
    .orderBy('id'),
);
const raisedOf = query((db, $: Holes<{ patient: string; rule: string; since: Instant }>) =>
  db
    .selectFrom('alerts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('patient', '=', $.patient)
    .where('rule', '=', $.rule)
    .where('raised', '>', $.since),
);
const answer = query((db, $: Holes<{ id: string; by: string; at: Instant }>) =>
  db.updateTable('alerts').set({ answered_by: $.by, answered_at: $.at }).where('id', '=', $.id).where('answered_at', 'is', null),
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
      rule: $.rule,
      raised: $.raised,
      needs: $.needs,
      answered_by: $.answered_by,
      answered_at: $.answered_at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const setState = query((db, $: Holes<{ id: string; is_open: number; needs: number; state: string }>) =>
  db.updateTable('alerts').set({ is_open: $.is_open, needs: $.needs, state: $.state }).where('id', '=', $.id),
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
    worklist: async (count, after = BEFORE_ALL) => {
      const rows = await connection.all(worklist, { ...after, count });
      const last = rows.at(-1);
      return {
        alerts: rows.map(alertOf),
        ...(last && rows.length === count ? { next: { needs: last.needs, raised: last.raised ?? 0, id: last.id } } : {}),
      };
    },
    async openCounts() {
      const counts = new Map<PatientId, Record<Severity, number>>();
      for (const { patient, urgency, count } of await connection.all(openByUrgency, {})) {
        const theirs = counts.get(patient) ?? { low: 0, medium: 0, high: 0 };
        theirs[SEVERITIES[urgency]!] = count;
        counts.set(patient, theirs);
      }
      return counts;
    },
    async lives(from, to, patient) {
      if (patient === undefined) return (await connection.all(raisedBetween, { from, to })).map(lifeOf);
      return (await connection.all(raisedBetweenOf, { patient, from, to })).map(lifeOf);
    },
    raisedSince: async (patient, rule, since) => (await connection.one(raisedOf, { patient, rule, since }))?.count ?? 0,
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
    rule: alert.rule.id,
    raised: alert.raised,
    needs: needsOf(URGENCY[alert.severity], alert.late, state),
    answered_by: null,
    answered_at: null,
  };
  return (await connection.run(insert, row)) > 0;
}

/**
 * Whether it changed anything. While an alert is open, what was said later stands: it is acknowledged, snoozed, and active again when that
 * has ended. An end that the readings gave it, a corrected reading may take back or date anew; an end that a person gave it stands.
 */
export async function changeAlert(connection: Connection, id: AlertId, to: AlertState): Promise<boolean> {
  const row = await connection.one(byId, { id });
  if (!row || !mayBecome(JSON.parse(row.state) as AlertState, to)) return false;
  const needs = needsOf(row.urgency, (JSON.parse(row.body) as Alert).late, to);
  await connection.run(setState, { id, is_open: to.is === 'resolved' ? 0 : 1, needs, state: JSON.stringify(to) });
  // A snooze that another alert was given answers this one only when it was open then.
  const by = 'by' in to ? to.by : undefined;
  if (by !== undefined && 'at' in to) await connection.run(answer, { id, by, at: to.at });
  return true;
}

function mayBecome(from: AlertState, to: AlertState): boolean {
  if (from.is !== 'resolved') return to.is === 'resolved' || momentOf(to) > momentOf(from);
  if (from.because === 'person' || JSON.stringify(from) === JSON.stringify(to)) return false;
  return to.is === 'resolved' || (to.is === 'active' && (to.since ?? Number.POSITIVE_INFINITY) >= from.at);
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
const SEVERITIES: readonly Severity[] = ['low', 'medium', 'high'];

interface Place {
  readonly needs: number;
  readonly raised: Instant;
  readonly id: AlertId;
}
const BEFORE_ALL: Place = { needs: 1000, raised: 0, id: '' };

/** What nobody has looked at stands before all else, by urgency; what came too late to act on waits for the next look; what is snoozed, last. */
const needsOf = (urgency: number, late: boolean, { is }: AlertState): number =>
  is === 'active' ? 10 + (late ? 0 : urgency) : is === 'acknowledged' ? urgency : urgency - 10;

function lifeOf(row: Row): AlertLife {
  const { id, patient, rule, severity, raised, late, state } = alertOf(row);
  const { answered_by: by, answered_at: at } = row;
  return { id, patient, rule: rule.id, severity, raised, late, state, ...(by === null || at === null ? {} : { answered: { by, at } }) };
}

const alertOf = ({ id, patient, opened, state, evidence, body }: Row): Alert =>
  ({ ...JSON.parse(body), id, patient, opened, evidence: JSON.parse(evidence), state: JSON.parse(state) }) as Alert;
