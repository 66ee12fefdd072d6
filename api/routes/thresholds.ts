import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { Localized, Source } from '../../domain/source.ts';
import { concerns } from '../../rules/concerns.ts';
import { checkLimit, checkPair, thresholdsOf } from '../../rules/thresholds.ts';
import { ChangeThreshold, ThresholdView } from '../contract.ts';
import type { ApiParts } from '../parts.ts';
import { byName, staffNames } from '../views.ts';

const Name = z.object({ rule: z.string(), name: z.string() });
const RuleView = z.object({
  id: z.string(),
  version: z.int(),
  title: Localized,
  explanation: Localized,
  severity: z.string(),
  source: Source,
});

/** Limits: what is in force, where it comes from, and changing it with a reason. A change is in force for the next reading. */
export const thresholdRoutes =
  ({ store, clock, rules }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/rules',
      {
        schema: { summary: 'The rules in force, each with its source.', response: { 200: z.array(RuleView) } },
      },
      async () =>
        rules().rules.map(({ id, version, title, explanation, severity, source }) => ({
          id,
          version,
          title,
          explanation,
          severity,
          source,
        })),
    );

    app.get(
      '/patients/:patient/thresholds',
      {
        schema: {
          summary: 'The limits that judge a patient: value, where it comes from, history.',
          params: z.object({ patient: z.string() }),
          response: { 200: z.array(ThresholdView) },
        },
      },
      async ({ params }) => inForce(params.patient),
    );

    app.put(
      '/patients/:patient/thresholds/:rule/:name',
      {
        schema: {
          summary: 'Changes a patient’s own limit, or gives it up (value null), with a reason.',
          params: Name.extend({ patient: z.string() }),
          body: ChangeThreshold,
          response: { 200: z.array(ThresholdView) },
        },
      },
      async ({ params: { patient, rule, name }, body, user }) => {
        await change(patient, rule, name, body, user!.id);
        return inForce(patient);
      },
    );

    app.get(
      '/clinic/thresholds',
      {
        schema: { summary: 'The limits for everybody who has none of their own.', response: { 200: z.array(ThresholdView) } },
      },
      async () => inForce('clinic'),
    );

    app.put(
      '/clinic/thresholds/:rule/:name',
      {
        schema: {
          summary: 'Changes the clinic’s limit for everybody who has none of their own.',
          params: Name,
          body: ChangeThreshold,
          response: { 200: z.array(ThresholdView) },
        },
      },
      async ({ params: { rule, name }, body, user }) => {
        await change('clinic', rule, name, body, user!.id);
        return inForce('clinic');
      },
    );

    async function inForce(scope: string): Promise<ThresholdView[]> {
      const clinic = await store.thresholds.history('clinic');
      const own = scope === 'clinic' ? [] : await store.thresholds.history(scope);
      const staff = await staffNames(store);
      const patient = scope === 'clinic' ? undefined : (await store.patients.get([scope])).get(scope);
      // A patient sees the limits that judge them, the clinic all.
      return thresholdsOf(rules())
        .filter(({ appliesTo }) => !patient || concerns(appliesTo)(patient))
        .map((threshold) => {
          const history = [...own, ...clinic].filter(({ rule, name }) => rule === threshold.rule && name === threshold.name);
          const current = history.find(({ until }) => until === undefined);
          return {
            rule: threshold.rule,
            name: threshold.name,
            title: threshold.title,
            label: threshold.label,
            watches: threshold.watches,
            onValue: threshold.onValue,
            unit: threshold.unit,
            min: threshold.min,
            max: threshold.max,
            step: threshold.step,
            source: threshold.source,
            severity: threshold.severity,
            packValue: threshold.value,
            ...(threshold.inOtherUnit ? { inOtherUnit: threshold.inOtherUnit } : {}),
            value: current?.value ?? threshold.value,
            fromWhere: current === undefined ? 'pack' : current.scope === 'clinic' ? 'clinic' : 'patient',
            history: history.map(({ scope: where, value, by, reason, since, until }) => ({
              scope: where,
              value,
              by,
              ...byName(by, staff),
              reason,
              since,
              ...(until === undefined ? {} : { until }),
            })),
          };
        });
    }

    async function change(
      scope: string,
      rule: string,
      name: string,
      { value, reason }: z.infer<typeof ChangeThreshold>,
      by: string,
    ): Promise<void> {
      const known = thresholdsOf(rules()).find((threshold) => threshold.rule === rule && threshold.name === name);
      if (!known) throw new HearthError('threshold.unknown');
      const problem = value === null ? undefined : checkLimit(rules(), rule, name, value);
      if (problem) throw new HearthError(problem.code, problem.detail, [{ pointer: '/value', detail: problem.detail }]);
      const limits = (await store.thresholds.inForce([scope])).get(scope) ?? {};
      const beneath = scope === 'clinic' ? undefined : (await store.thresholds.inForce(['clinic'])).get('clinic')?.[`${rule}.${name}`];
      const contradiction = checkPair(rules(), rule, name, value ?? beneath ?? known.value, limits);
      if (contradiction) throw new HearthError('threshold.out-of-bounds', contradiction, [{ pointer: '/value', detail: contradiction }]);
      const at = clock.now();
      await store.transact(async (records) => {
        await records.thresholds.set({ scope, rule, name, value: value ?? undefined, by, reason, since: at });
        const patient = scope === 'clinic' ? {} : { patient: scope };
        await records.audit.note([{ at, by, did: 'threshold.change', ...patient, about: { rule, name, value, reason } }]);
      });
    }
  };
