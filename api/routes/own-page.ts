import { isDeepStrictEqual } from 'node:util';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DAY } from '../../domain/clock.ts';
import { emergencyNumber, withEmergencyNumbers } from '../../domain/emergency-number.ts';
import { HearthError } from '../../domain/errors.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { PlanItem } from '../../domain/plan.ts';
import { type Kind, type Reading, SHOWN_KINDS } from '../../domain/reading.ts';
import { Answer, Fill, FollowUpView, OwnPage, QuestionnaireView, ReadingView } from '../contract.ts';
import { hourly, isSensor, SENSOR_DAY, SHOWN } from '../own-latest.ts';
import { readOwnLink, readOwnPage, signOwnPage } from '../own-page-link.ts';
import type { ApiParts } from '../parts.ts';
import { followUpView, questionnaireView, readingView } from '../views.ts';
import { visitCalendar } from '../visit-calendar.ts';

const Token = z.object({ token: z.string().min(20).max(400) });
const Asked = Token.extend({ followUp: z.string().max(64) });
const LINK_LIVES_MS = 7 * DAY;

/** The patient's own page, opened by a signed link: last readings, messages, questions. */
export const ownPageRoutes =
  ({ store, clock, linkKey, answer, readingDesk, fill, questionnaires, clinic, numbers }: ApiParts): FastifyPluginAsyncZod =>
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
      },
      async ({ params }) => {
        const link = readOwnLink(params.token, clock.now(), linkKey);
        if (!link) throw new HearthError('session.expired');
        const id = link.patient;
        const patient = (await store.patients.get([id])).get(id);
        if (!patient) throw new HearthError('session.expired');
        const number = emergencyNumber(patient.zone, numbers.emergencyNumber);
        const readings = (await Promise.all(SHOWN_KINDS.map((kind) => lastOf(id, kind)))).flat();
        // The inbox of a patient also holds what was said about them to the team: that is not theirs to read.
        const messages = (await store.inbox.of(id, 200)).filter(({ address }) => address === id).slice(0, 30);
        return {
          name: (await store.identities.get([id])).get(id)?.name ?? '',
          language: patient.language,
          zone: patient.zone,
          glucoseUnit: patient.glucoseUnit,
          readings: readings.flatMap((reading) => readingView(reading) ?? []).sort((a, b) => b.at - a.at),
          messages: messages.map(({ key, at, subject, text }) => ({ key, at, subject, text })),
          questions: (await store.followUps.open(id)).map((one) => followUpView(here(one, number))),
          visits: (await store.followUps.of(id))
            .filter(({ visit, state }) => visit && visit.at > clock.now() && state.is === 'answered' && state.answer === 'accept')
            .map(followUpView),
          plan: planOf((await store.plans.get(id))?.items ?? [], clock.now(), patient.zone),
          ...(number === undefined ? {} : { emergencyNumber: number }),
          ...(numbers.telephone === undefined ? {} : { clinicTelephone: numbers.telephone }),
          measuring: patient.plan.map(({ kind, everyDays }) => ({ kind, everyDays })),
          until: link.until,
        };
      },
    );

    app.post(
      '/own-page/:token/follow-ups/:followUp',
      {
        schema: {
          summary: 'The patient’s answer to a question.',
          params: Asked,
          body: Answer,
          response: { 200: FollowUpView },
        },
      },
      async ({ params, body }) => {
        const asked = await askedOf(params);
        // A phone that heard no answer says it again: the same answer to the same question is one.
        if (asked.state.is === 'answered' && asked.state.answer === body.option) return followUpView(asked);
        return followUpView(await answer(params.followUp, body.option, asked.patient));
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
        },
        async ({ params: { token, reading } }) => {
          const patient = patientOf(token);
          return readingView(await settle(reading, patient, `the patient: ${said}`, patient))!;
        },
      );
    }

    app.get(
      '/own-page/:token/follow-ups/:followUp/questionnaire',
      {
        schema: { summary: 'The questionnaire of an open question.', params: Asked, response: { 200: QuestionnaireView } },
      },
      async ({ params }) => {
        const { questionnaire: id } = await askedOf(params);
        const found = questionnaires.find(({ questionnaire }) => questionnaire === id);
        if (!found) throw new HearthError('api.not-found', { en: 'There is no such questionnaire.', 'zh-CN': '没有这份问卷。' });
        return questionnaireView(found);
      },
    );

    app.post(
      '/own-page/:token/follow-ups/:followUp/response',
      {
        schema: {
          summary: 'A questionnaire, filled in by the patient.',
          params: Asked,
          body: Fill,
          response: { 201: z.object({ id: z.string() }) },
        },
      },
      async ({ params, body }, reply) => {
        const { id, patient, state } = await askedOf(params);
        const already = state.is === 'answered' ? await store.responses.get(id) : undefined;
        if (!already || already.by !== patient || !isDeepStrictEqual(already.answers, body.answers)) await fill(id, body.answers, patient);
        return reply.code(201).send({ id });
      },
    );

    app.get(
      '/own-page/:token/follow-ups/:followUp/visit.ics',
      {
        schema: {
          summary: 'A visit that the patient accepted, for the calendar of a phone.',
          params: Asked,
          response: { 200: z.string() },
        },
      },
      async ({ params }, reply) => {
        const { id, patient, visit, state } = await askedOf(params);
        if (!visit || state.is !== 'answered' || state.answer !== 'accept')
          throw new HearthError('api.not-found', { en: 'There is no visit that was accepted.', 'zh-CN': '没有已接受的就诊安排。' });
        const language = (await store.patients.get([patient])).get(patient)?.language ?? 'en';
        return reply
          .type('text/calendar; charset=utf-8')
          .header('content-disposition', 'attachment; filename="visit.ics"')
          .serializer((text) => text as string)
          .send(visitCalendar({ id, visit }, { clinic, language, written: state.at }));
      },
    );

    /** What of a plan is in force on this day of the patient's. */
    function planOf(items: readonly PlanItem[], now: number, zone: string): OwnPage['plan'] {
      const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
      return items
        .filter(({ from, until }) => (from === undefined || from <= today) && (until === undefined || until >= today))
        .map(({ id, what, times, weekdays }) => ({
          ...{ id, do: what.do, times: [...times], weekdays: [...weekdays] },
          ...(what.do === 'measure' ? { kind: what.kind } : {}),
          ...(what.do === 'medicine' ? { what: { en: what.medicine, 'zh-CN': what.medicine } } : {}),
          ...(what.do === 'check-in'
            ? {
                what: questionnaires.find(({ questionnaire }) => questionnaire === what.questionnaire)?.title ?? {
                  en: what.questionnaire,
                  'zh-CN': what.questionnaire,
                },
              }
            : {}),
        }));
    }

    /** The latest of a kind, newest first; of a sensor those that tell the day. */
    async function lastOf(patient: string, kind: Kind): Promise<readonly Reading[]> {
      const few = await store.readings.latest(patient, kind, SHOWN);
      return few.some(isSensor) ? hourly(await store.readings.latest(patient, kind, SENSOR_DAY)).slice(0, SHOWN) : few;
    }

    async function askedOf({ token, followUp }: z.infer<typeof Asked>): Promise<FollowUp> {
      const patient = patientOf(token);
      const found = await store.followUps.get(followUp);
      if (found?.patient !== patient)
        throw new HearthError('api.not-found', { en: 'There is no such question.', 'zh-CN': '没有这个问题。' });
      return found;
    }
  };

/** A question with the emergency number of where the patient lives. */
const here = (one: FollowUp, number: string | undefined): FollowUp => ({
  ...one,
  question: withEmergencyNumbers(one.question, number),
  options: one.options.map((option) => ({ ...option, text: withEmergencyNumbers(option.text, number) })),
});
