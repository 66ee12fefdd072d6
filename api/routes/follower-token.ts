import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { followerToken } from '../nightscout/sign-in.ts';
import type { ApiParts } from '../parts.ts';

/** The token by which a family’s follower apps look at what an uploading app’s patient measures. */
export const followerTokenRoutes =
  ({ store, clock, linkKey }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/devices/:device/follower-token',
      {
        schema: {
          summary: 'A token for follower apps: they see the glucose of whoever has this uploading app, and write nothing.',
          description: 'The same until the app gets another secret, and worth nothing from then on. Noted in the audit.',
          params: z.object({ device: z.string().max(64) }),
          response: {
            200: z.object({ token: z.string(), path: z.string().describe('what a follower takes for the address of the site') }),
          },
        },
      },
      async ({ params: { device }, user }) => {
        const found = await store.devices.get(device);
        if (!found || found.revoked !== undefined || found.retired !== undefined)
          throw new HearthError('api.not-found', `There is no device ${device} in service.`);
        if (found.uploader === undefined)
          throw new HearthError('api.invalid', `${device} is no app made for Nightscout: only such a device has followers.`);
        await store.transact((records) => records.audit.note([{ at: clock.now(), by: user!.id, did: 'device.follow', about: { device } }]));
        return { token: followerToken(device, found.secretHash, linkKey), path: `/nightscout/${device}` };
      },
    );
  };
