import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import type { IssuedPlace, IssuedState } from '../../domain/issued.ts';
import { Language } from '../../domain/source.ts';
import type { ApiParts } from '../parts.ts';
import { CorrectReport, IssuedDetail, IssuedView, SignReport } from '../report-contract.ts';
import { byName, staffNames } from '../views.ts';

const Id = z.object({ report: z.string().max(64) });
const MOST_OF_ONE = 200;
/** So far a doctor's list is searched for what comes before and after a report. */
const NEIGHBOURS = 1000;

/** `1772352000000.<id>`: where a page ended. */
const placeText = ({ issued, id }: IssuedPlace): string => `${issued}.${id}`;
const Place = z
  .string()
  .regex(/^\d{1,15}\..{1,64}$/, 'as the header Link of the page before gives it')
  .transform((text): IssuedPlace => ({ issued: Number(text.slice(0, text.indexOf('.'))), id: text.slice(text.indexOf('.') + 1) }));
const Which = z.object({
  waiting: z.enum(['mine', 'all']).optional().describe('only those that nobody has signed: for whoever asks, or for anybody'),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  after: Place.optional(),
});

/** Reports as they were issued: lists, content, signature, correction. */
export const reportRoutes =
  ({ store, issuing }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/reports',
      {
        schema: {
          summary: 'Issued reports in pages: the last issued first, or of those that wait for a signature the longest waiting.',
          querystring: Which,
          response: { 200: z.array(IssuedView) },
        },
      },
      async ({ query: { waiting, limit, after }, user, sight }, reply) => {
        const { reports, next } = waiting
          ? await store.issuedReports.toSign(waiting === 'mine' ? user?.id : undefined, limit, after)
          : await store.issuedReports.list(limit, after);
        const rest = next && `limit=${limit}${waiting ? `&waiting=${waiting}` : ''}&after=${encodeURIComponent(placeText(next))}`;
        if (rest) reply.header('link', `</api/v1/reports?${rest}>; rel="next"`);
        return views(await sight.only(reports, ({ patient }) => patient));
      },
    );

    app.get(
      '/reports/waiting',
      {
        schema: {
          summary: 'How many reports wait for whoever asks, and in all.',
          response: { 200: z.object({ mine: z.int(), all: z.int() }) },
        },
      },
      async ({ user }) => ({
        mine: user!.role === 'doctor' ? await store.issuedReports.countToSign(user!.id) : 0,
        all: await store.issuedReports.countToSign(undefined),
      }),
    );

    app.get(
      '/reports/:report',
      {
        schema: { summary: 'One issued report, and what became of it.', params: Id, response: { 200: IssuedDetail } },
      },
      async ({ params, user, sight }) => {
        const report = await known(params.report);
        const [view] = await views([report]);
        const changed = await store.issuedReports.changes(report.id);
        const list = await store.issuedReports.toSign(user?.role === 'doctor' ? user.id : undefined, NEIGHBOURS);
        const reports = await sight.only(list.reports, ({ patient }) => patient);
        const behind = reports.findIndex(({ issued, id }) => issued > report.issued || (issued === report.issued && id >= report.id));
        const place = behind < 0 ? reports.length : behind;
        const [previous, next] = [reports[place - 1], reports[place + (reports[place]?.id === report.id ? 1 : 0)]];
        return {
          ...view!,
          changed: changed.map(({ report: _, ...one }) => one),
          ...(previous ? { previous: previous.id } : {}),
          ...(next ? { next: next.id } : {}),
        };
      },
    );

    app.get(
      '/reports/:report/content',
      {
        schema: {
          summary: 'What was issued: as JSON word for word, of which the SHA-256 is kept; or drawn from it as HTML or PDF.',
          params: Id,
          querystring: z.object({ format: z.enum(['json', 'html', 'pdf']).default('json'), language: Language.optional() }),
          response: { 200: z.string() },
        },
      },
      async ({ params, query: { format, language }, token }, reply) => {
        const shown = await issuing.show(params.report, { named: token === undefined });
        if (!shown) throw new HearthError('api.not-found', 'There is no such report.');
        reply.header('etag', `"${shown.state.sha256}"`);
        if (format === 'json') return asIs(reply, 'application/json; charset=utf-8', shown.content);
        if (format === 'html') return asIs(reply, 'text/html; charset=utf-8', await shown.html(language));
        reply.header('content-disposition', `inline; filename="report-${shown.state.patient}-${shown.state.period}.pdf"`);
        return asIs(reply, 'application/pdf', Buffer.from(await shown.pdf(language)));
      },
    );

    app.post(
      '/reports/:report/sign',
      {
        schema: { summary: 'A doctor has read it.', params: Id, body: SignReport, response: { 200: IssuedView } },
      },
      async ({ params, body, user }) => (await views([await issuing.sign(params.report, user!.id, body.note)]))[0]!,
    );

    app.post(
      '/reports/:report/correct',
      {
        schema: {
          summary: 'Issues the same period anew; the one before is kept as it was, and names this one.',
          params: Id,
          body: CorrectReport,
          response: { 200: IssuedView },
        },
      },
      async ({ params, body, user }) => (await views([await issuing.correct(params.report, user!.id, body.reason)]))[0]!,
    );

    app.get(
      '/patients/:patient/reports',
      {
        schema: {
          summary: 'The reports of a patient, the last issued first.',
          params: z.object({ patient: z.string().max(64) }),
          response: { 200: z.array(IssuedView) },
        },
      },
      async ({ params }) => views(await store.issuedReports.of(params.patient, MOST_OF_ONE)),
    );

    async function known(id: string): Promise<IssuedState> {
      const report = await store.issuedReports.get(id);
      if (!report) throw new HearthError('api.not-found', 'There is no such report.');
      return report;
    }

    async function views(reports: readonly IssuedState[]): Promise<IssuedView[]> {
      const staff = await staffNames(store);
      const names = await store.identities.get([...new Set(reports.map(({ patient }) => patient))]);
      return reports.map(({ doctors: _, bytes: __, signed, ...report }) => {
        const name = names.get(report.patient)?.name;
        return {
          ...report,
          ...byName(report.by, staff),
          ...(name === undefined ? {} : { patientName: name }),
          ...(signed ? { signed: { by: signed.by, at: signed.at, note: signed.note, ...byName(signed.by, staff) } } : {}),
        };
      });
    }
  };

/** Past the serializer: these bytes are the answer. */
const asIs = (reply: FastifyReply, type: string, bytes: string | Buffer): never =>
  reply
    .type(type)
    .serializer((same) => same as never)
    .send(bytes) as never;
