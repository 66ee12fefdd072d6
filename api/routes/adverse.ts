import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AdverseReport } from '../../domain/adverse-report.ts';
import { HearthError } from '../../domain/errors.ts';
import {
  AdverseRow,
  AdverseView,
  Around,
  BecauseAdverse,
  BeginAdverse,
  ExportAdverse,
  OneVersion,
  SaveAdverse,
} from '../adverse-contract.ts';
import type { ApiParts } from '../parts.ts';
import { byName, staffNames } from '../views.ts';

const Id = z.object({ report: z.string().max(64) });
/** Who signs a report off. */
const _COMPLETERS = ['doctor', 'coordinator'] as const;
const MOST = 500;

/** Reports of adverse reactions: begun, handed in, reviewed, completed, exported. */
export const adverseRoutes =
  ({ store, adverse }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/adverse-reactions',
      {
        schema: {
          summary: 'Reports of adverse reactions, those that are open first, then the newest.',
          querystring: z.object({ patient: z.string().max(64).optional() }),
          response: { 200: z.array(AdverseRow) },
        },
      },
      async ({ query, sight }) =>
        Promise.all((await sight.only(await store.adverse.list(MOST, query.patient), ({ patient }) => patient)).map(row)),
    );

    app.post(
      '/adverse-reactions',
      {
        schema: {
          summary: 'Begins a report with everything that the record says.',
          body: BeginAdverse,
          response: { 201: AdverseView },
        },
      },
      async ({ body, user }, reply) => reply.code(201).send(await view(await adverse.begin(body.patient, user!.id, body.key))),
    );

    app.get(
      '/adverse-reactions/:report',
      {
        schema: {
          summary:
            'One report: what stands in it, what it lacks, when it is due, what is on record of its medicines, and all its versions.',
          params: Id,
          response: { 200: AdverseView },
        },
      },
      async ({ params }) => view(await found(params.report)),
    );

    app.get(
      '/adverse-reactions/:report/versions/:version',
      {
        schema: {
          summary: 'A report as it stood at one version.',
          params: Id.extend({ version: z.coerce.number().int() }),
          response: { 200: AdverseView.shape.content },
        },
      },
      async ({ params }) => {
        const one = (await store.adverse.versions(params.report)).find(({ version }) => version === params.version);
        if (!one) throw new HearthError('api.not-found', 'There is no such version.');
        return one.content;
      },
    );

    app.get(
      '/adverse-reactions/:report/readings',
      {
        schema: { summary: 'What was measured around the onset, to choose from.', params: Id, response: { 200: Around } },
      },
      async ({ params }) => [...(await adverse.readingsAround(await found(params.report)))],
    );

    app.put(
      '/adverse-reactions/:report',
      {
        schema: {
          summary: 'Changes a report that is open; both versions are kept.',
          params: Id,
          body: SaveAdverse,
          response: { 200: AdverseView },
        },
      },
      async ({ params, body, user }) => view(await adverse.save(params.report, user!.id, body.version, body.content)),
    );

    app.post(
      '/adverse-reactions/:report/complete',
      {
        schema: {
          summary: 'Signs a report off; what it still lacks is named, one sentence each.',
          params: Id,
          body: OneVersion,
          response: { 200: AdverseView },
        },
      },
      async ({ params, body, user }) => view(await adverse.complete(params.report, user!.id, body.version)),
    );

    for (const [act, summary, work] of [
      ['dismiss', 'No adverse reaction, or told twice: with the reason.', adverse.dismiss],
      ['reopen', 'Opens a report again: something new is known.', adverse.reopen],
    ] as const) {
      app.post(
        `/adverse-reactions/:report/${act}`,
        { schema: { summary, params: Id, body: BecauseAdverse, response: { 200: AdverseView } } },
        async ({ params, body, user }) => view(await work(params.report, user!.id, body.version, body.reason)),
      );
    }

    app.get(
      '/adverse-reactions/:report/form',
      {
        schema: {
          summary: 'The report as a form to print, as far as it is filled in.',
          params: Id,
          querystring: z.object({ language: ExportAdverse.shape.language, format: z.enum(['html', 'pdf']).default('html') }),
          response: { 200: z.string() },
        },
      },
      async ({ params, query }, reply) => sendFile(reply, await adverse.write(await found(params.report), query.format, query.language)),
    );

    app.post(
      '/adverse-reactions/:report/export',
      {
        schema: {
          summary: 'A completed report as FHIR, as E2B(R3)-shaped XML, or as a form; noted as exported.',
          params: Id,
          body: ExportAdverse,
          response: { 200: z.string() },
        },
      },
      async ({ params, body, user }, reply) => {
        const report = await adverse.export(params.report, user!.id, body.format);
        return sendFile(reply, await adverse.write(report, body.format, body.language));
      },
    );

    async function found(id: string): Promise<AdverseReport> {
      const report = await store.adverse.get(id);
      if (!report) throw new HearthError('api.not-found', 'There is no such report.');
      return report;
    }

    async function row(report: AdverseReport): Promise<AdverseRow> {
      const { id, patient, state, from, begun } = report;
      const { suspects, reactions, seriousness, deadline } = await adverse.whatFollows(report);
      const name = (await store.identities.get([patient])).get(patient)?.name;
      const zone = (await store.patients.get([patient])).get(patient)?.zone ?? 'UTC';
      return {
        ...{ id, patient, zone, state, from, begun, suspects: [...suspects], reactions: [...reactions] },
        ...(name === undefined ? {} : { patientName: name }),
        ...(seriousness ? { seriousness: [...seriousness] } : {}),
        ...(deadline ? { deadline } : {}),
      };
    }

    async function view(report: AdverseReport): Promise<AdverseView> {
      const { version, by, words, reason, content, exported } = report;
      const { missing, findings, notKnown, naranjo } = await adverse.whatFollows(report);
      const staff = await staffNames(store);
      return {
        ...(await row(report)),
        ...{ version, by, content, missing: [...missing], notKnown: [...notKnown], naranjo: [...naranjo] },
        ...(words === undefined ? {} : { words }),
        ...(reason === undefined ? {} : { reason }),
        ...(exported ? { exported } : {}),
        findings: findings.map(({ id, severity, certainty, effect, source }) => ({ id, severity, certainty, effect, source })),
        versions: (await store.adverse.versions(report.id)).map(({ version: nth, at, by: who, did, state }) => ({
          ...{ version: nth, at, by: who, did, state },
          ...byName(who, staff),
        })),
      };
    }
  };

interface Sending {
  type(type: string): Sending;
  header(name: string, value: string): Sending;
  serializer(with_: (given: unknown) => string): Sending;
  send(payload: unknown): unknown;
}

/** A file, as it is. */
function sendFile(
  reply: unknown,
  { type, name, body }: { readonly type: string; readonly name: string; readonly body: string | Uint8Array },
) {
  return (reply as Sending)
    .type(type)
    .header('content-disposition', `inline; filename="${name}"`)
    .serializer((bytes) => bytes as string)
    .send(typeof body === 'string' ? body : Buffer.from(body)) as never;
}
