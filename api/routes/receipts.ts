import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import type { ApiParts } from '../parts.ts';
import { ReceiptView } from '../reach-contract.ts';
import { readReceipt } from '../receipt-link.ts';

const Token = z.object({ token: z.string().max(80) });
const Query = z.record(z.string().max(40), z.string().max(500));
const Callback = z.object({ channel: z.string().max(20), key: z.string().max(64) });

/** What comes back about a message that was sent: from the person by a signed link, from a provider by its callback. */
export const receiptRoutes =
  ({ store, clock, linkKey, settings, provider }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const sendOf = async (token: string) => {
      const key = readReceipt(token, linkKey);
      const send = key === undefined ? undefined : await store.sends.get(key);
      if (!send) throw new HearthError('session.expired');
      return send;
    };

    app.get(
      '/receipts/:token',
      {
        schema: {
          summary: 'The message that a link asks somebody to confirm. Opening the link confirms nothing.',
          params: Token,
          response: { 200: ReceiptView },
        },
      },
      async ({ params: { token } }) => {
        const { tried, channel, steps } = await sendOf(token);
        return { at: tried, channel, ...(steps.acknowledged === undefined ? {} : { acknowledged: steps.acknowledged }) };
      },
    );

    app.post(
      '/receipts/:token',
      {
        schema: { summary: 'The person confirms that the message has arrived.', params: Token, response: { 200: ReceiptView } },
      },
      async ({ params: { token } }) => {
        const { key, tried, channel, steps } = await sendOf(token);
        const at = steps.acknowledged ?? clock.now();
        await store.transact((records) => records.sends.reached(key, 'acknowledged', at));
        return { at: tried, channel, acknowledged: at };
      },
    );

    await app.register(async (inner: typeof app) => {
      inner.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
        done(null, [...new URLSearchParams(String(body))]),
      );
      inner.post(
        '/callbacks/:channel/:key',
        {
          schema: {
            // For providers alone, and signed in each one's own way.
            hide: true,
            params: Callback,
            body: z.array(z.tuple([z.string(), z.string()])),
            response: { 204: z.null() },
          },
        },
        async ({ params: { channel, key }, body, headers }, reply) => {
          // What the provider has signed is the address that we gave it, whatever a proxy made of it.
          const url = `${settings.publicUrl ?? ''}/api/v1/callbacks/${channel}/${key}`;
          const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : undefined);
          const noted = await provider.one(channel, key, { url, header, form: new Map(body) });
          if (noted === 'forged') throw new HearthError('api.forbidden', 'The signature does not fit.');
          if (noted === 'unknown') throw new HearthError('api.not-found', 'There is no such message.');
          return reply.code(204).send(null);
        },
      );
    });

    await app.register(async (inner: typeof app) => {
      inner.removeAllContentTypeParsers();
      inner.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
      inner.route({
        method: ['GET', 'POST'],
        url: '/callbacks/:channel',
        // For providers that have one address for all messages. Each proves in its own way who it is.
        schema: { hide: true, params: Callback.pick({ channel: true }), querystring: Query },
        handler: async ({ params: { channel }, query, body }, reply) => {
          const answer = await provider.post(channel, {
            query: new Map(Object.entries(query)),
            body: typeof body === 'string' ? body : '',
          });
          if (answer === 'forged') throw new HearthError('api.forbidden', 'The signature does not fit.');
          return reply.type(answer.type).send(answer.body);
        },
      });
    });
  };
