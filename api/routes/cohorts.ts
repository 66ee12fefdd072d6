import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { type Cohort, type Proposal, patientsOfProposal, scopeOfCohort } from '../../domain/limit.ts';
import type { User } from '../../domain/user.ts';
import { ChangeOutcome, CohortDetail, CohortView, DecideProposal, NewCohort, ProposalView, WithReason } from '../limit-contract.ts';
import { mayDecide, proposalViews } from '../limit-views.ts';
import type { ApiParts } from '../parts.ts';
import type { Sight } from '../sight.ts';
import { byName, staffNames } from '../views.ts';

const LISTED = 200;
const InCohort = z.object({ cohort: z.string() });
const MustBeApproved = ChangeOutcome.describe('it weakens an urgent rule for them: another person has to approve it');
const Member = InCohort.extend({ patient: z.string() });

/** Groups of patients with limits of their own, and changes that wait for a second person. */
export const cohortRoutes =
  ({ store, clock, rules, limitDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/cohorts',
      {
        schema: { summary: 'The groups of patients that have limits of their own.', response: { 200: z.array(CohortView) } },
      },
      async () => Promise.all((await store.cohorts.list()).map(viewOf)),
    );

    app.post(
      '/cohorts',
      {
        schema: { summary: 'A new cohort.', body: NewCohort, response: { 201: CohortView } },
      },
      async ({ body, user }, reply) => {
        const at = clock.now();
        const cohort = { ...body, by: user!.id, since: at };
        await store.transact(async (records) => {
          if (await records.cohorts.get(body.id)) throw new HearthError('api.exists', `There is a cohort ${body.id} already.`);
          await records.cohorts.save(cohort);
          await records.audit.note([{ at, by: user!.id, did: 'cohort.create', about: { cohort: body.id, name: body.name } }]);
        });
        return reply.code(201).send(await viewOf(cohort));
      },
    );

    app.get(
      '/cohorts/:cohort',
      {
        schema: { summary: 'A cohort: who is in it, and who was.', params: InCohort, response: { 200: CohortDetail } },
      },
      async ({ params, sight }) => detailOf(params.cohort, sight),
    );

    app.put(
      '/cohorts/:cohort/members/:patient',
      {
        schema: {
          summary: 'Takes a patient into a cohort, with a reason.',
          params: Member,
          body: WithReason,
          response: {
            200: CohortDetail,
            202: MustBeApproved,
          },
        },
      },
      async ({ params: { cohort, patient }, body, user, sight }, reply) => {
        const done = await limitDesk.join(cohort, patient, user!.id, body.reason);
        return done.is === 'in-force' ? detailOf(cohort, sight) : reply.code(202).send(await proposed(done.proposal, user!));
      },
    );

    app.post(
      '/cohorts/:cohort/members/:patient/leave',
      {
        schema: {
          summary: 'Takes a patient out of a cohort, with a reason.',
          params: Member,
          body: WithReason,
          response: { 200: CohortDetail, 202: MustBeApproved },
        },
      },
      async ({ params: { cohort, patient }, body, user, sight }, reply) => {
        const done = await limitDesk.leave(cohort, patient, user!.id, body.reason);
        return done.is === 'in-force' ? detailOf(cohort, sight) : reply.code(202).send(await proposed(done.proposal, user!));
      },
    );

    app.get(
      '/limits/proposals',
      {
        schema: {
          summary: 'Changes that weaken an urgent rule: those that wait for another person, and what became of the others.',
          querystring: z.object({ waiting: z.enum(['yes', 'no']).default('yes').describe('no: all of them') }),
          response: { 200: z.array(ProposalView) },
        },
      },
      async ({ query, user, sight }) => {
        const now = clock.now();
        const found = query.waiting === 'yes' ? await store.proposals.waiting(LISTED) : await store.proposals.list(LISTED);
        const shown = query.waiting === 'yes' ? found.filter(({ expires }) => expires > now) : found;
        return proposalViews(store, rules(), await sight.only(shown, patientsOfProposal), user!, now);
      },
    );

    for (const [verb, as, summary] of [
      ['approve', 'approved', 'Approves what somebody else proposed: it is in force for the next reading.'],
      ['refuse', 'refused', 'Refuses what somebody else proposed.'],
    ] as const) {
      app.post(
        `/limits/proposals/:proposal/${verb}`,
        {
          schema: { summary, params: z.object({ proposal: z.string() }), body: DecideProposal, response: { 200: ProposalView } },
        },
        async ({ params, body, user }) => {
          const proposal = await store.proposals.get(params.proposal);
          if (proposal && !mayDecide(user!, proposal)) throw new HearthError('api.forbidden');
          const decided = await limitDesk.decide(params.proposal, user!.id, as, body.note);
          return (await proposalViews(store, rules(), [decided], user!, clock.now()))[0]!;
        },
      );
    }

    const proposed = async (proposal: Proposal, by: Pick<User, 'id' | 'role'>): Promise<ChangeOutcome> => {
      const [view] = await proposalViews(store, rules(), [proposal], by, clock.now());
      return { is: 'proposed', proposal: view! };
    };

    async function viewOf(cohort: Cohort): Promise<CohortView> {
      const at = clock.now();
      const [members, limits, staff] = await Promise.all([
        store.cohorts.members(cohort.id),
        store.thresholds.history(scopeOfCohort(cohort.id)),
        staffNames(store),
      ]);
      const isNow = ({ since, until }: { readonly since: number; readonly until?: number }) =>
        since <= at && (until === undefined || until > at);
      return { ...cohort, ...byName(cohort.by, staff), members: members.filter(isNow).length, limits: limits.filter(isNow).length };
    }

    async function detailOf(id: string, sight: Sight): Promise<CohortDetail> {
      const cohort = await store.cohorts.get(id);
      if (!cohort) throw new HearthError('api.not-found', 'There is no such cohort.');
      const memberships = await sight.only(await store.cohorts.members(id), ({ patient }) => patient);
      const names = await store.identities.get([...new Set(memberships.map(({ patient }) => patient))]);
      const staff = await staffNames(store);
      return {
        ...(await viewOf(cohort)),
        memberships: memberships.map(({ cohort: _, patient, ended, ...one }) => {
          const patientName = names.get(patient)?.name;
          return {
            patient,
            ...(patientName === undefined ? {} : { patientName }),
            ...one,
            ...byName(one.by, staff),
            ...(ended ? { ended: { ...ended, ...byName(ended.by, staff) } } : {}),
          };
        }),
      };
    }
  };
