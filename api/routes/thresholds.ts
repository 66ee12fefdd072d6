import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CLINIC, type Scope, scopeOfCohort } from '../../domain/limit.ts';
import { Localized, Source } from '../../domain/source.ts';
import type { User } from '../../domain/user.ts';
import { ChangeThreshold, ThresholdView } from '../contract.ts';
import { ChangeOutcome } from '../limit-contract.ts';
import { limitsOf, proposalViews } from '../limit-views.ts';
import type { ApiParts } from '../parts.ts';

const Name = z.object({ rule: z.string(), name: z.string() });
const RuleView = z.object({
  id: z.string(),
  version: z.int(),
  title: Localized,
  explanation: Localized,
  severity: z.string(),
  source: Source,
});
const CHANGED = { 200: z.array(ThresholdView), 202: ChangeOutcome.describe('it weakens an urgent rule: another person has to approve it') };

/** Limits: what is in force, where it comes from, and changing it with a reason. A change is in force for the next reading. */
export const thresholdRoutes =
  ({ store, clock, rules, limitDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/rules',
      {
        schema: { summary: 'The rules in force, each with its source.', response: { 200: z.array(RuleView) } },
      },
      async () =>
        rules().rules.map(({ id, version, title, explanation, severity, source }) => ({
          id,
          version,
          title,
          explanation,
          severity,
          source,
        })),
    );

    app.get(
      '/patients/:patient/thresholds',
      {
        schema: {
          summary: 'The limits that judge a patient: value, where it comes from, history.',
          params: z.object({ patient: z.string() }),
          response: { 200: z.array(ThresholdView) },
        },
      },
      async ({ params }) => limitsOf(store, rules(), params.patient, clock.now()),
    );

    app.put(
      '/patients/:patient/thresholds/:rule/:name',
      {
        schema: {
          summary: 'Changes a patient’s own limit, or gives it up (value null), with a reason.',
          params: Name.extend({ patient: z.string() }),
          body: ChangeThreshold,
          response: CHANGED,
        },
      },
      async ({ params: { patient, rule, name }, body, user }, reply) => {
        const said = await change(patient, rule, name, body, user!);
        return Array.isArray(said) ? said : reply.code(202).send(said);
      },
    );

    app.get(
      '/clinic/thresholds',
      {
        schema: { summary: 'The limits for everybody who has none of their own.', response: { 200: z.array(ThresholdView) } },
      },
      async () => limitsOf(store, rules(), CLINIC, clock.now()),
    );

    app.put(
      '/clinic/thresholds/:rule/:name',
      {
        schema: {
          summary: 'Changes the clinic’s limit for everybody who has none of their own.',
          params: Name,
          body: ChangeThreshold,
          response: CHANGED,
        },
      },
      async ({ params: { rule, name }, body, user }, reply) => {
        const said = await change(CLINIC, rule, name, body, user!);
        return Array.isArray(said) ? said : reply.code(202).send(said);
      },
    );

    app.get(
      '/cohorts/:cohort/thresholds',
      {
        schema: {
          summary: 'The limits for a cohort.',
          params: z.object({ cohort: z.string() }),
          response: { 200: z.array(ThresholdView) },
        },
      },
      async ({ params }) => limitsOf(store, rules(), scopeOfCohort(params.cohort), clock.now()),
    );

    app.put(
      '/cohorts/:cohort/thresholds/:rule/:name',
      {
        schema: {
          summary: 'Changes a cohort’s limit: above the clinic’s, below what a patient has of their own.',
          params: Name.extend({ cohort: z.string() }),
          body: ChangeThreshold,
          response: CHANGED,
        },
      },
      async ({ params: { cohort, rule, name }, body, user }, reply) => {
        const said = await change(scopeOfCohort(cohort), rule, name, body, user!);
        return Array.isArray(said) ? said : reply.code(202).send(said);
      },
    );

    async function change(
      scope: Scope,
      rule: string,
      name: string,
      { value, unit, reason, since, until }: z.infer<typeof ChangeThreshold>,
      by: Pick<User, 'id' | 'role'>,
    ): Promise<ThresholdView[] | ChangeOutcome> {
      const given = value === null ? null : { value, unit };
      const done = await limitDesk.change({ scope, rule, name, given, by: by.id, reason, since, until });
      if (done.is === 'in-force') return limitsOf(store, rules(), scope, clock.now());
      const [proposal] = await proposalViews(store, rules(), [done.proposal], by, clock.now());
      return { is: 'proposed', proposal: proposal! };
    }
  };
