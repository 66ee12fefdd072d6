import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { sentencesSent } from '../../domain/advice.ts';
import { Language } from '../../domain/source.ts';
import { reportIdOf } from '../../reports/fhir/report-period.ts';
import { AdviceView, Answer, FollowUpView, isPeriod, MessageView, NO_PERIOD } from '../contract.ts';
import { MomentParam } from '../moment-param.ts';
import type { ApiParts } from '../parts.ts';
import { adviceView, followUpView, messageView, staffNames } from '../views.ts';

const Of = z.object({ patient: z.string().max(64) });
const MOST = 200;

/** What was said to a patient, asked, and advised; and the doctor's report. */
export const courseRoutes =
  ({ store, answer, report, inboxKey }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    /** Of these alerts, those whose readings were withdrawn: what was said because of them no longer stands. */
    async function takenBack(ids: readonly string[]): Promise<ReadonlySet<string>> {
      const alerts = await Promise.all([...new Set(ids)].map((id) => store.alerts.get(id)));
      return new Set(alerts.flatMap((alert) => (alert?.state.is === 'resolved' && alert.state.because === 'withdrawn' ? [alert.id] : [])));
    }

    app.get(
      '/patients/:patient/advice',
      {
        schema: {
          summary: 'What was advised to a patient, latest first, with the facts behind each sentence.',
          params: Of,
          response: { 200: z.array(AdviceView) },
        },
      },
      async ({ params, user }) => {
        const all = await store.advice.of(params.patient, MOST);
        // The family reads what was said, and nothing that waits, was refused or expired.
        const advice = user?.role === 'caregiver' ? all.filter((one) => sentencesSent(one).length > 0) : all;
        const withdrawn = await takenBack(advice.map(({ alert }) => alert));
        const staff = await staffNames(store);
        return advice.map((one) => adviceView(one, withdrawn, staff));
      },
    );

    app.get(
      '/patients/:patient/messages',
      {
        schema: {
          summary: 'What a patient and the team were told about a patient, and what became of each message.',
          params: Of,
          response: { 200: z.array(MessageView) },
        },
      },
      async ({ params }) => {
        const inbox = await store.inbox.of(params.patient, 2 * MOST);
        const outbox = await store.outbox.of(params.patient, MOST);
        const withdrawn = await takenBack(outbox.flatMap(({ message }) => message.alert ?? []));
        return outbox.map((entry) => messageView(entry, inbox, inboxKey, withdrawn));
      },
    );

    app.get(
      '/patients/:patient/follow-ups',
      {
        schema: { summary: 'What a patient was asked, and answered.', params: Of, response: { 200: z.array(FollowUpView) } },
      },
      async ({ params }) => (await store.followUps.of(params.patient)).slice(0, MOST).map(followUpView),
    );

    app.post(
      '/follow-ups/:followUp/answer',
      {
        schema: {
          summary: 'The answer of a patient who told it to somebody of the team.',
          params: z.object({ followUp: z.string().max(64) }),
          body: Answer,
          response: { 200: FollowUpView },
          description: 'On behalf of the patient, after a call.',
        },
      },
      async ({ params, body, user }) => {
        return followUpView(await answer(params.followUp, body.option, user!.id));
      },
    );

    const zoneOf = async (patient: string) => (await store.patients.get([patient])).get(patient)!.zone;
    app.get(
      '/patients/:patient/report',
      {
        schema: {
          summary: 'The doctor’s report of a period, as JSON, as one HTML page, as PDF, or as a FHIR R4 document.',
          params: Of,
          querystring: z
            .object({
              from: MomentParam,
              to: MomentParam,
              language: Language.default('en'),
              format: z.enum(['json', 'html', 'pdf', 'fhir']).default('json'),
            })
            .refine(isPeriod, NO_PERIOD),
          response: { 200: z.union([z.string(), z.record(z.string(), z.unknown())]) },
        },
      },
      async ({ params: { patient }, query: { from, to, language, format }, token }, reply) => {
        const named = token === undefined;
        const made = report({ patient, from, to, language, named });
        if (format === 'json') return reply.send((await made.json()) as Record<string, unknown>);
        if (format === 'fhir')
          return reply
            .type('application/fhir+json; charset=utf-8')
            .send(await made.fhir({ id: reportIdOf(patient, from, to, await zoneOf(patient)), named }));
        if (format === 'pdf')
          return reply
            .type('application/pdf')
            .header('content-disposition', `inline; filename="report-${patient}.pdf"`)
            .serializer((bytes) => bytes as never)
            .send(Buffer.from(await made.pdf()) as never);
        return reply
          .type('text/html; charset=utf-8')
          .serializer((text) => text as string)
          .send(await made.html());
      },
    );
  };
