import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ApiToken } from '../../domain/api-token.ts';
import { HearthError } from '../../domain/errors.ts';
import { MadeToken, NewToken, TokenView } from '../access-contract.ts';
import { makeToken, revokeToken } from '../make-token.ts';
import type { ApiParts } from '../parts.ts';

/** Keys for other programs: made with scopes and an end, shown once, revoked at once. */
export const tokenRoutes =
  (parts: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const { store, clock } = parts;

    app.get(
      '/tokens',
      { schema: { summary: 'The tokens of other programs; the keys themselves are kept nowhere.', response: { 200: z.array(TokenView) } } },
      async () => (await store.apiTokens.list()).map(tokenView).sort((a, b) => b.made - a.made),
    );

    app.post(
      '/tokens',
      { schema: { summary: 'Makes a token for another program, shown this once.', body: NewToken, response: { 201: MadeToken } } },
      async ({ body, user }, reply) => {
        const { token, key } = await makeToken(parts, body, user!.id, clock.now());
        return reply.code(201).send({ ...tokenView(token), token: key });
      },
    );

    app.post(
      '/tokens/:id/revoke',
      {
        schema: { summary: 'Takes a token back, at once.', params: z.object({ id: z.string().max(64) }), response: { 204: z.null() } },
      },
      async ({ params, user }, reply) => {
        if (!(await revokeToken(store, params.id, user!.id, clock.now())))
          throw new HearthError('api.not-found', 'There is no such token, or it was taken back already.');
        return reply.code(204).send(null);
      },
    );
  };

const tokenView = ({ keyHash: _, scopes, ...token }: ApiToken): TokenView => ({ ...token, scopes: [...scopes] });
