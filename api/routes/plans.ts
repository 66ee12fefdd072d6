import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DAY } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import { nextOccurrence } from '../../domain/occurrence.ts';
import { NO_PLAN, Plan } from '../../domain/plan.ts';
import { fhirQuestionnaire } from '../../reports/fhir/questionnaire.ts';
import { fhirResponse } from '../../reports/fhir/questionnaire-response.ts';
import { Fill, PlanView, ProposeVisit, QuestionnaireView, ResponseView } from '../contract.ts';
import type { ApiParts } from '../parts.ts';
import { questionnaireView, responseView } from '../views.ts';

const Of = z.object({ patient: z.string().max(64) });
const Format = z.object({ format: z.enum(['json', 'fhir']).default('json') });
const Json = z.record(z.string(), z.unknown());
const MOST = 200;
/** A visit further away than this is a slip of the pen. */
const MOST_AHEAD = 366 * DAY;

/** What a patient is to be reminded of and asked; visits that are proposed; questionnaires and what was filled in. */
export const planRoutes =
  ({ store, clock, keepPlan, fill, questionnaires }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const known = (id: string) => {
      const found = questionnaires.find((one) => one.questionnaire === id);
      if (!found) throw new HearthError('api.not-found', 'There is no such questionnaire.');
      return found;
    };

    app.get(
      '/patients/:patient/plan',
      {
        schema: {
          summary: 'Check-ins, measuring times and medicine times of a patient, on the patient’s wall clock; and when each is due next.',
          params: Of,
          response: { 200: PlanView },
        },
      },
      async ({ params }) => view(params.patient),
    );

    app.put(
      '/patients/:patient/plan',
      {
        schema: {
          summary: 'Changes the plan. What is left out stops at once, also a question of it that is still open.',
          params: Of,
          body: Plan,
          response: { 200: PlanView },
        },
      },
      async ({ params: { patient }, body, user }) => {
        await store.transact(async (records) => {
          await keepPlan(records, patient, body);
          await records.audit.note([
            { at: clock.now(), by: user!.id, did: 'plan.change', patient, about: { items: body.items.map(({ id }) => id).join(' ') } },
          ]);
        });
        return view(patient);
      },
    );

    app.post(
      '/patients/:patient/visits',
      {
        schema: {
          summary: 'Proposes a visit at a time; the patient accepts or declines on their own page.',
          params: Of,
          body: ProposeVisit,
          response: { 202: z.object({ at: z.int() }) },
        },
      },
      async ({ params: { patient }, body: { at, minutes }, user }, reply) => {
        const now = clock.now();
        if (at <= now)
          throw new HearthError('api.invalid', 'This time has passed.', [{ pointer: '/at', detail: 'a time that is still to come' }]);
        if (at > now + MOST_AHEAD)
          throw new HearthError('api.invalid', 'This is more than a year ahead.', [
            { pointer: '/at', detail: 'a time within a year from now' },
          ]);
        await store.transact(async (records) => {
          await records.decisions.apply(
            [
              {
                do: 'start-pathway',
                pathway: 'visit-proposal',
                patient,
                at: now,
                cause: `visit ${at}`,
                values: { visit: String(at), minutes: String(minutes) },
              },
            ],
            now,
          );
          await records.audit.note([{ at: now, by: user!.id, did: 'visit.propose', patient, about: { at, minutes } }]);
        });
        return reply.code(202).send({ at });
      },
    );

    app.get(
      '/questionnaires',
      {
        schema: { summary: 'The questionnaires that there are.', response: { 200: z.array(QuestionnaireView) } },
      },
      async () => questionnaires.map(questionnaireView),
    );

    app.get(
      '/questionnaires/:questionnaire',
      {
        schema: {
          summary: 'One questionnaire, also as a FHIR R4 Questionnaire.',
          params: z.object({ questionnaire: z.string().max(64) }),
          querystring: Format,
          response: { 200: z.union([QuestionnaireView, Json]) },
        },
      },
      async ({ params, query }) => {
        const found = known(params.questionnaire);
        return query.format === 'fhir' ? fhirQuestionnaire(found) : questionnaireView(found);
      },
    );

    app.get(
      '/patients/:patient/responses',
      {
        schema: { summary: 'What a patient filled in, latest first.', params: Of, response: { 200: z.array(ResponseView) } },
      },
      async ({ params }) => (await store.responses.of(params.patient, MOST)).map(responseView),
    );

    app.get(
      '/patients/:patient/responses/:response',
      {
        schema: {
          summary: 'One filled-in questionnaire, also as a FHIR R4 QuestionnaireResponse.',
          params: Of.extend({ response: z.string().max(64) }),
          querystring: Format,
          response: { 200: z.union([ResponseView, Json]) },
        },
      },
      async ({ params, query }) => {
        const found = await store.responses.get(params.response);
        if (found?.patient !== params.patient) throw new HearthError('api.not-found', 'There is no such response.');
        return query.format === 'fhir' ? fhirResponse(found, known(found.questionnaire)) : responseView(found);
      },
    );

    app.post(
      '/follow-ups/:followUp/response',
      {
        schema: {
          summary: 'A questionnaire, filled in for a patient who told the answers to somebody of the team.',
          params: z.object({ followUp: z.string().max(64) }),
          body: Fill,
          response: { 201: ResponseView },
        },
      },
      async ({ params, body, user }, reply) => reply.code(201).send(responseView(await fill(params.followUp, body.answers, user!.id))),
    );

    async function view(id: string) {
      const plan = (await store.plans.get(id)) ?? NO_PLAN;
      const { zone } = (await store.patients.get([id])).get(id)!;
      const now = clock.now();
      const next = plan.items.flatMap((item) => {
        const due = nextOccurrence(item, zone, now);
        return due ? [[item.id, due.at] as const] : [];
      });
      return { plan, next: Object.fromEntries(next) };
    }
  };
