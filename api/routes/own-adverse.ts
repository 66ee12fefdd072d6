import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { recordName } from '../../domain/record-names.ts';
import { OwnAdverse, OwnAdverseView } from '../adverse-contract.ts';
import { readOwnPage } from '../own-page-link.ts';
import type { ApiParts } from '../parts.ts';

const Token = z.object({ token: z.string().min(20).max(400) });
const MOST_OWN = 50;

/** A patient says on their own page that a medicine did not agree with them. */
export const ownAdverseRoutes =
  ({ store, clock, linkKey, adverse }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const patientOf = (token: string): string => {
      const patient = readOwnPage(token, clock.now(), linkKey);
      if (patient === undefined) throw new HearthError('session.expired');
      return patient;
    };

    // Whoever has no link learns nothing of what a body must look like.
    app.addHook('preValidation', async ({ params }) => void patientOf((params as { token: string }).token));

    app.get(
      '/own-page/:token/adverse-reactions',
      {
        schema: { summary: 'A patient’s own reports, and the medicines to choose from.', params: Token, response: { 200: OwnAdverseView } },
      },
      async ({ params }) => {
        const patient = patientOf(params.token);
        const known = (await store.patients.get([patient])).get(patient);
        if (!known) throw new HearthError('session.expired');
        const reports = await store.adverse.list(MOST_OWN, patient);
        return {
          medicines: known.medicines.map((medicine) => recordName(medicine, known.language)),
          drafts: reports
            .filter(({ state }) => state === 'draft')
            .map(({ id, begun, words }) => ({ id, begun, ...(words === undefined ? {} : { words }) })),
          // What the clinic alone wrote down is not shown as something that the patient said.
          handedIn: reports
            .filter(({ state, from }) => from !== 'clinician' && state !== 'draft')
            .map(({ id, begun, state, content }) => ({ id, begun, state, what: content.reactions[0]?.term ?? '' })),
        };
      },
    );

    app.post(
      '/own-page/:token/adverse-reactions',
      {
        schema: {
          summary: 'A patient says that a medicine did not agree with them.',
          params: Token,
          body: OwnAdverse,
          response: { 201: z.object({ id: z.string(), serious: z.boolean() }) },
        },
      },
      async ({ params, body }, reply) => {
        const report = await adverse.submit(patientOf(params.token), body);
        return reply.code(201).send({ id: report.id, serious: report.alarmed !== undefined });
      },
    );
  };
