import { MOST_CLAIM_HOURS } from '../api/device-contract.ts';
import { enrolDevices, makeClaimCode, type WantedDevice } from '../api/enrol-devices.ts';
import { publicUrlOf } from '../api/settings.ts';
import { HOUR } from '../domain/clock.ts';
import { DeviceName } from '../domain/device.ts';
import { given } from '../domain/given.ts';
import * as secrets from '../house/secrets.ts';
import { noMoreThan, UsageError } from './command.ts';
import { addFile } from './device-file.ts';
import { type DeviceVerb, daysOf, uploaderOf, zoneOf } from './device-verb.ts';

/** One device, or a file of many. */
export const addDevices: DeviceVerb = async (call) => {
  const { store, config, values, rest, out, by, at } = call;
  noMoreThan(1, rest);
  const [name] = rest;
  if (values.file !== undefined) {
    if (name !== undefined) throw new UsageError('Either a name or a file of many, not both.');
    return addFile(call, values.file);
  }
  if (!name || !DeviceName.safeParse(name).success)
    throw new UsageError('A device needs a name of letters, digits, dots and dashes: hearth device add cuff-1');
  const uploader = uploaderOf(values.uploader);
  const wanted: WantedDevice = {
    id: name,
    zone: zoneOf(values.zone) ?? config.clinic.zone,
    model: values.model,
    patient: values.patient,
    silentAfterDays: daysOf(values['silent-after']),
    uploader,
  };
  const [{ secret } = { secret: '' }] = await enrolDevices({ store, secrets }, [wanted], { by, at });
  out.write(`${secret}\n`);
  out.say(
    uploader
      ? `This is the API secret of ${name}, shown this once. Its base address in the app:\n${uploaderUrl(publicUrlOf(config.http), name, secret)}\n`
      : `This is the secret of ${name}, shown this once. It signs in as client id and user name "${name}".\n`,
  );
  return 0;
};

/** As xDrip+ wants it: the secret stands before the host. */
function uploaderUrl(base: string, name: string, secret: string): string {
  const url = new URL(`${base}/nightscout/${name}/api/v1/`);
  url.username = secret;
  return url.href;
}

export const makeCode: DeviceVerb = async ({ store, config, values, out, by, at }) => {
  const hours = Number(values.hours ?? 24);
  if (!Number.isInteger(hours) || hours < 1 || hours > MOST_CLAIM_HOURS)
    throw new UsageError(`--hours ${values.hours}: a whole number of hours, 1 to ${MOST_CLAIM_HOURS}.`);
  if (values.name !== undefined && !DeviceName.safeParse(values.name).success)
    throw new UsageError('A device needs a name of letters, digits, dots and dashes: --name cuff-1');
  const until = at + hours * HOUR;
  const { name: device, patient, model } = values;
  const zone = zoneOf(values.zone) ?? config.clinic.zone;
  const code = await makeClaimCode({ store, secrets }, { ...given({ device, patient, model }), zone, made: at, by, until });
  out.write(`${code}\n`);
  out.say(
    `This code is shown this once, enrols one device, and is good until ${new Date(until).toISOString()}.\n` +
      `The device sends {"code":"${code}"} to ${publicUrlOf(config.http)}/api/v1/devices/claim, and gets its name and secret.\n`,
  );
  return 0;
};

export const listClaimCodes: DeviceVerb = async ({ store, out, at }) => {
  const rows = (await store.claimCodes.list(at)).map(({ device, patient, by, until }) =>
    [device ?? '-', patient ?? '-', `until ${new Date(until).toISOString()}`, `by ${by}`].join('\t'),
  );
  out.write(rows.length > 0 ? `${rows.join('\n')}\n` : 'No code waits for its device.\n');
  return 0;
};
