import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Patient } from '../../domain/patient.ts';
import type { WorklistPlace } from '../../domain/store.ts';
import { alarmBudget } from '../../reports/metrics/alarm-budget.ts';
import { AlarmBudgetView, BudgetPeriod } from '../alert-contract.ts';
import { AcknowledgeAlert, AlertView, ResolveAlert, SnoozeAlert } from '../contract.ts';
import { MomentParam } from '../moment-param.ts';
import type { ApiParts } from '../parts.ts';
import { alertView, byName, staffNames } from '../views.ts';

const Id = z.object({ alert: z.string().max(64) });

/** `12.1772352000000.<id>`: where a page ended. */
const placeText = ({ needs, raised, id }: WorklistPlace): string => [needs, raised, encodeURIComponent(id)].join('.');
const Place = z
  .string()
  .regex(/^-?\d{1,3}\.\d{1,15}\..{1,64}$/, 'as the header Link of the page before gives it')
  .transform((text): WorklistPlace => {
    const [needs, raised, ...id] = text.split('.');
    return { needs: Number(needs), raised: Number(raised), id: id.join('.') };
  });
const Brief = z.enum(['yes', 'no']).default('no').describe('yes: without what `/rules` says once for all alerts of a rule');
const WorklistPage = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(500), after: Place.optional(), brief: Brief });

/** What a worklist says of a person beside the name. */
const aboutOf = (patient: Patient | undefined) =>
  patient && {
    zone: patient.zone,
    glucoseUnit: patient.glucoseUnit,
    conditions: patient.conditions,
    ...(patient.birthYear === undefined ? {} : { birthYear: patient.birthYear }),
  };

export const alertRoutes =
  ({ store, alertDesk, rules }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/alerts',
      {
        schema: {
          summary: 'What is open, in pages: what needs a person first; the header Link leads to the next page.',
          querystring: WorklistPage,
          response: { 200: z.array(AlertView) },
        },
      },
      async ({ query: { limit, after, brief }, sight, user }, reply) => {
        const { alerts, next } = await store.alerts.worklist(limit, after);
        const open = await sight.only(alerts, ({ patient }) => patient);
        if (next)
          reply.header(
            'link',
            `</api/v1/alerts?limit=${limit}${brief === 'yes' ? '&brief=yes' : ''}&after=${placeText(next)}>; rel="next"`,
          );
        const of = [...new Set(open.map(({ patient }) => patient))];
        const staff = await staffNames(store);
        const [names, patients] = [await store.identities.get(of), await store.patients.get(of)];
        return open.map((alert) => {
          const about = { patientName: names.get(alert.patient)?.name, role: user?.role };
          const { explanation, ...view } = alertView(alert, rules(), staff, about);
          // A caregiver is told in other words than those of the rule.
          const said = explanation && (brief === 'no' || user?.role === 'caregiver') ? { explanation } : {};
          return { ...view, ...said, ...aboutOf(patients.get(alert.patient)) };
        });
      },
    );

    app.get(
      '/alerts/budget',
      {
        schema: {
          summary: 'The alarm budget of a period: what led to an action, what was noise, who answered how fast.',
          querystring: BudgetPeriod,
          response: { 200: AlarmBudgetView },
        },
      },
      async ({ query, sight }): Promise<AlarmBudgetView> => {
        const lives = await sight.only(await store.alerts.lives(query.from, query.to), ({ patient }) => patient);
        const budget = alarmBudget(lives, query, await store.deskNotes.onAlertsRaised(query.from, query.to));
        const staff = await staffNames(store);
        const titles = new Map(rules().rules.map(({ id, title }) => [id, title]));
        return {
          ...budget,
          noisiest: [...budget.noisiest],
          rules: budget.rules.map((rule) => ({ ...rule, ...(titles.has(rule.rule) ? { title: titles.get(rule.rule)! } : {}) })),
          people: budget.people.map((person) => ({ ...person, ...byName(person.by, staff) })),
        };
      },
    );

    app.get(
      '/patients/:patient/alerts',
      {
        schema: {
          summary: 'The alerts of a patient that were opened in a period.',
          params: z.object({ patient: z.string() }),
          querystring: z.object({ from: MomentParam, to: MomentParam }),
          response: { 200: z.array(AlertView) },
        },
      },
      async ({ params: { patient }, query: { from, to }, user }) => {
        const staff = await staffNames(store);
        const about = await unitOf(patient);
        return (await store.alerts.between(patient, from, to)).map((alert) => ({
          ...alertView(alert, rules(), staff, { role: user?.role }),
          ...about,
        }));
      },
    );

    app.post(
      '/alerts/:alert/acknowledge',
      {
        schema: {
          summary: 'Somebody has seen it, and is dealing with it until a moment.',
          params: Id,
          body: AcknowledgeAlert,
          response: { 200: AlertView },
        },
      },
      async ({ params, body, user }) => {
        await alertDesk.acknowledge(params.alert, user!.id, body?.minutes);
        return view(params.alert);
      },
    );

    app.post(
      '/alerts/:alert/snooze',
      {
        schema: {
          summary: 'Keeps the team from hearing of the same direction for a while; it ends by itself when data go stale.',
          params: Id,
          body: SnoozeAlert,
          response: { 200: AlertView },
        },
      },
      async ({ params, body, user }) => {
        await alertDesk.snooze(params.alert, user!.id, body);
        return view(params.alert);
      },
    );

    app.delete(
      '/alerts/:alert/snooze',
      {
        schema: { summary: 'Ends a snooze before its time.', params: Id, response: { 200: AlertView } },
      },
      async ({ params, user }) => {
        await alertDesk.endSnooze(params.alert, user!.id);
        return view(params.alert);
      },
    );

    app.post(
      '/alerts/:alert/resolve',
      {
        schema: {
          summary: 'It is dealt with: what came of it, and in a few words how.',
          params: Id,
          body: ResolveAlert,
          response: { 200: AlertView },
        },
      },
      async ({ params, body, user }) => {
        await alertDesk.resolve(params.alert, user!.id, body);
        return view(params.alert);
      },
    );

    const view = async (id: string): Promise<AlertView> => {
      const alert = (await store.alerts.get(id))!;
      return { ...alertView(alert, rules(), await staffNames(store)), ...(await unitOf(alert.patient)) };
    };

    async function unitOf(id: string): Promise<Pick<AlertView, 'glucoseUnit'>> {
      const patient = (await store.patients.get([id])).get(id);
      return patient ? { glucoseUnit: patient.glucoseUnit } : {};
    }
  };
