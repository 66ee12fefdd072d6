import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ASKED_ROLES, type Conversation, type Said, type TriageVerdict } from '../../domain/conversation.ts';
import { HearthError } from '../../domain/errors.ts';
import { ConversationDetail, ConversationView, PassOn, PersonsAnswer, type SaidView } from '../conversation-contract.ts';
import type { ApiParts } from '../parts.ts';

const Id = z.object({ conversation: z.string().max(64) });
const MOST = 200;
const MOST_SAID = 200;

/** Conversations that wait for a person, and what people do with them. */
export const conversationRoutes =
  ({ store, questionDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/conversations',
      {
        schema: {
          summary: 'Conversations that wait for a person, the longest waiting first; of one role or of all.',
          querystring: z.object({ role: z.enum(ASKED_ROLES).optional() }),
          response: { 200: z.array(ConversationView) },
        },
      },
      async ({ query: { role }, sight }) =>
        viewsOf(await sight.only(await store.conversations.waiting(MOST, role), ({ patient }) => patient)),
    );

    app.get(
      '/patients/:patient/conversations',
      {
        schema: {
          summary: 'All conversations of a patient, newest first.',
          params: z.object({ patient: z.string() }),
          response: { 200: z.array(ConversationView) },
        },
      },
      async ({ params: { patient } }) => viewsOf(await store.conversations.of(patient, MOST)),
    );

    app.get(
      '/conversations/:conversation',
      {
        schema: { summary: 'One conversation, whole, with how each answer came about.', params: Id, response: { 200: ConversationDetail } },
      },
      async ({ params }) => detail(params.conversation),
    );

    app.post(
      '/conversations/:conversation/answer',
      {
        schema: {
          summary: 'Answers the patient, in a person’s own words. Refused where it tells who the patient is.',
          params: Id,
          body: PersonsAnswer,
          response: { 200: ConversationDetail },
        },
      },
      async ({ params: { conversation }, body, user }) => {
        await questionDesk.answer(conversation, user!, body.text);
        return detail(conversation);
      },
    );

    app.post(
      '/conversations/:conversation/pass-on',
      {
        schema: { summary: 'Another role is to answer.', params: Id, body: PassOn, response: { 200: ConversationDetail } },
      },
      async ({ params: { conversation }, body, user }) => {
        await questionDesk.passOn(conversation, user!, body.role);
        return detail(conversation);
      },
    );

    app.post(
      '/conversations/:conversation/close',
      {
        schema: {
          summary: 'Nothing more is to be answered. What the patient writes next opens another.',
          params: Id,
          response: { 204: z.void() },
        },
      },
      async ({ params: { conversation }, user }, reply) => {
        await questionDesk.close(conversation, user!);
        return reply.code(204).send();
      },
    );

    async function viewsOf(conversations: readonly Conversation[]): Promise<ConversationView[]> {
      const ids = [...new Set(conversations.map(({ patient }) => patient))];
      const [names, patients] = [await store.identities.get(ids), await store.patients.get(ids)];
      return Promise.all(
        conversations.map(async (conversation) => {
          const [name, patient] = [names.get(conversation.patient)?.name, patients.get(conversation.patient)];
          const last = (await store.conversations.saidIn(conversation.id, 20)).findLast(({ from }) => from === 'patient');
          return {
            ...conversation,
            ...(name ? { patientName: name } : {}),
            ...(patient ? { zone: patient.zone, language: patient.language } : {}),
            ...(last ? { question: last.text } : {}),
          };
        }),
      );
    }

    async function detail(id: string): Promise<z.infer<typeof ConversationDetail>> {
      const conversation = await store.conversations.get(id);
      if (!conversation) throw new HearthError('api.not-found', 'There is no such conversation.');
      const said = await store.conversations.saidIn(id, MOST_SAID);
      const users = new Map((await store.users.list()).map((user) => [user.id, user.name]));
      const [view] = await viewsOf([conversation]);
      return { ...view!, said: said.map((one) => saidView(one, users)) };
    }
  };

function saidView({ trail, conversation: _, patient: __, chart, ...said }: Said, users: ReadonlyMap<string, string>): SaidView {
  const name = said.by === undefined ? undefined : users.get(said.by);
  return {
    ...said,
    ...(name === undefined ? {} : { byName: name }),
    ...(chart ? { chart: { ...chart, points: [...chart.points] } } : {}),
    ...(trail ? { trail: trailView(trail) } : {}),
  };
}

const trailView = ({
  understood,
  by,
  facts,
  sources,
  attempts,
  triage,
  handedOn,
}: NonNullable<Said['trail']>): NonNullable<SaidView['trail']> => ({
  understood: { intent: understood.intent, about: [...understood.about], words: [...understood.words] },
  by,
  facts: [...facts],
  sources: [...sources],
  turnedDown: attempts
    .filter(({ outcome }) => outcome === 'turned down')
    .map((attempt) => ({
      by: attempt.by,
      why: [
        ...(attempt.failed === undefined ? [] : [attempt.failed]),
        ...attempt.verdicts.flatMap(({ check, findings }) => findings.map(({ why }) => `${check}: ${why}`)),
        ...(attempt.review && !attempt.review.agrees ? attempt.review.why : []),
      ],
    })),
  ...(triage ? { triage: triageView(triage) } : {}),
  ...(handedOn === undefined ? {} : { handedOn: typeof handedOn === 'string' ? { en: handedOn, 'zh-CN': handedOn } : handedOn }),
});

/** Without what was asked of the model: that is for the file, not for the page. */
const triageView = ({ exchanges: _, ...verdict }: TriageVerdict) => verdict;
