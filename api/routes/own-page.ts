import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DAY } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import { WATCHED } from '../../domain/reading.ts';
import { CLINICIANS } from '../auth.ts';
import { Answer, FollowUpView, OwnPage, ReadingView } from '../contract.ts';
import { readOwnPage, signOwnPage } from '../own-page-link.ts';
import type { ApiParts } from '../parts.ts';
import { readingView } from '../views.ts';

const Token = z.object({ token: z.string().min(20).max(400) });
const LINK_LIVES_MS = 7 * DAY;

/** The patient's own page, opened by a signed link: last readings, messages, questions. */
export const ownPageRoutes =
  ({ store, clock, linkKey, answer, readingDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const patientOf = (token: string): string => {
      const patient = readOwnPage(token, clock.now(), linkKey);
      if (patient === undefined) throw new HearthError('session.expired');
      return patient;
    };

    app.post(
      '/patients/:patient/own-page',
      {
        schema: {
          summary: 'A signed link to the patient’s own page, good for a week.',
          params: z.object({ patient: z.string() }),
          response: { 201: z.object({ path: z.string(), until: z.int() }) },
        },
        config: { who: CLINICIANS },
      },
      async ({ params: { patient }, user }, reply) => {
        const at = clock.now();
        await store.transact((records) => records.audit.note([{ at, by: user!.id, did: 'own-page.link', patient, about: {} }]));
        return reply.code(201).send({ path: `/p/${signOwnPage(patient, at + LINK_LIVES_MS, linkKey)}`, until: at + LINK_LIVES_MS });
      },
    );

    app.get(
      '/own-page/:token',
      {
        schema: { summary: 'The patient’s own page: last readings, messages, open questions.', params: Token, response: { 200: OwnPage } },
        config: { who: 'patient-link' },
      },
      async ({ params }) => {
        const id = patientOf(params.token);
        const patient = (await store.patients.get([id])).get(id);
        if (!patient) throw new HearthError('session.expired');
        const readings = (await Promise.all(WATCHED.map((kind) => store.readings.latest(id, kind, 20)))).flat();
        // The inbox of a patient also holds what was said about them to the team: that is not theirs to read.
        const messages = (await store.inbox.of(id, 200)).filter(({ address }) => address === id).slice(0, 30);
        return {
          name: (await store.identities.get([id])).get(id)?.name ?? '',
          language: patient.language,
          zone: patient.zone,
          glucoseUnit: patient.glucoseUnit,
          readings: readings.flatMap((reading) => readingView(reading) ?? []).sort((a, b) => b.at - a.at),
          messages: messages.map(({ key, at, subject, text }) => ({ key, at, subject, text })),
          questions: (await store.followUps.of(id))
            .filter(({ state }) => state.is === 'open')
            .map((one) => ({ ...one, options: [...one.options] })),
        };
      },
    );

    app.post(
      '/own-page/:token/follow-ups/:followUp',
      {
        schema: {
          summary: 'The patient’s answer to a question.',
          params: Token.extend({ followUp: z.string().max(64) }),
          body: Answer,
          response: { 200: FollowUpView },
        },
        config: { who: 'patient-link' },
      },
      async ({ params, body }) => {
        const patient = patientOf(params.token);
        if ((await store.followUps.get(params.followUp))?.patient !== patient)
          throw new HearthError('api.not-found', 'There is no such question.');
        const answered = await answer(params.followUp, body.option, patient);
        return { ...answered, options: [...answered.options] };
      },
    );

    const whose = [
      ['not-mine', 'It was not me: the measurement does not count.', readingDesk.withdraw],
      ['mine', 'It was me after all: the measurement counts again.', readingDesk.restore],
    ] as const;
    for (const [said, summary, settle] of whose) {
      app.post(
        `/own-page/:token/readings/:reading/${said}`,
        {
          schema: { summary, params: Token.extend({ reading: z.string().max(300) }), response: { 200: ReadingView } },
          config: { who: 'patient-link' },
        },
        async ({ params: { token, reading } }) => {
          const patient = patientOf(token);
          return readingView(await settle(reading, patient, `the patient: ${said}`, patient))!;
        },
      );
    }
  };
