import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ClinicFields } from '../../domain/clinic.ts';
import { ClinicView } from '../clinic-contract.ts';
import type { ApiParts } from '../parts.ts';
import { byName, staffNames } from '../views.ts';

/** What the clinic is called, where it is, and what patients call. */
export const clinicRoutes =
  ({ store, clinicDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/clinic',
      { schema: { summary: 'The clinic as it is in force, and what of it can be set.', response: { 200: ClinicView } } },
      () => view(),
    );

    app.put(
      '/clinic',
      {
        schema: {
          summary: 'Sets the clinic; what is left out has its default. Hearth then opens again by itself: ask until `waits` is false.',
          body: ClinicFields,
          response: { 200: ClinicView },
        },
      },
      async ({ body, user }) => {
        await clinicDesk.change(body, user!.id);
        return view();
      },
    );

    async function view(): Promise<ClinicView> {
      const { clinic, kept, fixed, waits } = await clinicDesk.state();
      const { staffSee: _, ...shown } = clinic;
      return {
        clinic: shown,
        fixed: [...fixed],
        waits,
        ...(kept ? { set: kept.fields, since: kept.since, by: kept.by, ...byName(kept.by, await staffNames(store)) } : {}),
      };
    }
  };
