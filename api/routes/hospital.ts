import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { HearthError } from '../../domain/errors.ts';
import { DoorsView } from '../access-contract.ts';
import { createHospital, HOSPITAL_WAIT_MS } from '../hospital.ts';
import type { ApiParts } from '../parts.ts';
import { openSession, withCookie } from '../sign-in.ts';

const WAITING = 'hearth-hospital';
const BACK = '/api/v1/session/hospital/back';

/** Which doors there are, and the hospital's own. */
export const hospitalRoutes =
  (parts: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const { settings, store } = parts;
    const hospital = settings.hospital && createHospital(settings.hospital, parts);
    const originOf = (request: { readonly protocol: string; readonly host: string }) =>
      new URL(settings.publicUrl ?? `${request.protocol}://${request.host}`).origin;
    // The hospital sends the browser back from its own site: a strict cookie would stay behind.
    const cookie = { path: '/api/v1/session/hospital', httpOnly: true, sameSite: 'lax', secure: settings.secureCookies } as const;
    const slowly = { config: { rateLimit: { max: settings.signInsPerMinute, timeWindow: '1 minute' } } };

    app.get(
      '/session/doors',
      { schema: { summary: 'The ways to sign in that this server has.', response: { 200: DoorsView } } },
      async () => (hospital ? { hospital: { name: hospital.name } } : {}),
    );

    app.get(
      '/session/hospital',
      { schema: { hide: true }, ...slowly }, // a page of the browser's, no call of a program
      async (request, reply) => {
        if (!hospital) throw new HearthError('api.not-found', 'No hospital’s sign-in is set up: http.hospital in hearth.yaml.');
        try {
          const { to, key } = await hospital.begin(originOf(request) + BACK);
          return reply.setCookie(WAITING, key, { ...cookie, maxAge: HOSPITAL_WAIT_MS / 1000 }).redirect(to, 302);
        } catch (error) {
          request.log.warn({ what: 'hospital', why: error instanceof Error ? error.message : String(error) }, 'trouble');
          return reply.redirect('/enter?hospital=failed', 302);
        }
      },
    );

    app.get(
      '/session/hospital/back',
      {
        schema: { hide: true },
        ...slowly,
      },
      async (request, reply) => {
        reply.clearCookie(WAITING, cookie);
        try {
          const key = request.cookies[WAITING];
          if (!hospital || key === undefined) throw new HearthError('session.expired');
          const user = await hospital.end(new URL(request.url, originOf(request)), key);
          const { key: session } = await store.transact((records) => openSession(records, user.id, 'hospital', request, parts));
          return withCookie(reply, session, settings).redirect('/', 302);
        } catch (error) {
          // Told to whoever runs the server; the person at the door reads one sentence, and a stranger learns of no account.
          request.log.warn({ what: 'hospital', why: error instanceof Error ? error.message : String(error) }, 'trouble');
          return reply.redirect('/enter?hospital=failed', 302);
        }
      },
    );
  };
