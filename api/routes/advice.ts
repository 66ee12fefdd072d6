import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Advice } from '../../domain/advice.ts';
import { AdviceEdit, type ApprovalRulesSet } from '../../domain/advice-approval.ts';
import { CHECK_NAMES } from '../../domain/advice-checks.ts';
import { HearthError } from '../../domain/errors.ts';
import { ApprovalRulesView, ApprovalView, Approve, HeldAdvice, Objections, Refuse, SetApprovalRules } from '../advice-contract.ts';
import type { ApiParts } from '../parts.ts';
import { alertView, approvalView, byName, staffNames } from '../views.ts';

const Id = z.object({ advice: z.string().max(64) });
/** Who decides what is said to a patient. */
const _DECIDERS = ['doctor', 'coordinator'] as const;
const MOST = 200;

/** Advice that waits for a person, and the clinic's rules for which advice does. */
export const adviceRoutes =
  ({ store, rules, approvalDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/advice/waiting',
      {
        schema: { summary: 'Advice that waits for a person, the first to expire first.', response: { 200: z.array(HeldAdvice) } },
      },
      async ({ sight }) => {
        const waiting = await sight.only(await approvalDesk.waiting(MOST), ({ patient }) => patient);
        const people = [...new Set(waiting.map(({ patient }) => patient))];
        const [patients, identities] = [await store.patients.get(people), await store.identities.get(people)];
        const views = await Promise.all(
          waiting.map(async (advice) => {
            const alert = await store.alerts.get(advice.alert);
            const zone = patients.get(advice.patient)?.zone;
            if (!alert || zone === undefined) return [];
            const { title, severity, raised } = alertView(alert, rules(), new Map());
            return [heldView(advice, { title, severity, raised, zone, name: identities.get(advice.patient)?.name })];
          }),
        );
        return views.flat();
      },
    );

    app.post(
      '/advice/:advice/check',
      {
        schema: {
          summary: 'What the guard has against a text as a person wants it sent.',
          params: Id,
          body: AdviceEdit,
          response: { 200: Objections },
        },
      },
      async ({ params, body }) =>
        (await approvalDesk.check(params.advice, body)).map((one) => ({
          ...one,
          name: CHECK_NAMES[one.check] ?? { 'zh-CN': one.check, en: one.check },
        })),
    );

    app.post(
      '/advice/:advice/approve',
      {
        schema: {
          summary: 'Sends an advice that waits, as it is or edited. The guard looks at it again.',
          params: Id,
          body: Approve,
          response: { 200: ApprovalView },
        },
      },
      async ({ params, body, user }) => decided(await approvalDesk.approve(params.advice, user!.id, body)),
    );

    app.post(
      '/advice/:advice/refuse',
      {
        schema: { summary: 'Keeps an advice from being sent, with the reason.', params: Id, body: Refuse, response: { 200: ApprovalView } },
      },
      async ({ params, body, user }) => decided(await approvalDesk.refuse(params.advice, user!.id, body.reason)),
    );

    app.get(
      '/advice/approval-rules',
      {
        schema: { summary: 'Which advice waits for a person, who set that, and what held before.', response: { 200: ApprovalRulesView } },
      },
      async () => rulesView(),
    );

    app.put(
      '/advice/approval-rules',
      {
        schema: {
          summary: 'Sets which advice waits for a person, from the next one on. What may be an emergency never waits.',
          body: SetApprovalRules,
          response: { 200: ApprovalRulesView },
        },
      },
      async ({ body, user }) => {
        await approvalDesk.setRules(body.rules, user!.id, body.reason);
        return rulesView();
      },
    );

    async function rulesView(): Promise<ApprovalRulesView> {
      const staff = await staffNames(store);
      const view = (set: ApprovalRulesSet) => ({ ...set, ...byName(set.by, staff) });
      return { ...view(await store.approvalRules.inForce()), history: (await store.approvalRules.history(50)).map(view) };
    }

    async function decided(advice: Advice): Promise<ApprovalView> {
      const view = approvalView(advice, await staffNames(store));
      if (!view) throw new HearthError('api.fault');
      return view;
    }
  };

function heldView(
  { id, patient, language, alert, written, by, sentences, facts, turnedDown, trail, approval }: Advice,
  about: Pick<HeldAdvice, 'title' | 'severity' | 'raised' | 'zone'> & { readonly name: string | undefined },
): HeldAdvice {
  const { name, ...rest } = about;
  const used = new Set(facts.map((fact) => fact.id));
  return {
    id,
    patient,
    ...(name === undefined ? {} : { patientName: name }),
    ...rest,
    language,
    alert,
    written,
    expires: approval!.expires,
    by,
    sentences: sentences
      .filter(({ topic }) => topic !== 'closing')
      .map(({ text, topic, source }) => ({ text, topic, ...(source === undefined ? {} : { source }) })),
    closing: sentences.filter(({ topic }) => topic === 'closing').map(({ text }) => text),
    facts: (trail?.facts ?? facts).map((fact) => ({ ...fact, used: used.has(fact.id) })),
    mustAvoid: (trail?.mustAvoid ?? []).map(({ text }) => text),
    turnedDown: turnedDown.map(({ by: who, why }) => ({ by: who, why: [...why] })),
  };
}
