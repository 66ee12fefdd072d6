import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { DAY } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import { type Patient, type PatientIdentity, Patient as PatientSchema } from '../../domain/patient.ts';
import { reviewChange } from '../../medications/review.ts';
import { CLINICIANS } from '../auth.ts';
import { NewPatient, PatientRow } from '../contract.ts';
import type { ApiParts } from '../parts.ts';
import { readingView } from '../views.ts';

const Id = z.object({ patient: z.string().max(64) });

export const patientRoutes =
  ({ store, clock, enrol, medications }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get('/patients', { schema: { response: { 200: z.array(PatientRow) } }, config: { who: CLINICIANS } }, async () => {
      const patients = await store.patients.list();
      const identities = await store.identities.get(patients.map(({ id }) => id));
      const open = Map.groupBy(await store.alerts.open(), ({ patient }) => patient);
      return Promise.all(patients.map((patient) => row(patient, identities.get(patient.id), open.get(patient.id) ?? [])));
    });

    app.get(
      '/patients/:patient',
      { schema: { params: Id, response: { 200: PatientRow } }, config: { who: CLINICIANS } },
      async ({ params }) => {
        const patient = (await store.patients.get([params.patient])).get(params.patient);
        if (!patient) throw new HearthError('api.not-found', 'There is no such patient.');
        return row(patient, (await store.identities.get([patient.id])).get(patient.id), await store.alerts.open(patient.id));
      },
    );

    app.post(
      '/patients',
      { schema: { body: NewPatient, response: { 201: PatientRow } }, config: { who: ['coordinator', 'administrator'] } },
      async ({ body: { patient, identity }, user }, reply) => {
        if ((await store.patients.get([patient.id])).has(patient.id))
          throw new HearthError('api.conflict', `There is a patient ${patient.id} already.`);
        await save(patient, user!.id, 'patient.add', identity);
        await enrol(patient);
        return reply.code(201).send(await row(patient, identity, []));
      },
    );

    app.put(
      '/patients/:patient',
      {
        schema: { params: Id, body: PatientSchema, response: { 200: PatientRow } },
        config: { who: ['coordinator', 'doctor', 'administrator'] },
      },
      async ({ params, body, user }) => {
        if (body.id !== params.patient) throw new HearthError('api.invalid', 'The patient in the address and the one in the body differ.');
        if (!(await store.patients.get([body.id])).has(body.id)) throw new HearthError('api.not-found', 'There is no such patient.');
        await save(body, user!.id, 'patient.change');
        await enrol(body);
        return row(body, (await store.identities.get([body.id])).get(body.id), await store.alerts.open(body.id));
      },
    );

    async function save(patient: Patient, by: string, did: string, identity?: PatientIdentity): Promise<void> {
      const graph = medications();
      await store.transact(async (records) => {
        const now = clock.now();
        const before = (await records.patients.get([patient.id])).get(patient.id);
        const alerts = await records.alerts.between(patient.id, 0, now + 1);
        await records.patients.save(patient);
        // In the same transaction: no record with a contraindicated pair without the alert about it.
        await records.decisions.apply(reviewChange({ graph, before, after: patient, alerts, now }), now);
        if (identity) await records.identities.save(patient.id, identity);
        await records.audit.note([{ at: now, by, did, patient: patient.id, about: {} }]);
      });
    }

    async function row(patient: Patient, identity: PatientIdentity | undefined, alerts: readonly Alert[]): Promise<PatientRow> {
      const [glucose] = await store.readings.latest(patient.id, 'glucose', 1);
      const [pressure] = await store.readings.latest(patient.id, 'blood-pressure', 1);
      const heard = { glucose: glucose?.received, 'blood-pressure': pressure?.received };
      const lastHeard = Math.max(glucose?.received ?? 0, pressure?.received ?? 0);
      const count = (severity: Alert['severity']) => alerts.filter((alert) => alert.severity === severity).length;
      const views = { glucose: glucose && readingView(glucose), bloodPressure: pressure && readingView(pressure) };
      return {
        ...patient,
        name: identity?.name ?? patient.id,
        latest: {
          ...(views.glucose ? { glucose: views.glucose } : {}),
          ...(views.bloodPressure ? { bloodPressure: views.bloodPressure } : {}),
        },
        openAlerts: { high: count('high'), medium: count('medium'), low: count('low') },
        ...(lastHeard > 0 ? { lastHeard } : {}),
        overdue: patient.plan.filter(({ kind, everyDays }) => (heard[kind] ?? 0) < clock.now() - everyDays * DAY).map(({ kind }) => kind),
      };
    }
  };
