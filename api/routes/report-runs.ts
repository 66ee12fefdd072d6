import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import type { ReportRun } from '../../domain/issued.ts';
import { nextDue } from '../../domain/report-due.ts';
import { ReportSchedule, ScheduleOverride, withOverride } from '../../domain/report-schedule.ts';
import type { ApiParts } from '../parts.ts';
import { AskRun, OwnScheduleView, RunView, ScheduleView } from '../report-contract.ts';
import { byName, staffNames } from '../views.ts';

const Of = z.object({ patient: z.string().max(64) });
const MOST_RUNS = 20;

/** When reports are issued by themselves, the issuing of a list on demand, and how far each has come. */
export const reportRunRoutes =
  ({ store, clock, zone, issuing }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/reports/schedule',
      {
        schema: { summary: 'When the clinic’s reports are issued.', response: { 200: ScheduleView } },
      },
      async () => clinicView(),
    );

    app.put(
      '/reports/schedule',
      {
        schema: {
          summary: 'Sets when the clinic’s reports are issued, on the wall clock of its zone.',
          body: ReportSchedule,
          response: { 200: ScheduleView },
        },
      },
      async ({ body, user }) => {
        await areDoctors(body.doctors);
        await store.transact(async (records) => {
          const at = clock.now();
          await issuing.keepClinicSchedule(records, body, zone, at);
          await records.audit.note([{ at, by: user!.id, did: 'report.schedule', about: { every: body.every, time: body.time } }]);
        });
        return clinicView();
      },
    );

    app.get(
      '/patients/:patient/report-schedule',
      {
        schema: { summary: 'When a patient’s reports are issued.', params: Of, response: { 200: OwnScheduleView } },
      },
      async ({ params }) => ownView(params.patient),
    );

    app.put(
      '/patients/:patient/report-schedule',
      {
        schema: {
          summary: 'Sets what is otherwise than for the clinic; an empty object: nothing.',
          params: Of,
          body: ScheduleOverride,
          response: { 200: OwnScheduleView },
        },
      },
      async ({ params: { patient }, body, user }) => {
        await areDoctors(body.doctors ?? []);
        await store.transact(async (records) => {
          const at = clock.now();
          const own = Object.keys(body).length > 0 ? body : undefined;
          await issuing.keepOwnSchedule(records, patient, own, zone, at);
          await records.audit.note([
            { at, by: user!.id, did: 'report.schedule', patient, about: { own: own === undefined ? null : JSON.stringify(own) } },
          ]);
        });
        return ownView(patient);
      },
    );

    app.get(
      '/reports/runs',
      {
        schema: {
          summary: 'Lists that are being issued, and the last that were, with how far they have come.',
          response: { 200: z.array(RunView) },
        },
      },
      async ({ sight }) => {
        const [runs, staff] = [await store.reportRuns.list(MOST_RUNS), await staffNames(store)];
        return Promise.all(
          runs.map(async (run) => runView({ ...run, failed: await sight.only(run.failed, ({ patient }) => patient) }, staff)),
        );
      },
    );

    app.post(
      '/reports/runs',
      {
        schema: {
          summary: 'Issues a period’s reports, of some patients or of all. Those that were issued before are not issued again.',
          body: AskRun,
          response: { 200: RunView },
        },
      },
      async ({ body, user, sight }) => {
        // Of everybody: of everybody whom the caller sees.
        const theirs = sight.everybody ? undefined : (await sight.only(await store.patients.list(), ({ id }) => id)).map(({ id }) => id);
        return runView(await issuing.ask(body.period, user!.id, body.patients ?? theirs), await staffNames(store));
      },
    );

    async function clinicView(): Promise<ScheduleView> {
      const schedule = await store.reportSchedules.clinic();
      const next = nextDue(schedule, zone, clock.now());
      return { schedule, ...(next === undefined ? {} : { next }) };
    }

    async function ownView(patient: string): Promise<OwnScheduleView> {
      const own = await store.reportSchedules.own(patient);
      const schedule = withOverride(await store.reportSchedules.clinic(), own);
      const next = nextDue(schedule, zone, clock.now());
      return { own: own ?? null, schedule, ...(next === undefined ? {} : { next }) };
    }

    async function areDoctors(names: readonly string[]): Promise<void> {
      const doctors = new Set(
        (await store.users.list()).filter(({ role, disabled }) => role === 'doctor' && disabled === undefined).map(({ id }) => id),
      );
      const wrong = names.flatMap((name, i) =>
        doctors.has(name) ? [] : [{ pointer: `/doctors/${i}`, detail: `${name} is no doctor here` }],
      );
      if (wrong.length > 0) throw new HearthError('api.invalid', wrong.map(({ detail }) => detail).join('; '), wrong);
    }
  };

const runView = (
  { patients: _, at: __, again, pass: ___, told: ____, free: _____, failed, ...run }: ReportRun,
  staff: ReadonlyMap<string, string>,
): RunView => ({ ...run, failed: [...failed], waiting: again.length, ...byName(run.by, staff) });
