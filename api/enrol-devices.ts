import { type ClaimCode, plainClaimCode } from '../domain/claim-code.ts';
import type { Instant } from '../domain/clock.ts';
import type { Device } from '../domain/device.ts';
import { HearthError } from '../domain/errors.ts';
import { given } from '../domain/given.ts';
import type { DeviceId, PatientId } from '../domain/reading.ts';
import type { Records, Store } from '../domain/store.ts';
import type { ApiParts } from './parts.ts';

export interface WantedDevice {
  readonly id: DeviceId;
  readonly zone: string;
  readonly model?: string | undefined;
  readonly silentAfterDays?: number | undefined;
  readonly uploader?: Device['uploader'] | undefined;
  readonly patient?: PatientId | undefined;
}

/** What a device signs in with: shown once, kept nowhere in clear. */
export interface Enrolled {
  readonly id: DeviceId;
  readonly secret: string;
}

type Parts = {
  readonly store: Store;
  readonly secrets: Pick<ApiParts['secrets'], 'newSecret' | 'hashSecret' | 'hashKey' | 'nightscoutSecret'>;
};

/** Everything that stands against it: by its place among those that are wanted, and the field. Empty: they can be enrolled. */
export async function enrolProblems(
  store: Pick<Records, 'devices' | 'patients'>,
  wanted: readonly WantedDevice[],
): Promise<readonly { readonly at: number; readonly field: 'id' | 'patient'; readonly problem: string }[]> {
  const patients = await store.patients.get([...new Set(wanted.flatMap(({ patient }) => patient ?? []))]);
  const seen = new Set<DeviceId>();
  const problems: { at: number; field: 'id' | 'patient'; problem: string }[] = [];
  for (const [at, { id, patient }] of wanted.entries()) {
    if (seen.has(id)) problems.push({ at, field: 'id', problem: `${id} is there twice.` });
    else if (await store.devices.get(id)) problems.push({ at, field: 'id', problem: `There is a device called ${id} already.` });
    seen.add(id);
    if (patient !== undefined && !patients.has(patient))
      problems.push({ at, field: 'patient', problem: `There is no patient ${patient}.` });
  }
  return problems;
}

/**
 * Enrols them all or none. `before` runs in the transaction: what it throws leaves everything as it was. Throws HearthError api.exists,
 * api.not-found (one device) or api.invalid (several, with each that is wrong).
 */
export async function enrolDevices(
  { store, secrets }: Parts,
  wanted: readonly WantedDevice[],
  {
    by,
    at,
    did = 'device.enrol',
    before,
  }: { by: string; at: Instant; did?: string; before?: (records: Records, made: readonly Enrolled[]) => Promise<void> },
): Promise<readonly Enrolled[]> {
  refuse(wanted, await enrolProblems(store, wanted));
  const made: (Enrolled & { readonly secretHash: string })[] = [];
  for (const { id, uploader } of wanted) {
    const secret = secrets.newSecret();
    made.push({ id, secret, secretHash: await secrets.hashSecret(uploader ? secrets.nightscoutSecret(secret) : secret, 'device') });
  }
  await store.transact(async (records) => {
    // Somebody may have been faster since.
    refuse(wanted, await enrolProblems(records, wanted));
    await before?.(records, made);
    for (const [i, { patient, ...device }] of wanted.entries()) {
      await records.devices.save({ ...given(device), enrolled: at, secretHash: made[i]!.secretHash });
      if (patient !== undefined) await records.owners.assign(device.id, patient, at);
    }
    await records.audit.note(
      wanted.map(({ id, patient }) => ({ at, by, did, ...(patient === undefined ? {} : { patient }), about: { device: id } })),
    );
  });
  return made.map(({ id, secret }) => ({ id, secret }));
}

function refuse(wanted: readonly WantedDevice[], problems: Awaited<ReturnType<typeof enrolProblems>>): void {
  const [first] = problems;
  if (!first) return;
  if (wanted.length === 1) throw new HearthError(first.field === 'id' ? 'api.exists' : 'api.not-found', first.problem);
  const fields = problems.map(({ at, field, problem }) => ({ pointer: `/devices/${at}/${field}`, detail: problem }));
  throw new HearthError('api.invalid', 'None of these devices was enrolled.', fields);
}

/** A code for one device, good until `until`. Throws HearthError api.exists or api.not-found when it could not be used. */
export async function makeClaimCode(
  { store, secrets }: { readonly store: Store; readonly secrets: Pick<ApiParts['secrets'], 'newClaimCode' | 'hashKey'> },
  wanted: Omit<ClaimCode, 'codeHash'>,
): Promise<string> {
  const { device, patient, by, made } = wanted;
  if (device !== undefined && (await store.devices.get(device)))
    throw new HearthError('api.exists', `There is a device called ${device} already.`);
  if (patient !== undefined && !(await store.patients.get([patient])).has(patient))
    throw new HearthError('api.not-found', `There is no patient ${patient}.`);
  const code = secrets.newClaimCode();
  await store.transact(async (records) => {
    await records.claimCodes.make({ ...wanted, codeHash: secrets.hashKey(plainClaimCode(code)!) });
    await records.audit.note([
      {
        at: made,
        by,
        did: 'device.claim-code',
        ...(patient === undefined ? {} : { patient }),
        about: { device: device ?? null, until: wanted.until },
      },
    ]);
  });
  return code;
}

/** A device enrols itself. The code is used up with the same commit. Throws HearthError device.claim-refused, or api.exists for its name. */
export async function claimDevice(
  parts: Parts & { readonly secrets: Pick<ApiParts['secrets'], 'newClaimCode'> },
  {
    code,
    ...said
  }: { readonly code: string; readonly id?: DeviceId | undefined; readonly model?: string | undefined; readonly zone?: string | undefined },
  at: Instant,
): Promise<Enrolled & { readonly zone: string }> {
  const plain = plainClaimCode(code);
  const codeHash = plain && parts.secrets.hashKey(plain);
  const claim = codeHash === undefined ? undefined : await parts.store.claimCodes.get(codeHash);
  if (!claim || claim.until <= at) throw new HearthError('device.claim-refused');
  const zone = said.zone ?? claim.zone;
  const id = claim.device ?? said.id ?? `device-${parts.secrets.newClaimCode().toLowerCase()}`;
  const [enrolled] = await enrolDevices(parts, [{ id, zone, patient: claim.patient, model: claim.model ?? said.model }], {
    by: claim.by,
    at,
    did: 'device.claim',
    before: async (records) => {
      if (!(await records.claimCodes.use(claim.codeHash, at))) throw new HearthError('device.claim-refused');
    },
  });
  return { ...enrolled!, zone };
}
