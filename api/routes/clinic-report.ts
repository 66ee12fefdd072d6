import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { lastWhole } from '../../domain/report-period.ts';
import { Language } from '../../domain/source.ts';
import type { CohortPeriod } from '../../reports/cohort/cohort.ts';
import { ClinicIssueView, ClinicReportView } from '../clinic-report-contract.ts';
import type { ApiParts, DrawnCohort } from '../parts.ts';
import type { Sight } from '../sight.ts';

const Period = z.string().max(30).optional().describe('2026-11, or days like 2026-11-01..2026-11-28; left out: the last whole month');

/** Ten years of months and weeks. */
const MOST_ISSUES = 640;

/** The clinic's report: numbers with the patients behind them, as a page, and on paper. */
export const clinicReportRoutes =
  ({ store, clock, zone, cohort }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const chosen = (period: string | undefined) => period ?? lastWhole('month', zone, clock.now()).key;

    app.get(
      '/reports/cohort',
      {
        schema: {
          summary: 'The clinic’s report, a period against the one before; while it is made, how far it has come.',
          querystring: z.object({ period: Period }),
          response: { 200: ClinicReportView },
        },
      },
      async ({ query, sight }): Promise<ClinicReportView> => {
        const state = cohort.state(chosen(query.period));
        if (state.is === 'making') return state;
        const { version: _, ...report } = state.report;
        return { is: 'ready', ...report, now: await named(report.now, sight), before: await named(report.before, sight) };
      },
    );

    app.get(
      '/reports/cohort/page',
      {
        schema: {
          summary: 'The clinic’s report as one HTML page, as PDF, or as JSON with pseudonyms; waits until it is made.',
          querystring: z.object({
            period: Period,
            language: Language.default('en'),
            format: z.enum(['html', 'pdf', 'json']).default('html'),
          }),
          response: { 200: z.string() },
        },
      },
      async ({ query: { period, language, format }, sight }, reply) => {
        const key = chosen(period);
        return send(reply, await cohort.show(key, language), { format, key, sight });
      },
    );

    app.get(
      '/reports/cohort/issued',
      {
        schema: { summary: 'The clinic’s reports as they were issued, the last first.', response: { 200: z.array(ClinicIssueView) } },
      },
      async () => [...(await store.clinicIssues.list(MOST_ISSUES))],
    );

    app.get(
      '/reports/cohort/issued/:issue',
      {
        schema: {
          summary:
            'One of them: drawn from what was kept; as JSON word for word for whoever sees every patient, else without those whom they do not see.',
          params: z.object({ issue: z.string().max(64) }),
          querystring: z.object({ language: Language.default('en'), format: z.enum(['html', 'pdf', 'json']).default('html') }),
          response: { 200: z.string() },
        },
      },
      async ({ params, query: { language, format }, sight }, reply) => {
        const shown = await cohort.showIssued(params.issue, language);
        if (!shown) throw new HearthError('api.not-found', 'There is no such report.');
        reply.header('etag', `"${shown.issue.sha256}"`);
        return send(reply, shown, { format, key: shown.issue.period, sight, whole: shown.content });
      },
    );

    /** `whole`: word for word what was kept, for whoever sees everybody. */
    async function send(
      reply: FastifyReply,
      shown: DrawnCohort,
      { format, key, sight, whole }: { format: 'html' | 'pdf' | 'json'; key: string; sight: Sight; whole?: string },
    ) {
      const asIs = (type: string, bytes: string | Buffer) =>
        reply
          .type(type)
          .serializer((same) => same as never)
          .send(bytes as never);
      if (format === 'html') return asIs('text/html; charset=utf-8', await shown.html());
      if (format === 'pdf') {
        reply.header('content-disposition', `inline; filename="clinic-${key}.pdf"`);
        return asIs('application/pdf', Buffer.from(await shown.pdf()));
      }
      if (whole !== undefined && sight.everybody) return asIs('application/json; charset=utf-8', whole);
      const [now, before] = [await onlySeen(shown.json.now, sight), await onlySeen(shown.json.before, sight)];
      return asIs('application/json; charset=utf-8', JSON.stringify({ ...shown.json, now, before }));
    }

    /** With the names of those patients behind each number whom the caller sees. */
    async function named(all: CohortPeriod, sight: Sight) {
      const { shares, alerts, ...period } = await onlySeen(all, sight);
      const ids = [...Object.values(shares).flatMap(({ patients }) => patients), ...alerts.most.map(({ patient }) => patient)];
      const names = await store.identities.get([...new Set(ids)]);
      const nameOf = (patient: string) => ({ patient, name: names.get(patient)?.name ?? patient });
      return {
        ...period,
        shares: Object.fromEntries(
          Object.entries(shares).map(([id, { interval, patients, ...share }]) => [
            id,
            { ...share, ...(interval ? { interval: [interval[0], interval[1]] as [number, number] } : {}), patients: patients.map(nameOf) },
          ]),
        ) as Extract<ClinicReportView, { is: 'ready' }>['now']['shares'],
        alerts: { ...alerts, most: alerts.most.map(({ patient, alerts: n }) => ({ ...nameOf(patient), alerts: n })) },
      };
    }
  };

/** A period's numbers as they are; behind each of them only those patients whom the caller sees. */
async function onlySeen({ shares, alerts, ...period }: CohortPeriod, sight: Sight): Promise<CohortPeriod> {
  const seen = await Promise.all(
    Object.entries(shares).map(
      async ([id, share]) => [id, { ...share, patients: await sight.only(share.patients, (one) => one) }] as const,
    ),
  );
  const most = await sight.only(alerts.most, ({ patient }) => patient);
  return { ...period, shares: Object.fromEntries(seen) as CohortPeriod['shares'], alerts: { ...alerts, most } };
}
