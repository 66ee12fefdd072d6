import type { Instant } from '../domain/clock.ts';
import { type Device, dependsOnKinds, type Ownership, stateOf } from '../domain/device.ts';
import type { DeviceId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { DeviceView } from './device-contract.ts';

type Nouns = Pick<Records, 'devices' | 'owners' | 'patients' | 'readings'>;

/** All devices as they stand, whose they are, and who of them is silent, by `now` of the server. */
export const deviceViews = async (store: Nouns, now: Instant): Promise<DeviceView[]> =>
  viewsOf(store, await store.devices.list(), await store.owners.list(), now);

/** One of them; undefined where there is none. */
export async function deviceView(store: Nouns, id: DeviceId, now: Instant): Promise<DeviceView | undefined> {
  const device = await store.devices.get(id);
  if (!device) return undefined;
  const { secretHash: _, ...known } = device;
  return (await viewsOf(store, [known], await store.owners.of(id), now))[0];
}

async function viewsOf(store: Nouns, devices: readonly Device[], owners: readonly Ownership[], now: Instant): Promise<DeviceView[]> {
  const open = owners.filter(({ until }) => until === undefined);
  const present = Map.groupBy(open, ({ device }) => device);
  const plans = new Map(
    [...(await store.patients.get([...new Set(open.map(({ patient }) => patient))]))].map(([id, { plan }]) => [id, plan]),
  );
  const views: DeviceView[] = [];
  for (const device of devices) {
    const its = present.get(device.id) ?? [];
    const itsPlans = its.flatMap(({ patient }) => [plans.get(patient) ?? []]);
    const kinds = dependsOnKinds(device, itsPlans, now) ? await store.readings.kindsOf(device.id) : [];
    views.push(viewOf(device, its, stateOf(device, itsPlans, now, kinds)));
  }
  return views;
}

function viewOf(device: Device, present: readonly Ownership[], state: ReturnType<typeof stateOf>): DeviceView {
  const { uploader: _, facts = {}, ...rest } = device;
  const patient = present.find(({ user }) => user === undefined)?.patient;
  return {
    ...rest,
    ...facts,
    state: state.is,
    ...('since' in state ? { since: state.since } : {}),
    ...(patient === undefined ? {} : { patient }),
    users: present
      .flatMap(({ user, patient: who, since }) => (user === undefined ? [] : [{ user, patient: who, since }]))
      .sort((a, b) => a.user - b.user),
  };
}
