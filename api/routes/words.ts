import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ClinicWords } from '../../domain/clinic-words.ts';
import { DecideProposal } from '../limit-contract.ts';
import type { ApiParts } from '../parts.ts';
import { byName, staffNames } from '../views.ts';
import {
  ChangeWords,
  History,
  LookAtWords,
  OfTemplate,
  type SaidView,
  TemplatesView,
  type TemplateView,
  WordsLook,
  WordsOutcome,
  WordsProposalView,
} from '../words-contract.ts';

const LISTED = 100;

/** The words of messages: every template as it goes out, a clinic's own words in its place, and what waits for a second person. */
export const wordsRoutes =
  ({ store, wordsDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/clinic/templates',
      { schema: { summary: 'Every template of a message, in both languages, as it goes out now.', response: { 200: TemplatesView } } },
      async () => {
        const staff = await staffNames(store);
        const list = await wordsDesk.list();
        const templates = list.map(({ purpose, values, in: spoken, ...rest }): TemplateView => {
          const inLanguage = ({ own, ...state }: (typeof spoken)['en']) => ({
            ...state,
            now: { ...state.now, lengths: [...state.now.lengths] },
            ...(own ? { own: { ...saidBy(own, staff), words: own.words, objections: own.objections.map(objection) } } : {}),
          });
          return {
            ...rest,
            what: purpose.what,
            to: [...purpose.to],
            urgent: purpose.urgent,
            values: [...values],
            in: { en: inLanguage(spoken.en), 'zh-CN': inLanguage(spoken['zh-CN']) },
          };
        });
        return { templates, fixed: [...wordsDesk.fixed()] };
      },
    );

    app.post(
      '/clinic/templates/:template/:language/look',
      {
        schema: {
          summary: 'Words as they would go out, and what stands against them.',
          params: OfTemplate,
          body: LookAtWords,
          response: { 200: WordsLook },
        },
      },
      async ({ params: { template, language }, body }) => {
        const { objections, sample } = wordsDesk.look(template, language, body.words);
        return { objections: objections.map(objection), ...(sample ? { sample: { ...sample, lengths: [...sample.lengths] } } : {}) };
      },
    );

    app.get(
      '/clinic/templates/:template/:language/history',
      { schema: { summary: 'What was said in place of the shipped words, newest first.', params: OfTemplate, response: { 200: History } } },
      async ({ params: { template, language } }) => {
        const staff = await staffNames(store);
        return (await wordsDesk.history(template, language, LISTED)).map((one) => saidBy(one, staff));
      },
    );

    app.put(
      '/clinic/templates/:template/:language',
      {
        schema: {
          summary: 'A clinic’s own words, with a reason, or back to the shipped ones (null). In force for the next message.',
          params: OfTemplate,
          body: ChangeWords,
          response: { 200: WordsOutcome, 202: WordsOutcome.describe('the message may be urgent: another person has to approve it') },
        },
      },
      async ({ params, body: { words, reason }, user }, reply) => {
        const done = await wordsDesk.change({ ...params, ...(words === null ? {} : { words }), reason, by: user!.id });
        return reply.code(done.is === 'in-force' ? 200 : 202).send({ is: done.is });
      },
    );

    app.get(
      '/clinic/words/proposals',
      { schema: { summary: 'Words that wait for another person.', response: { 200: z.array(WordsProposalView) } } },
      async ({ user }) => {
        const [staff, list] = [await staffNames(store), new Map((await wordsDesk.list()).map((one) => [one.template as string, one]))];
        return (await wordsDesk.waiting(LISTED)).flatMap(({ change: { template, language, words }, decided: _, ...rest }) => {
          const state = list.get(template)?.in[language];
          // What an upgrade took away can only expire.
          if (!state || words === undefined) return [];
          const { sample } = wordsDesk.look(template, language, words);
          const before = state.own && state.own.objections.length === 0 ? state.own.words : state.shipped;
          const shown = sample ? { sample: { ...sample, lengths: [...sample.lengths] } } : {};
          return [{ ...rest, ...byName(rest.by, staff), mine: rest.by === user!.id, template, language, words, before, ...shown }];
        });
      },
    );

    for (const [verb, as] of [
      ['approve', 'approved'],
      ['refuse', 'refused'],
    ] as const) {
      app.post(
        `/clinic/words/proposals/:proposal/${verb}`,
        {
          schema: {
            summary: `Another person ${verb}s words.`,
            params: z.object({ proposal: z.string().max(64) }),
            body: DecideProposal,
            response: { 200: z.object({ id: z.string() }) },
          },
        },
        async ({ params, body, user }) => {
          await wordsDesk.decide(params.proposal, user!.id, as, body.note);
          return { id: params.proposal };
        },
      );
    }
  };

type Objection = Awaited<ReturnType<ApiParts['wordsDesk']['list']>>[number]['in']['en'] extends {
  readonly own?: { readonly objections: readonly (infer One)[] };
}
  ? One
  : never;
const objection = ({ values, ...rest }: Objection) => ({ ...rest, ...(values ? { values: [...values] } : {}) });

const saidBy = ({ words, by, approvedBy, reason, since }: ClinicWords, staff: ReadonlyMap<string, string>): SaidView => ({
  ...(words === undefined ? {} : { words }),
  by,
  ...byName(by, staff),
  ...(approvedBy === undefined ? {} : { approvedBy }),
  ...(approvedBy !== undefined && staff.has(approvedBy) ? { approvedByName: staff.get(approvedBy)! } : {}),
  reason,
  since,
});
