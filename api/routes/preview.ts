import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { HearthError } from '../../domain/errors.ts';
import { PreviewLine, PreviewRules } from '../contract.ts';
import { explained, requestOf } from '../drafted-request.ts';
import type { ApiParts } from '../parts.ts';

/**
 * What a changed rule or limit would have brought, before it is saved. A line of JSON for each patient that is done, the comparison last.
 * One at a time: it is a lot of work, and readings come first.
 */
export const previewRoutes =
  ({ rules, preview, log }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    let busy = false;

    app.post(
      '/rules/preview',
      {
        schema: {
          summary: 'What a changed rule or limit would have brought, over stored history.',
          description:
            'Replays stored history under the rules of today and under a draft. Answers in lines of JSON: progress, then the result.',
          body: PreviewRules,
          response: { 200: PreviewLine.describe('one line of application/x-ndjson') },
        },
      },
      async ({ body, sight }, reply) => {
        if (!sight.everybody && body.patient === undefined)
          throw new HearthError('api.forbidden', 'Ask for the preview of one of your patients: you do not see all of them.');
        const request = requestOf(rules(), body);
        if (busy) throw new HearthError('preview.busy');
        busy = true;
        const steps = preview(request);
        try {
          // What is wrong with the request is told as an error, not in the middle of an answer.
          const first = await steps.next().catch(explained);
          return await reply.type('application/x-ndjson').send(Readable.from(lines(first)) as never); // each line is one
        } catch (error) {
          busy = false;
          throw error;
        }

        async function* lines(first: Awaited<ReturnType<typeof steps.next>>): AsyncGenerator<string> {
          try {
            for (let step = first; !step.done; step = await steps.next()) yield `${JSON.stringify(step.value)}\n`;
          } catch (error) {
            log.error({ err: error }, 'a preview failed');
            yield `${JSON.stringify({ is: 'failed' })}\n`;
          } finally {
            busy = false;
            await steps.return(undefined);
          }
        }
      },
    );
  };
