import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiParts } from '../parts.ts';

const Readiness = z.object({ ready: z.boolean(), why: z.string().optional(), since: z.int().optional() });

/** For whoever watches the server: is it alive, can it keep readings, how much goes through it. No names, no patients. */
export const healthRoutes =
  ({ store, counts }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/healthz',
      {
        schema: { summary: 'Whether the process runs.', response: { 200: z.object({ alive: z.boolean() }) } },
        config: { rateLimit: false },
      },
      async () => ({ alive: true }),
    );

    app.get(
      '/readyz',
      {
        schema: { summary: 'Whether readings can be stored.', response: { 200: Readiness, 503: Readiness } },
        config: { rateLimit: false },
      },
      async (_, reply) => {
        const health = store.health();
        if (health.ok) return reply.send({ ready: true });
        return reply.code(503).send({ ready: false, why: `readings cannot be stored: ${health.why}`, since: health.since });
      },
    );

    app.get(
      '/metrics',
      {
        schema: { summary: 'Counters for Prometheus. Nothing of a person.', response: { 200: z.string() } },
        config: { rateLimit: false },
      },
      async (_, reply) => {
        const { received, devicesConnected } = counts();
        const outbox = await store.outbox.counts();
        const lines = [
          '# TYPE hearth_deliveries_total counter',
          ...Object.entries(received).map(([outcome, n]) => `hearth_deliveries_total{outcome="${outcome}"} ${n}`),
          '# TYPE hearth_devices_connected gauge',
          `hearth_devices_connected ${devicesConnected}`,
          '# TYPE hearth_outbox gauge',
          ...Object.entries(outbox).map(([state, n]) => `hearth_outbox{state="${state}"} ${n}`),
          '# TYPE hearth_store_ok gauge',
          `hearth_store_ok ${store.health().ok ? 1 : 0}`,
          '',
        ];
        return reply
          .type('text/plain; version=0.0.4')
          .serializer((text) => text as string)
          .send(lines.join('\n'));
      },
    );
  };
