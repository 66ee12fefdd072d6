import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { emergencyNumber, withEmergencyNumberIn } from '../../domain/emergency-number.ts';
import { HearthError } from '../../domain/errors.ts';
import { OwnConversation, OwnMessage } from '../conversation-contract.ts';
import { readOwnPage } from '../own-page-link.ts';
import type { ApiParts } from '../parts.ts';

const Token = z.object({ token: z.string().min(20).max(400) });
/** What a person looks back at on a telephone. */
const CONVERSATIONS = 3;
const MOST_SAID = 60;

/** What a patient asks on the own page, and what is answered there. */
export const ownConversationRoutes =
  ({ store, clock, linkKey, reply: take, numbers }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const patientOf = (token: string): string => {
      const patient = readOwnPage(token, clock.now(), linkKey);
      if (patient === undefined) throw new HearthError('session.expired');
      return patient;
    };

    app.get(
      '/own-page/:token/conversation',
      {
        schema: { summary: 'The patient’s questions and the answers, oldest first.', params: Token, response: { 200: OwnConversation } },
      },
      async ({ params }) => conversationOf(patientOf(params.token)),
    );

    app.post(
      '/own-page/:token/messages',
      {
        schema: {
          summary: 'A question or a message of the patient. The same `id` again is the same message.',
          description: 'What speaks of an emergency is answered before this call returns, and people are told in the same transaction.',
          params: Token,
          body: OwnMessage,
          response: { 201: OwnConversation },
        },
      },
      async ({ params, body: { id, text, attachments } }, reply) => {
        const patient = patientOf(params.token);
        await take({ id, patient, text, via: 'own-page', attachments: attachments?.length });
        return reply.code(201).send(await conversationOf(patient));
      },
    );

    async function conversationOf(patient: string): Promise<z.infer<typeof OwnConversation>> {
      const zone = (await store.patients.get([patient])).get(patient)?.zone ?? '';
      const number = emergencyNumber(zone, numbers.emergencyNumber);
      const conversations = await store.conversations.of(patient, CONVERSATIONS);
      const said = (await Promise.all(conversations.toReversed().map(({ id }) => store.conversations.saidIn(id, MOST_SAID)))).flat();
      const users = new Map((await store.users.list()).map((user) => [user.id, user.role]));
      const answered = new Set(said.flatMap(({ answers }) => answers ?? []));
      const asked = said.findLast(({ from }) => from === 'patient');
      const state = conversations[0]?.state;
      return {
        said: said.slice(-MOST_SAID).map(({ id, at, from, by, text, chart }) => {
          const who = by === undefined ? undefined : users.get(by);
          const here = from === 'patient' ? text : withEmergencyNumberIn(text, number);
          return {
            id,
            at,
            from,
            text: here,
            ...(who ? { who } : {}),
            ...(chart ? { chart: { ...chart, points: [...chart.points] } } : {}),
          };
        }),
        ...(state?.is === 'waiting' ? { waiting: { role: state.role, by: state.by } } : {}),
        thinking: asked !== undefined && !answered.has(asked.id) && state?.is === 'open',
      };
    }
  };
