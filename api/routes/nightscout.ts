import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { deliverer } from '../deliver.ts';
import type { ApiParts } from '../parts.ts';

const Uploader = z.object({ device: z.string().max(64) });
const Entries = z.array(z.record(z.string(), z.unknown()));

/**
 * What xDrip+, AAPS and other uploaders send to a Nightscout site, at `/nightscout/<device>/api/v1/`: they sign in with the header
 * `api-secret`, the SHA-1 of the secret that a person typed into the app. Answered after the commit, as everywhere. What followers read is
 * in nightscout-site.ts.
 */
export const nightscoutRoutes =
  (parts: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const deliver = deliverer(parts);
    const config = { who: 'uploader' } as const;
    app.addHook('onSend', async (_, reply) => {
      reply.header('cache-control', 'no-store');
    });

    for (const path of ['/nightscout/:device/api/v1/entries', '/nightscout/:device/api/v1/entries.json'] as const) {
      app.post(
        path,
        {
          bodyLimit: 1_048_576,
          schema: {
            summary: 'Entries of an uploader. Answered with them, after the commit.',
            params: Uploader,
            body: z.union([Entries, z.record(z.string(), z.unknown())]),
            response: { 200: Entries },
          },
          config,
        },
        async ({ body, device }) => {
          await deliver(device!, 'nightscout', body);
          // An uploader repeats what is not answered with 200, for ever: what cannot be read waits in quarantine, and it may go on.
          return [body].flat();
        },
      );
    }

    app.get(
      '/nightscout/:device/api/v1/experiments/test',
      {
        schema: {
          summary: 'Whether the uploader’s secret is right.',
          params: Uploader,
          response: { 200: z.object({ status: z.literal('ok') }) },
        },
        config,
      },
      async () => ({ status: 'ok' as const }),
    );
  };
