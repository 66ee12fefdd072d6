import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { userPerson } from '../../domain/contact.ts';
import { DutyPlan } from '../../domain/duty.ts';
import { HearthError } from '../../domain/errors.ts';
import { DutyView, PastPlan, SetDuty, Timetable, TimetableDays } from '../duty-contract.ts';
import type { ApiParts } from '../parts.ts';
import { byName, staffNames } from '../views.ts';

const MOST_PLANS = 100;

/** Who is on duty when, who is told when nobody answers, and how long a snooze may last. */
export const dutyRoutes =
  ({ store, clock, onDuty, zone, reach, dutyPlanning }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get('/duty', { schema: { summary: 'The plan of duty, and who is on duty now.', response: { 200: DutyView } } }, async () => view());

    app.get(
      '/duty/timetable',
      {
        schema: {
          summary: 'Who is on duty over the next days, which hours nobody covers, and who on it cannot be reached.',
          querystring: TimetableDays,
          response: { 200: Timetable },
        },
      },
      async ({ query: { days } }) => checked((await store.duty.plan()).plan, days),
    );

    app.post(
      '/duty/check',
      {
        schema: {
          summary: 'The same for a plan that is not set yet.',
          querystring: TimetableDays,
          body: DutyPlan,
          response: { 200: Timetable },
        },
      },
      async ({ body, query: { days } }) => {
        await mustHold(body);
        return checked(body, days);
      },
    );

    app.get(
      '/duty/history',
      { schema: { summary: 'The plans that held, newest first, and who set them.', response: { 200: z.array(PastPlan) } } },
      async () => {
        const staff = await staffNames(store);
        return (await store.duty.history(MOST_PLANS)).map((past) => ({ ...past, ...byName(past.by, staff) }));
      },
    );

    app.put(
      '/duty',
      {
        schema: {
          summary: 'Sets the plan of duty, with a reason: shifts, holidays, substitutes, ladder. What is left out has its default.',
          body: SetDuty,
          response: { 200: DutyView },
        },
      },
      async ({ body: { reason, ...plan }, user }) => {
        await mustHold(plan);
        const at = clock.now();
        await store.transact(async (records) => {
          await records.duty.setPlan(plan, user!.id, at, reason);
          await records.audit.note([{ at, by: user!.id, did: 'duty.plan', about: { shifts: plan.shifts.length, reason } }]);
        });
        return view();
      },
    );

    async function mustHold(plan: DutyPlan): Promise<void> {
      const wrong = dutyPlanning.problems(plan, await store.users.list());
      if (wrong.length > 0) throw new HearthError('api.invalid', wrong.map(({ detail }) => detail).join('; '), wrong);
      const unprotected = dutyPlanning.bounds(plan);
      if (unprotected.length > 0)
        throw new HearthError('duty.unprotected', unprotected.map(({ detail }) => detail).join('; '), [...unprotected]);
    }

    async function checked(plan: DutyPlan, days: number): Promise<Timetable> {
      const at = clock.now();
      const { stretches, gaps } = dutyPlanning.timetable(plan, at, zone, days);
      const planned = new Set(stretches.flatMap(({ coordinator, doctor }) => [...coordinator, ...doctor]));
      const known = new Map((await reach.everybody('staff')).map((one) => [one.person, one]));
      const users = (await store.users.list()).filter(({ disabled }) => disabled === undefined);
      return {
        zone,
        at,
        stretches: stretches.map((one) => ({ ...one, coordinator: [...one.coordinator], doctor: [...one.doctor] })),
        gaps: [...gaps],
        unreachable: users.flatMap(({ id, name }) =>
          planned.has(id) && known.get(userPerson(id))?.reachable !== true ? [{ user: id, name }] : [],
        ),
        people: users.flatMap(({ id, name, role }) => (role === 'coordinator' || role === 'doctor' ? [{ id, name, role }] : [])),
      };
    }

    async function view(): Promise<DutyView> {
      const { plan, by, since, reason } = await store.duty.plan();
      const now = { coordinator: [...(await onDuty('coordinator'))], doctor: [...(await onDuty('doctor'))] };
      const names = await staffNames(store);
      return {
        plan,
        onDuty: now,
        ...byName(by, names),
        ...(by === undefined ? {} : { by }),
        ...(since === undefined ? {} : { since }),
        ...(reason === undefined ? {} : { reason }),
      };
    }
  };
