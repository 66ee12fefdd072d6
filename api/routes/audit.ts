import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { ActView, AuditState } from '../audit-contract.ts';
import type { ApiParts } from '../parts.ts';
import { actorNames } from '../views.ts';

const Which = z.object({
  patient: z.string().max(64).optional(),
  by: z.string().max(64).optional(),
  did: z.string().max(64).optional().describe('what the kind of act begins with: `read`, `alert.`'),
  before: z.coerce.number().int().min(1).optional().describe('only acts before this place in the chain: the last one of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(500),
});

/** Who did and saw what; whether that is still as it was written; one incident in one signed file. */
export const auditRoutes =
  ({ store, clock, audit, bundle, looked }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/audit',
      {
        schema: {
          summary: 'Who did and saw what, latest first; of one patient or person, or of one kind, where asked.',
          querystring: Which,
          response: { 200: z.array(ActView) },
        },
      },
      async ({ query: { before, limit, ...which } }) => {
        const staff = await actorNames(store);
        return (await store.audit.search(which, limit, before)).map(({ before: _, ...act }) => ({
          ...act,
          about: { ...act.about },
          ...(staff.has(act.by) ? { byName: staff.get(act.by)! } : {}),
        }));
      },
    );

    app.get(
      '/audit/state',
      {
        schema: { summary: 'Whether the audit is whole: the last proof, the last signed head, the key.', response: { 200: AuditState } },
      },
      async () => audit.state(),
    );

    app.post(
      '/audit/proof',
      {
        schema: { summary: 'Proves the whole audit now: chain and signed heads.', response: { 200: AuditState } },
      },
      async () => {
        await audit.prove();
        return audit.state();
      },
    );

    app.get(
      '/alerts/:alert/bundle',
      {
        schema: {
          summary: 'Everything about one alert in one signed file: readings, rule, limits, decisions, messages, acts.',
          description:
            'JSON text; `hearth audit bundle-verify` proves it to whoever has the public key. An auditor gets it sealed: the acts and the signed heads, and of every other file its hash alone.',
          params: z.object({ alert: z.string().max(64) }),
          response: { 200: z.string() },
        },
      },
      async ({ params, user }, reply) => {
        const alert = await store.alerts.get(params.alert);
        if (!alert) throw new HearthError('api.not-found', 'There is no such alert.');
        const sealed = user!.role === 'auditor';
        const kind = sealed ? 'sealed-bundle' : 'bundle';
        await looked([{ at: clock.now(), by: user!.id, role: user!.role, kind, patient: alert.patient }]);
        return reply
          .type('application/json; charset=utf-8')
          .header(
            'content-disposition',
            `attachment; filename="incident-${sealed ? 'sealed-' : ''}${alert.id.replaceAll(/[^\w-]/g, '')}.json"`,
          )
          .serializer((text) => text as string)
          .send(await bundle(alert.id, user!.id, sealed));
      },
    );
  };
