import type { ServerResponse } from 'node:http';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { expectedBy } from '../../domain/measuring-times.ts';

import type { ApiParts } from '../parts.ts';
import { SystemView } from '../system-contract.ts';

/** Streams that one server holds open for consoles; the next one is refused rather than the others slowed. */
const MOST_LISTENERS = 200;

/** The state of the house; and the hints by which a console knows when to look again. */
export const systemRoutes =
  ({ store, clock, rules, counts, watch, fileTroubles }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get('/system', { schema: { summary: 'The state of the house in figures.', response: { 200: SystemView } } }, async () => {
      const health = store.health();
      const { received, devicesConnected } = counts();
      const unasked = (await store.patients.list()).filter(({ plan }) => plan.length === 0);
      const plans = await store.plans.of(unasked.map(({ id }) => id));
      return {
        store: health.ok ? { ok: true } : { ok: false, why: health.why },
        readings: await store.readings.count(),
        unjudged: (await store.readings.unjudged(1_000)).length,
        alerts: await store.alerts.count(),
        openAlerts: [...(await store.alerts.openCounts()).values()].reduce((sum, { low, medium, high }) => sum + low + medium + high, 0),
        quarantined: await store.quarantine.count(),
        watch: {
          ...watch(),
          dead: [...watch().dead],
          unplanned: unasked.filter((patient) => expectedBy(patient, plans.get(patient.id), clock.now()).length === 0).length,
        },
        outbox: await store.outbox.counts(),
        devicesConnected,
        received,
        rules: rules().version,
        files: [...fileTroubles()],
      };
    });

    const listeners = new Set<ServerResponse>();
    // A console that stays open must not keep the server from ending.
    app.addHook('preClose', (done) => {
      for (const raw of listeners) raw.end();
      done();
    });
    app.get(
      '/events',
      {
        schema: { summary: 'Server-sent hints that something was committed; a console then looks again.', response: { 200: z.string() } },
        config: { rateLimit: false },
      },
      async (request, reply) => {
        if (listeners.size >= MOST_LISTENERS) throw new HearthError('api.too-many', 'Too many consoles listen already.');
        reply.hijack();
        const { raw } = reply;
        listeners.add(raw);
        raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        raw.write('retry: 2000\n\n');
        let told = 0;
        let due: NodeJS.Timeout | undefined;
        // At most two hints a second, however many commits there are; a comment now and then keeps proxies from hanging up.
        const stop = store.onCommit(() => {
          due ??= setTimeout(() => {
            due = undefined;
            raw.write(`event: changed\ndata: ${++told}\n\n`);
          }, 500);
        });
        const beat = setInterval(() => raw.write(': here\n\n'), 20_000);
        request.raw.on('close', () => {
          listeners.delete(raw);
          stop();
          clearInterval(beat);
          clearTimeout(due);
        });
      },
    );
  };
