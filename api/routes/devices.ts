import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { changeDevice, handOver, retireDevice, revokeDevice, rotateSecret } from '../change-device.ts';
import { ReceiptView } from '../contract.ts';
import { deliverer } from '../deliver.ts';
import { AssignDevice, ChangeDevice, DeviceDetail, DeviceView, EnrolledView, NewDevice, NewDevices } from '../device-contract.ts';
import { deviceView, deviceViews } from '../device-views.ts';
import { enrolDevices } from '../enrol-devices.ts';
import type { ApiParts } from '../parts.ts';

const Id = z.object({ device: z.string().max(64) });
const User = Id.extend({ user: z.coerce.number().int().min(0).max(254) });

/** Devices: enrolled, given to a patient, taken away, replaced; and what they say of themselves. */
export const deviceRoutes =
  (parts: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const { store, clock, dropDevice } = parts;
    const deliver = deliverer(parts);
    const act = (user: { readonly id: string } | undefined) => ({ by: user!.id, at: clock.now() });

    app.get(
      '/devices',
      {
        schema: {
          summary: 'All devices, or those in one state, and whose they are now.',
          querystring: z.object({ state: DeviceView.shape.state.optional() }),
          response: { 200: z.array(DeviceView) },
        },
      },
      async ({ query: { state }, sight }) => {
        const owners = ({ patient, users }: DeviceView) => [
          ...(patient === undefined ? [] : [patient]),
          ...users.map((one) => one.patient),
        ];
        const views = await sight.only(await deviceViews(store, clock.now()), owners);
        return views.filter((device) => !state || device.state === state);
      },
    );

    app.get(
      '/devices/:device',
      {
        schema: { summary: 'One device, and who had it when.', params: Id, response: { 200: DeviceDetail } },
      },
      async ({ params, sight }) => ({
        ...(await viewOf(params.device)),
        owners: (await sight.only(await store.owners.of(params.device), ({ patient }) => patient)).map(
          ({ device: _, ...interval }) => interval,
        ),
      }),
    );

    app.post(
      '/devices',
      {
        schema: {
          summary: 'Enrols a device. The answer holds its secret, this once.',
          body: NewDevice,
          response: { 201: DeviceView.extend({ secret: z.string().describe('shown this once') }) },
        },
      },
      async ({ body, user }, reply) => {
        const [{ secret } = { secret: '' }] = await enrolDevices(parts, [body], act(user));
        return reply.code(201).send({ ...(await viewOf(body.id)), secret });
      },
    );

    app.post(
      '/devices/batch',
      {
        bodyLimit: 262_144,
        schema: {
          summary: 'Enrols many devices, all or none. The answer holds their secrets, this once.',
          body: NewDevices,
          response: { 201: z.array(EnrolledView) },
        },
      },
      async ({ body, user }, reply) => reply.code(201).send([...(await enrolDevices(parts, body.devices, act(user)))]),
    );

    app.patch(
      '/devices/:device',
      {
        schema: {
          summary: 'Changes what is written down of a device, and when it counts as silent.',
          params: Id,
          body: ChangeDevice,
          response: { 200: DeviceView },
        },
      },
      async ({ params, body, user }) => {
        await changeDevice(store, params.device, body, act(user));
        return viewOf(params.device);
      },
    );

    app.post(
      '/devices/:device/assign',
      {
        schema: {
          summary: 'Hands a device over to a patient, or takes it back.',
          params: Id,
          body: AssignDevice,
          response: { 200: DeviceView },
        },
      },
      async ({ params, body: { patient, from }, user }) => {
        await handOver(store, params.device, { patient: patient ?? undefined, from }, act(user));
        return viewOf(params.device);
      },
    );

    app.post(
      '/devices/:device/users/:user',
      {
        schema: {
          summary: 'Gives one user of a shared cuff to a patient, or takes it back.',
          description:
            'While any user is somebody’s, what other users measured waits in quarantine, and the device’s own patient gets none.',
          params: User,
          body: AssignDevice,
          response: { 200: DeviceView },
        },
      },
      async ({ params, body: { patient, from }, user }) => {
        await handOver(store, params.device, { patient: patient ?? undefined, user: params.user, from }, act(user));
        return viewOf(params.device);
      },
    );

    app.post(
      '/devices/:device/rotate',
      {
        schema: {
          summary: 'Gives a device another secret, shown this once; the one before ends at once, and so does its session.',
          params: Id,
          response: { 200: EnrolledView },
        },
      },
      async ({ params: { device }, user }) => {
        const secret = await rotateSecret(parts, device, act(user));
        dropDevice(device);
        return { id: device, secret };
      },
    );

    app.post(
      '/devices/:device/revoke',
      {
        schema: { summary: 'Ends a device’s right to speak, and its session.', params: Id, response: { 200: DeviceView } },
      },
      async ({ params: { device }, user }) => {
        await revokeDevice(store, device, act(user));
        dropDevice(device);
        return viewOf(device);
      },
    );

    app.post(
      '/devices/:device/retire',
      {
        schema: {
          summary: 'Takes a device out of service for good: nobody’s, and without a secret.',
          params: Id,
          response: { 200: DeviceView },
        },
      },
      async ({ params: { device }, user }) => {
        await retireDevice(store, device, act(user));
        dropDevice(device);
        return viewOf(device);
      },
    );

    app.post(
      '/devices/status',
      {
        schema: {
          summary: 'What a device says of itself: battery, model, firmware, clockSkewMs. Answered after the commit.',
          description: 'HTTP Basic with the name and secret of the device. What cannot be read waits for a person (202).',
          body: z.unknown(),
          response: { 201: ReceiptView, 202: ReceiptView },
        },
      },
      async ({ body, device }, reply) => {
        const receipt = await deliver(device!, 'status', body);
        return reply.code(receipt.outcome === 'quarantined' ? 202 : 201).send(receipt);
      },
    );

    async function viewOf(id: string): Promise<DeviceView> {
      const view = await deviceView(store, id, clock.now());
      if (!view) throw new HearthError('api.not-found', 'There is no such device.');
      return view;
    }
  };
