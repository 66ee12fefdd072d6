import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { MedicineChangeView } from '../medication-contract.ts';
import { medicineChangesById } from '../medicine-changes.ts';
import type { ApiParts } from '../parts.ts';

export const medicineChangeRoutes =
  ({ store }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/patients/:patient/medications/changes',
      {
        schema: {
          summary: 'When medicines came into a patient’s record or plan and went out of it, oldest first.',
          params: z.object({ patient: z.string().max(64) }),
          response: { 200: z.array(MedicineChangeView) },
        },
      },
      async ({ params: { patient } }) => [...(await medicineChangesById(store, patient))],
    );
  };
