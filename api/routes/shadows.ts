import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import type { Shadow } from '../../domain/shadow.ts';
import { explained, requestOf } from '../drafted-request.ts';
import type { ApiParts } from '../parts.ts';
import { ShadowReportView, ShadowView, StartShadow } from '../shadow-contract.ts';
import type { Sight } from '../sight.ts';
import { byName, staffNames } from '../views.ts';

const Id = z.object({ shadow: z.string().max(64) });
const MOST = 50;

/** A draft runs beside the live rules for some days, tells nobody, and reports what would have been different. */
export const shadowRoutes =
  ({ store, rules, shadows }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/rules/shadows',
      { schema: { summary: 'Drafts that run in the shadow, or did, newest first.', response: { 200: z.array(ShadowView) } } },
      async ({ sight }) => {
        const staff = await staffNames(store);
        const seen = await sight.only(await store.shadows.list(MOST), ({ of }) =>
          of !== 'all' && 'patient' in of ? of.patient : undefined,
        );
        return seen.map((one) => viewOf(one, staff));
      },
    );

    app.post(
      '/rules/shadows',
      {
        schema: { summary: 'Starts a draft in the shadow: from now on, for some days.', body: StartShadow, response: { 201: ShadowView } },
      },
      async ({ body: { name, draft }, user, sight }, reply) => {
        if (!sight.everybody && (draft.patient === undefined || !(await sight.sees(draft.patient))))
          throw new HearthError('api.forbidden', 'Run it for one of your patients: you do not see all of them.');
        const {
          of,
          days,
          draft: { limits = {} },
        } = requestOf(rules(), draft);
        const wanted = { name, by: user!.id, days, of, limits, ...(draft.pack === undefined ? {} : { pack: draft.pack }) };
        const started = await shadows.start(wanted).catch(explained);
        return reply.code(201).send(viewOf(started, await staffNames(store)));
      },
    );

    app.get(
      '/rules/shadows/:shadow',
      { schema: { summary: 'What would have been different so far.', params: Id, response: { 200: ShadowReportView } } },
      async ({ params, sight }) => {
        const { shadow, comparison, ...rest } = await shadows.report(params.shadow);
        await mustSee(shadow, sight);
        const seen = async <Row extends { readonly patient: string }>(rows: readonly Row[]) => [
          ...(await sight.only(rows, ({ patient }) => patient)),
        ];
        const { firstAfterHours: before, ...today } = comparison.today;
        const { firstAfterHours: after, ...draft } = comparison.draft;
        return {
          ...rest,
          shadow: viewOf(shadow, await staffNames(store)),
          comparison: {
            ...comparison,
            today: { ...today, ...(before === undefined ? {} : { firstAfterHours: before }) },
            draft: { ...draft, ...(after === undefined ? {} : { firstAfterHours: after }) },
            byRule: [...comparison.byRule],
            byDay: [...comparison.byDay],
            byPatient: await seen(comparison.byPatient),
            added: (await seen(comparison.added)).map(({ ended, ...one }) => ({ ...one, ...(ended === undefined ? {} : { ended }) })),
            gone: (await seen(comparison.gone)).map(({ ended, ...one }) => ({ ...one, ...(ended === undefined ? {} : { ended }) })),
          },
        };
      },
    );

    app.post(
      '/rules/shadows/:shadow/stop',
      { schema: { summary: 'Ends it before its time. What it found stays.', params: Id, response: { 200: ShadowView } } },
      async ({ params, user, sight }) => {
        const found = await store.shadows.get(params.shadow);
        if (found) await mustSee(found, sight);
        return viewOf(await shadows.stop(params.shadow, user!.id), await staffNames(store));
      },
    );
  };

async function mustSee({ of }: Shadow, sight: Sight): Promise<void> {
  if (of === 'all' || !('patient' in of) || (await sight.sees(of.patient))) return;
  throw new HearthError('api.not-found', 'There is no such shadow.');
}

const viewOf = ({ rules: _, swept: __, ended, ...one }: Shadow, staff: ReadonlyMap<string, string>): ShadowView => ({
  ...one,
  ...byName(one.by, staff),
  of: one.of === 'all' ? 'all' : { ...one.of },
  limits: { ...one.limits },
  ...(ended ? { ended: { ...ended }, ...(ended.by === undefined ? {} : { endedByName: staff.get(ended.by) ?? ended.by }) } : {}),
});
