import { type Selectable, sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { CLINIC, type Safer, scopeOfCohort, type Threshold } from '../domain/limit.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Limits } from '../domain/rule-state.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['thresholds']>;
type InForce = Pick<Row, 'scope' | 'rule' | 'name' | 'value' | 'safer'>;

const inForceFor = query((db, $: Holes<{ scope: string; at: Instant }>) =>
  db
    .selectFrom('thresholds')
    .select(['scope', 'rule', 'name', 'value', 'safer'])
    .where('scope', '=', $.scope)
    .where('since', '<=', $.at)
    .where((is) => is.or([is('until', 'is', null), is('until', '>', $.at)]))
    .orderBy('number'),
);
/** Of all cohorts: few clinics have any, and those few. */
const inForceOfCohorts = query((db, $: Holes<{ at: Instant }>) =>
  db
    .selectFrom('thresholds')
    .select(['scope', 'rule', 'name', 'value', 'safer'])
    .where('scope', '>=', sql.lit('cohort:'))
    .where('scope', '<', sql.lit('cohort;'))
    .where('since', '<=', $.at)
    .where((is) => is.or([is('until', 'is', null), is('until', '>', $.at)]))
    .orderBy('since')
    .orderBy('number'),
);
const cohortsAt = query((db, $: Holes<{ patient: string; at: Instant }>) =>
  db
    .selectFrom('cohort_members')
    .select('cohort')
    .where('patient', '=', $.patient)
    .where('since', '<=', $.at)
    .where((is) => is.or([is('until', 'is', null), is('until', '>', $.at)])),
);
const ofScope = query((db, $: Holes<{ scope: string }>) =>
  db.selectFrom('thresholds').selectAll().where('scope', '=', $.scope).orderBy('since').orderBy('number'),
);
const end = query((db, $: Holes<{ scope: string; rule: string; name: string; until: Instant; by: string; because: string }>) =>
  db
    .updateTable('thresholds')
    .set({ until: $.until, ended_by: $.by, ended_because: $.because })
    .where('scope', '=', $.scope)
    .where('rule', '=', $.rule)
    .where('name', '=', $.name)
    .where((is) => is.or([is('until', 'is', null), is('until', '>', $.until)])),
);
const begin = query((db, $: Holes<Omit<Row, 'number' | 'ended_by' | 'ended_because'>>) =>
  db.insertInto('thresholds').values({
    scope: $.scope,
    rule: $.rule,
    name: $.name,
    value: $.value,
    by: $.by,
    reason: $.reason,
    since: $.since,
    until: $.until,
    given_value: $.given_value,
    given_unit: $.given_unit,
    safer: $.safer,
    approved_by: $.approved_by,
  }),
);

export function thresholds(connection: Connection): Records['thresholds'] {
  return {
    async inForce(patients, at) {
      const [clinic, ...own] = await connection.allEach(
        inForceFor,
        [CLINIC, ...patients].map((scope) => ({ scope, at })),
      );
      const beneath = limitsOf(clinic ?? []);
      const ofCohorts = await cohortLimits(patients, at);
      return new Map<PatientId, Limits>(
        patients.map((patient, i) => {
          const theirs = ofCohorts.get(patient);
          return [patient, theirs || own[i]?.length ? { ...beneath, ...theirs, ...limitsOf(own[i] ?? []) } : beneath];
        }),
      );
    },
    history: async (scope) => (await connection.all(ofScope, { scope })).map(thresholdOf),
    async set({ scope, rule, name, value, given, safer, by, approvedBy, reason, since, until }) {
      await connection.run(end, { scope, rule, name, until: since, by, because: reason });
      if (value === undefined) return;
      const written = {
        given_value: given?.value ?? null,
        given_unit: given?.unit ?? null,
        safer: safer ?? null,
        approved_by: approvedBy ?? null,
      };
      await connection.run(begin, { scope, rule, name, value, by, reason, since, until: until ?? null, ...written });
    },
  };

  /** Only of patients whose cohorts have any. */
  async function cohortLimits(patients: readonly PatientId[], at: Instant): Promise<ReadonlyMap<PatientId, Limits>> {
    const all = await connection.all(inForceOfCohorts, { at });
    if (all.length === 0) return new Map();
    const memberships = await connection.allEach(
      cohortsAt,
      patients.map((patient) => ({ patient, at })),
    );
    const found = new Map<PatientId, Limits>();
    for (const [i, patient] of patients.entries()) {
      const scopes = new Set((memberships[i] ?? []).map(({ cohort }) => scopeOfCohort(cohort)));
      const theirs = all.filter(({ scope }) => scopes.has(scope));
      if (theirs.length > 0) found.set(patient, safestOf(theirs));
    }
    return found;
  }
}

/** semantics 10.3. Where nobody knows which is the safer, the later one; `rows` come in the order in which they were set. */
function safestOf(rows: readonly InForce[]): Limits {
  const limits: Record<string, number> = {};
  for (const { rule, name, value, safer } of rows) {
    const key = `${rule}.${name}`;
    const earlier = limits[key];
    if (earlier === undefined || safer === null) limits[key] = value;
    else limits[key] = safer === 'lower' ? Math.min(earlier, value) : Math.max(earlier, value);
  }
  return limits;
}

const limitsOf = (rows: readonly InForce[]): Limits => Object.fromEntries(rows.map(({ rule, name, value }) => [`${rule}.${name}`, value]));

const thresholdOf = ({
  number: _,
  given_value,
  given_unit,
  safer,
  approved_by,
  until,
  ended_by,
  ended_because,
  ...set
}: Row): Threshold => ({
  ...set,
  ...(given_value === null || given_unit === null ? {} : { given: { value: given_value, unit: given_unit } }),
  ...(safer === null ? {} : { safer: safer as Safer }),
  ...(approved_by === null ? {} : { approvedBy: approved_by }),
  ...(until === null ? {} : { until }),
  ...(ended_by === null ? {} : { ended: { by: ended_by, because: ended_because ?? '' } }),
});
