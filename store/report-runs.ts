import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { patientScope, type ReportRun, type ReportRuns, type ReportSchedules, type ScheduleScope } from '../domain/issued.ts';
import { NO_SCHEDULE, ReportSchedule, ScheduleOverride } from '../domain/report-schedule.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

/* When reports are due, and how far the issuing of each period has come. */

const OWN = patientScope('');

const scheduleOf = query((db, $: Holes<{ scope: string }>) =>
  db.selectFrom('report_schedules').select('body').where('scope', '=', $.scope),
);
const ownSchedules = query((db, $: Holes<{ clinic: string }>) =>
  db.selectFrom('report_schedules').select(['scope', 'body']).where('scope', '<>', $.clinic).orderBy('scope'),
);
const writeSchedule = query((db, $: Holes<{ scope: string; due: Instant | null; body: string }>) =>
  db
    .insertInto('report_schedules')
    .values({ scope: $.scope, due: $.due, body: $.body })
    .onConflict((conflict) => conflict.column('scope').doUpdateSet({ due: $.due, body: $.body })),
);
const removeSchedule = query((db, $: Holes<{ scope: string }>) => db.deleteFrom('report_schedules').where('scope', '=', $.scope));
const dueNow = query((db, $: Holes<{ now: Instant; count: number }>) =>
  db.selectFrom('report_schedules').select(['scope', 'due']).where('due', '<=', $.now).orderBy('due').orderBy('scope').limit($.count),
);
const firstDue = query((db) =>
  db.selectFrom('report_schedules').select('due').where('due', 'is not', sql.lit(null)).orderBy('due').limit(sql.lit(1)),
);

export function reportSchedules(connection: Connection): ReportSchedules {
  const read = async (scope: string): Promise<unknown> => {
    const row = await connection.one(scheduleOf, { scope });
    return row && JSON.parse(row.body);
  };
  return {
    clinic: async () => ReportSchedule.parse((await read('clinic')) ?? NO_SCHEDULE),
    async own(patient) {
      const value = await read(patientScope(patient));
      return value === undefined ? undefined : ScheduleOverride.parse(value);
    },
    owns: async () =>
      new Map(
        (await connection.all(ownSchedules, { clinic: 'clinic' })).map(({ scope, body }) => [
          scope.slice(OWN.length),
          ScheduleOverride.parse(JSON.parse(body)),
        ]),
      ),
    async save(scope, value, due) {
      if (value === undefined) await connection.run(removeSchedule, { scope });
      else await connection.run(writeSchedule, { scope, due: due ?? null, body: JSON.stringify(value) });
    },
    due: async (now, count) =>
      (await connection.all(dueNow, { now, count })).map(({ scope, due }) => ({ scope: scope as ScheduleScope, due: due! })),
    next: async () => (await connection.one(firstDue, {}))?.due ?? undefined,
  };
}

const runById = query((db, $: Holes<{ id: string }>) => db.selectFrom('report_runs').select('body').where('id', '=', $.id));
const lastRuns = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('report_runs').select('body').orderBy('started', 'desc').orderBy('id').limit($.count),
);
const openRun = query((db, $: Holes<{ now: Instant }>) =>
  db
    .selectFrom('report_runs')
    .select('body')
    .where('is_open', '=', sql.lit(1))
    .where('free', '<=', $.now)
    .orderBy('free')
    .orderBy('id')
    .limit(sql.lit(1)),
);
const firstFree = query((db) =>
  db.selectFrom('report_runs').select('free').where('is_open', '=', sql.lit(1)).orderBy('free').limit(sql.lit(1)),
);
const writeRun = query((db, $: Holes<{ id: string; started: Instant; free: Instant; is_open: number; body: string }>) =>
  db
    .insertInto('report_runs')
    .values({ id: $.id, started: $.started, free: $.free, is_open: $.is_open, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ free: $.free, is_open: $.is_open, body: $.body })),
);

export function reportRuns(connection: Connection): ReportRuns {
  const runOf = (row: { readonly body: string } | undefined): ReportRun | undefined => row && (JSON.parse(row.body) as ReportRun);
  return {
    get: async (id) => runOf(await connection.one(runById, { id })),
    list: async (count) => (await connection.all(lastRuns, { count })).map(({ body }) => JSON.parse(body) as ReportRun),
    open: async (now) => runOf(await connection.one(openRun, { now })),
    next: async () => (await connection.one(firstFree, {}))?.free,
    async save(run) {
      const { id, started, free, ended } = run;
      await connection.run(writeRun, { id, started, free, is_open: ended === undefined ? 1 : 0, body: JSON.stringify(run) });
    },
  };
}
