import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { HearthError } from '../../domain/errors.ts';
import { readTriedLimit } from '../../rules/given-limit.ts';
import { parsePack } from '../../rules/pack.ts';
import { PackError } from '../../rules/pack-error.ts';
import { PreviewLine, PreviewRules } from '../contract.ts';
import type { ApiParts, PreviewRequest } from '../parts.ts';

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
        const request = requestOf(body);
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

    function requestOf({ limits, pack, patient, group, cohort, days }: PreviewRules): PreviewRequest {
      const tried = limits.map(({ rule, name, ...given }, i) => {
        const read = readTriedLimit(rules(), rule, name, given);
        if ('problem' in read)
          throw new HearthError(read.problem.code, read.problem.detail, [{ pointer: `/limits/${i}`, detail: read.problem.detail }]);
        return [`${rule}.${name}`, read.value] as const;
      });
      const of =
        patient !== undefined ? { patient } : group !== undefined ? { group } : cohort !== undefined ? { cohort } : ('all' as const);
      return {
        of,
        days,
        draft: {
          limits: Object.fromEntries(tried),
          ...(pack === undefined ? {} : { rules: parsed(pack) }),
        },
      };
    }
  };

function parsed(pack: string) {
  try {
    return parsePack(pack, 'draft');
  } catch (error) {
    return explained(error);
  }
}

function explained(error: unknown): never {
  if (!(error instanceof PackError)) throw error;
  throw new HearthError(
    'api.invalid',
    error.message,
    error.problems.map(({ line, column, path, expected }) => ({ pointer: '/pack', detail: `${line}:${column}: ${path}: ${expected}` })),
  );
}
