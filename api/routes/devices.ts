import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { lastHandOver } from '../../domain/patient.ts';
import { CLINICIANS } from '../auth.ts';
import { AssignDevice, DeviceView, NewDevice, QuarantineView, ReceiptView } from '../contract.ts';
import type { ApiParts } from '../parts.ts';

const STAFF = ['coordinator', 'administrator'] as const;
const Id = z.object({ device: z.string().max(64) });

/** Devices: enrolled, given to a patient, taken away; and the deliveries that nobody could read or that nobody owns. */
export const deviceRoutes =
  ({ store, clock, secrets, dropDevice, replay }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/devices',
      { schema: { summary: 'All devices, and whose they are now.', response: { 200: z.array(DeviceView) } }, config: { who: CLINICIANS } },
      async () => views(),
    );

    app.post(
      '/devices',
      {
        schema: {
          summary: 'Enrols a device. The answer holds its secret, this once.',
          body: NewDevice,
          response: { 201: DeviceView.extend({ secret: z.string().describe('shown this once') }) },
        },
        config: { who: STAFF },
      },
      async ({ body: { id, zone, model, patient }, user }, reply) => {
        if (await store.devices.get(id)) throw new HearthError('api.exists', `There is a device called ${id} already.`);
        if (patient !== undefined) await known(patient);
        const secret = secrets.newSecret();
        const secretHash = await secrets.hashSecret(secret, 'device');
        const at = clock.now();
        await store.transact(async (records) => {
          await records.devices.save({ id, zone, enrolled: at, secretHash, ...(model === undefined ? {} : { model }) });
          if (patient !== undefined) await records.owners.assign(id, patient, at);
          await records.audit.note([{ at, by: user!.id, did: 'device.enrol', about: { device: id } }]);
        });
        return reply.code(201).send({ ...(await views()).find((device) => device.id === id)!, secret });
      },
    );

    app.post(
      '/devices/:device/assign',
      {
        schema: {
          summary: 'Gives a device to a patient, or takes it back.',
          params: Id,
          body: AssignDevice,
          response: { 200: DeviceView },
        },
        config: { who: STAFF },
      },
      async ({ params, body, user }) => {
        if (!(await store.devices.get(params.device))) throw new HearthError('api.not-found', 'There is no such device.');
        if (body.patient !== null) await known(body.patient);
        const at = clock.now();
        await store.transact(async (records) => {
          const since = body.from === 'last-hand-over' ? lastHandOver(await records.owners.of(params.device)) : at;
          await records.owners.assign(params.device, body.patient ?? undefined, since);
          await records.audit.note([
            {
              at,
              by: user!.id,
              did: 'device.assign',
              ...(body.patient ? { patient: body.patient } : {}),
              about: { device: params.device, from: body.from },
            },
          ]);
        });
        return (await views()).find(({ id }) => id === params.device)!;
      },
    );

    app.post(
      '/devices/:device/revoke',
      {
        schema: { summary: 'Ends a device’s right to speak, and its session.', params: Id, response: { 200: DeviceView } },
        config: { who: STAFF },
      },
      async ({ params, user }) => {
        const device = await store.devices.get(params.device);
        if (!device) throw new HearthError('api.not-found', 'There is no such device.');
        const at = clock.now();
        await store.transact(async (records) => {
          await records.devices.save({ ...device, revoked: at });
          await records.audit.note([{ at, by: user!.id, did: 'device.revoke', about: { device: device.id } }]);
        });
        dropDevice(device.id);
        return (await views()).find(({ id }) => id === device.id)!;
      },
    );

    app.get(
      '/quarantine',
      {
        schema: {
          summary: 'Deliveries that nobody could read, or that nobody owns, latest first.',
          response: { 200: z.array(QuarantineView) },
        },
        config: { who: CLINICIANS },
      },
      async () =>
        (await store.quarantine.list(500)).map(({ id, device, received, topic, payload, reason }) => ({
          id,
          device,
          received,
          topic,
          reason,
          hex: Buffer.from(payload.subarray(0, 512)).toString('hex'),
        })),
    );

    const Waiting = z.object({ id: z.string().max(64) });
    app.post(
      '/quarantine/:id/replay',
      {
        schema: { summary: 'Takes a delivery in again, now that its cause is mended.', params: Waiting, response: { 200: ReceiptView } },
        config: { who: STAFF },
      },
      async ({ params, user }) => {
        const { readings, ...receipt } = await replay(params.id, user!.id);
        return { ...receipt, readings: [...readings] };
      },
    );

    app.post(
      '/quarantine/:id/dismiss',
      {
        schema: { summary: 'Somebody looked, and it is no reading.', params: Waiting, response: { 204: z.null() } },
        config: { who: STAFF },
      },
      async ({ params, user }, reply) => {
        const at = clock.now();
        await store.transact(async (records) => {
          if (!(await records.quarantine.get(params.id)))
            throw new HearthError('api.not-found', 'Nothing waits in quarantine under this id.');
          await records.quarantine.settle(params.id, { at, as: 'dismissed', by: user!.id });
          await records.audit.note([{ at, by: user!.id, did: 'quarantine.dismiss', about: { id: params.id } }]);
        });
        return reply.code(204).send(null);
      },
    );

    async function known(patient: string): Promise<void> {
      if (!(await store.patients.get([patient])).has(patient)) throw new HearthError('api.not-found', `There is no patient ${patient}.`);
    }

    async function views(): Promise<DeviceView[]> {
      const owners = new Map(
        (await store.owners.list()).filter(({ until }) => until === undefined).map(({ device, patient }) => [device, patient]),
      );
      return (await store.devices.list()).map((device) => ({
        ...device,
        ...(owners.has(device.id) ? { patient: owners.get(device.id)! } : {}),
      }));
    }
  };
