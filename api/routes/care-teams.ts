import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Membership } from '../../domain/care-team.ts';
import { HearthError } from '../../domain/errors.ts';
import type { User } from '../../domain/user.ts';
import { CareTeamRow, EndMember, Member, NewMember } from '../access-contract.ts';
import type { ApiParts } from '../parts.ts';

const Of = z.object({ patient: z.string().max(64) });

/** Who cares for whom: named by a person, with a reason; who was is kept. */
export const careTeamRoutes =
  ({ store, clock }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/care-teams',
      { schema: { summary: 'Who cares for whom now, by patient.', response: { 200: z.array(CareTeamRow) } } },
      async () => {
        const users = await usersById();
        return (await store.careTeams.list()).map((one) => ({ ...memberOf(one, users), patient: one.patient }));
      },
    );

    app.get(
      '/patients/:patient/team',
      {
        schema: { summary: 'Who cares for a patient, and who did, oldest first.', params: Of, response: { 200: z.array(Member) } },
      },
      async ({ params }) => team(params.patient),
    );

    app.post(
      '/patients/:patient/team',
      {
        schema: {
          summary: 'Names somebody for a patient, with a reason: staff, or a caregiver.',
          params: Of,
          body: NewMember,
          response: { 200: z.array(Member) },
        },
      },
      async ({ params: { patient }, body, user }) => {
        const known = await store.users.get(body.user);
        if (!known || known.disabled !== undefined) throw unknown(`Nobody signs in under the name ${body.user}.`);
        if (known.role === 'auditor') throw unknown('An auditor cares for nobody: the role reads what was done, and nothing clinical.');
        const at = clock.now();
        const by = user!.id;
        await store.transact(async (records) => {
          if (!(await records.careTeams.assign({ patient, user: body.user, since: at, by, reason: body.reason })))
            throw new HearthError('api.exists', `${body.user} is named for this patient already.`);
          await records.audit.note([{ at, by, did: 'care-team.assign', patient, about: { user: body.user, reason: body.reason } }]);
        });
        return team(patient);
      },
    );

    app.post(
      '/patients/:patient/team/:user/end',
      {
        schema: {
          summary: 'Somebody cares for a patient no longer, with a reason.',
          params: Of.extend({ user: z.string().max(64) }),
          body: EndMember,
          response: { 200: z.array(Member) },
        },
      },
      async ({ params: { patient, user: whom }, body: { reason }, user }) => {
        const at = clock.now();
        const by = user!.id;
        await store.transact(async (records) => {
          if (!(await records.careTeams.end(patient, whom, { at, by, reason })))
            throw new HearthError('api.not-found', `${whom} is not named for this patient.`);
          await records.audit.note([{ at, by, did: 'care-team.end', patient, about: { user: whom, reason } }]);
        });
        return team(patient);
      },
    );

    const usersById = async () => new Map((await store.users.list()).map((one) => [one.id, one]));
    async function team(patient: string): Promise<Member[]> {
      const users = await usersById();
      return (await store.careTeams.history(patient)).map((one) => memberOf(one, users));
    }
  };

const unknown = (detail: string): HearthError => new HearthError('api.invalid', detail, [{ pointer: '/user', detail }]);

/** Whoever was ever named has an account: accounts are not deleted. */
const memberOf = ({ user, since, by, reason, ended }: Membership, users: ReadonlyMap<string, User>): Member => ({
  user,
  name: users.get(user)?.name ?? user,
  role: users.get(user)?.role ?? 'caregiver',
  since,
  by,
  reason,
  ...(ended ? { ended } : {}),
});
