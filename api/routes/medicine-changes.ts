import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { medicineChanges } from '../../domain/medicine-change.ts';
import { MedicineChangeView } from '../medication-contract.ts';
import type { ApiParts } from '../parts.ts';

/** Acts about a patient that are looked through, as for the report. */
const MOST_ACTS = 1000;

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
      async ({ params: { patient: id } }) => {
        const patient = (await store.patients.get([id])).get(id);
        if (!patient) throw new HearthError('api.not-found', `There is no patient ${id}.`);
        const midnight = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(patient.zone).epochMilliseconds;
        return [...medicineChanges(await store.audit.list(MOST_ACTS, id), await store.plans.get(id), midnight)];
      },
    );
  };
