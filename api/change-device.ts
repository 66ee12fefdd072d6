import type { Instant } from '../domain/clock.ts';
import { type Device, lastHandOver, type Ownership, widerOwnership } from '../domain/device.ts';
import { HearthError } from '../domain/errors.ts';
import { given } from '../domain/given.ts';
import type { DeviceId, PatientId } from '../domain/reading.ts';
import type { Records, Store } from '../domain/store.ts';
import type { ApiParts } from './parts.ts';

/** Who does it, and when: the console's person, or the command line. */
export interface By {
  readonly by: string;
  readonly at: Instant;
}

type Kept = Device & { readonly secretHash: string };

/** The device, to be changed in this transaction. Throws HearthError api.not-found, or device.retired. */
async function inService(records: Records, id: DeviceId): Promise<Kept> {
  const device = await records.devices.get(id);
  if (!device) throw new HearthError('api.not-found', `There is no device called ${id}.`);
  if (device.retired !== undefined) throw new HearthError('device.retired', `${id} is out of service for good.`);
  return device;
}

async function known(records: Records, patient: PatientId | undefined): Promise<void> {
  if (patient !== undefined && !(await records.patients.get([patient])).has(patient))
    throw new HearthError('api.not-found', `There is no patient ${patient}.`);
}

/** What it measured while it was somebody's stays theirs; only a slip of the finger, before it has spoken, is mended by beginning earlier. */
function refuseToTakeAway(
  device: Device,
  owners: readonly Ownership[],
  patient: PatientId | undefined,
  user: number | undefined,
  at: Instant,
): void {
  const present = owners.find(({ user: of, since, until }) => of === user && since <= at && until === undefined);
  if (!present || present.patient === patient || (device.lastSeen ?? 0) < present.since) return;
  const what = user === undefined ? device.id : `User ${user} of ${device.id}`;
  const since = new Date(present.since).toISOString();
  throw new HearthError('api.invalid', `${what} is ${present.patient}'s since ${since} and has spoken since: hand it over from now.`);
}

/**
 * Gives a device, or one of the users that a shared cuff counts, to a patient; undefined takes it back. `last-hand-over` begins where it
 * last belonged to somebody, `now` begins now. Resolves to the moment from which it counts.
 */
export async function handOver(
  store: Pick<Store, 'transact'>,
  id: DeviceId,
  {
    patient,
    user,
    from,
  }: { readonly patient: PatientId | undefined; readonly user?: number | undefined; readonly from: 'now' | 'last-hand-over' },
  { by, at }: By,
): Promise<Instant> {
  return store.transact(async (records) => {
    const device = await inService(records, id);
    await known(records, patient);
    const owners = await records.owners.of(id);
    if (from === 'last-hand-over') refuseToTakeAway(device, owners, patient, user, at);
    const wider = from === 'last-hand-over' && patient !== undefined ? widerOwnership(owners, patient, user) : undefined;
    // It is theirs already: what they have begins earlier, where nobody had it.
    if (wider) await records.owners.assign(id, undefined, wider.present.since, user);
    const earlier = wider ? wider.since : user === undefined ? lastHandOver(owners) : lastHandOver(owners, user, at);
    const since = from === 'last-hand-over' ? (earlier ?? at) : at;
    await records.owners.assign(id, patient, since, user);
    const about = { device: id, from, ...(user === undefined ? {} : { user }) };
    await records.audit.note([{ at, by, did: 'device.assign', ...(patient === undefined ? {} : { patient }), about }]);
    return since;
  });
}

/** What a person may change of a device; null takes the days away, so that the patient's plan counts again. */
export async function changeDevice(
  store: Pick<Store, 'transact'>,
  id: DeviceId,
  {
    silentAfterDays,
    ...change
  }: { readonly model?: string | undefined; readonly zone?: string | undefined; readonly silentAfterDays?: number | null | undefined },
  { by, at }: By,
): Promise<void> {
  await store.transact(async (records) => {
    const { silentAfterDays: days, ...device } = await inService(records, id);
    const silent = silentAfterDays === undefined ? days : (silentAfterDays ?? undefined);
    await records.devices.save({ ...device, ...given({ ...change, silentAfterDays: silent }) } as Kept);
    await records.audit.note([{ at, by, did: 'device.change', about: { device: id, silentAfterDays: silent ?? null } }]);
  });
}

/** Another secret; the one before is worth nothing from this commit on. Gives a revoked device its right to speak back. */
export async function rotateSecret(
  {
    store,
    secrets,
  }: { readonly store: Store; readonly secrets: Pick<ApiParts['secrets'], 'newSecret' | 'hashSecret' | 'nightscoutSecret'> },
  id: DeviceId,
  { by, at }: By,
  uploader?: 'nightscout',
): Promise<string> {
  const secret = secrets.newSecret();
  const kind = uploader ?? (await store.devices.get(id))?.uploader;
  const secretHash = await secrets.hashSecret(kind ? secrets.nightscoutSecret(secret) : secret, 'device');
  await store.transact(async (records) => {
    const { revoked, ...device } = await inService(records, id);
    await records.devices.save({ ...device, ...(kind ? { uploader: kind } : {}), secretHash });
    await records.devices.changeAccess(id, at);
    await records.audit.note([{ at, by, did: 'device.rotate', about: { device: id, wasRevoked: revoked !== undefined } }]);
  });
  return secret;
}

/** Its secret is worth nothing from this commit on. A new secret gives the right back. */
export async function revokeDevice(store: Pick<Store, 'transact'>, id: DeviceId, { by, at }: By): Promise<void> {
  await store.transact(async (records) => {
    const device = await inService(records, id);
    await records.devices.save({ ...device, revoked: device.revoked ?? at });
    await records.devices.changeAccess(id, at);
    await records.audit.note([{ at, by, did: 'device.revoke', about: { device: id } }]);
  });
}

/** Out of service for good: nobody's, without a secret, and its name is not given again, because its readings carry it. */
export async function retireDevice(store: Pick<Store, 'transact'>, id: DeviceId, { by, at }: By): Promise<void> {
  await store.transact(async (records) => {
    const device = await inService(records, id);
    await records.owners.assign(id, undefined, at);
    await records.devices.save({ ...device, revoked: device.revoked ?? at, retired: at });
    await records.devices.changeAccess(id, at);
    await records.audit.note([{ at, by, did: 'device.retire', about: { device: id } }]);
  });
}
