import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiParts } from '../parts.ts';
import { byName, staffNames } from '../views.ts';
import { KnowledgeView, LeftView, SwitchHistory, SwitchSentence } from '../words-contract.ts';

const LISTED = 100;
const OfSentence = z.object({ sentence: z.string().max(100) });

/** The curated sentences that advice is made of: where each comes from, how often it was said, and which of them this clinic leaves out. */
export const knowledgeRoutes =
  ({ store, knowledgeDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/clinic/knowledge',
      { schema: { summary: 'The knowledge base, with sources, uses and what is switched off.', response: { 200: KnowledgeView } } },
      async () => {
        const staff = await staffNames(store);
        const { rows, situations, traits } = await knowledgeDesk.view();
        return {
          rows: rows.map(({ off, when, needs, unless, ...row }) => ({
            ...row,
            when: [...when],
            needs: [...needs],
            unless: [...unless],
            ...(off ? { off: { off: off.off, by: off.by, ...byName(off.by, staff), reason: off.reason, since: off.since } } : {}),
          })),
          situations: [...situations],
          traits: [...traits],
        };
      },
    );

    app.get(
      '/clinic/knowledge/:sentence/without',
      {
        schema: {
          summary: 'What would be said without this sentence, and who would hear nothing.',
          params: OfSentence,
          response: { 200: LeftView },
        },
      },
      async ({ params }) =>
        (await knowledgeDesk.without(params.sentence)).map(({ nothingFor, ...rest }) => ({ ...rest, nothingFor: [...nothingFor] })),
    );

    app.get(
      '/clinic/knowledge/:sentence/history',
      { schema: { summary: 'Who switched it off and on, newest first.', params: OfSentence, response: { 200: SwitchHistory } } },
      async ({ params }) => {
        const staff = await staffNames(store);
        const history = await knowledgeDesk.history(params.sentence, LISTED);
        return history.map(({ sentence: _, ...one }) => ({ ...one, ...byName(one.by, staff) }));
      },
    );

    app.put(
      '/clinic/knowledge/:sentence',
      {
        schema: {
          summary: 'Leaves a sentence out for this clinic, or says it again; with a reason. In force for the next advice.',
          params: OfSentence,
          body: SwitchSentence,
          response: { 200: z.object({ off: z.boolean() }) },
        },
      },
      async ({ params, body, user }) => {
        await knowledgeDesk.set({ ...params, ...body, by: user!.id });
        return { off: body.off };
      },
    );
  };
