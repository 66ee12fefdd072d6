import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DutyPlan } from '../../domain/duty.ts';
import { HearthError } from '../../domain/errors.ts';
import type { ApiParts } from '../parts.ts';

const DutyView = z.object({
  plan: DutyPlan,
  by: z.string().optional().describe('who set it; without, the defaults hold'),
  since: z.int().optional(),
  onDuty: z
    .object({ coordinator: z.array(z.string()), doctor: z.array(z.string()) })
    .describe('by the plan, now; empty: the whole role is told'),
});
type DutyView = z.infer<typeof DutyView>;

/** Who is on duty when, who is told when nobody answers, and how long a snooze may last. */
export const dutyRoutes =
  ({ store, clock, onDuty }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get('/duty', { schema: { summary: 'The plan of duty, and who is on duty now.', response: { 200: DutyView } } }, async () => view());

    app.put(
      '/duty',
      {
        schema: {
          summary: 'Sets the plan of duty: shifts, holidays, ladder. What is left out has its default.',
          body: DutyPlan,
          response: { 200: DutyView },
        },
      },
      async ({ body, user }) => {
        const users = new Map((await store.users.list()).map((one) => [one.id, one]));
        const wrong = body.shifts.flatMap(({ users: names, role }, i) =>
          names.flatMap((name, j) => {
            const is = users.get(name)?.role;
            if (is === role) return [];
            return [{ pointer: `/shifts/${i}/users/${j}`, detail: is ? `${name} is no ${role}` : `there is no user ${name}` }];
          }),
        );
        if (wrong.length > 0) throw new HearthError('api.invalid', wrong.map(({ detail }) => detail).join('; '), wrong);
        const at = clock.now();
        await store.transact(async (records) => {
          await records.duty.setPlan(body, user!.id, at);
          await records.audit.note([{ at, by: user!.id, did: 'duty.plan', about: { shifts: body.shifts.length } }]);
        });
        return view();
      },
    );

    async function view(): Promise<DutyView> {
      const { plan, by, since } = await store.duty.plan();
      const now = { coordinator: [...(await onDuty('coordinator'))], doctor: [...(await onDuty('doctor'))] };
      return { plan, onDuty: now, ...(by === undefined ? {} : { by }), ...(since === undefined ? {} : { since }) };
    }
  };
