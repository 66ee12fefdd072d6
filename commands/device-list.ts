import type { DeviceView } from '../api/device-contract.ts';
import { deviceView, deviceViews } from '../api/device-views.ts';
import { HearthError } from '../domain/errors.ts';
import { type DeviceVerb, named } from './device-verb.ts';
import { noteLooks } from './note-looks.ts';

/** One line each: name, whose, model, last seen, how it stands, battery, firmware, clock. */
export const listDevices: DeviceVerb = async ({ store, values, out, at }) => {
  const all = await deviceViews(store, at);
  const shown = values.silent ? all.filter(({ state }) => state === 'silent') : all;
  const whose = shown.flatMap(({ patient, users }) => [...(patient === undefined ? [] : [patient]), ...users.map((user) => user.patient)]);
  if (whose.length > 0) await noteLooks(store, 'devices', { shown: [...new Set(whose)] });
  if (shown.length > 0) out.write(`${shown.map((device) => rowOf(device).join('\t')).join('\n')}\n`);
  else if (all.length === 0) out.write('No device is enrolled yet: hearth device add <name>\n');
  else out.write('No device is silent.\n');
  return 0;
};

/** All that is known of one, a line for each. */
export const showDevice: DeviceVerb = async ({ store, rest, out, at }) => {
  const name = named(rest, 'show');
  const device = await deviceView(store, name, at);
  if (!device) throw new HearthError('api.not-found', `There is no device called ${name}. See: hearth device list`);
  const had = await store.owners.of(name);
  await noteLooks(store, 'device', ...[...new Set(had.map(({ patient }) => patient))].map((patient) => ({ patient })));
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['name', device.id],
    ['whose', whoseOf(device)],
    ['state', stateOf(device)],
    ['last seen', device.lastSeen === undefined ? 'never' : moment(device.lastSeen)],
    ['silent after', device.silentAfterDays === undefined ? 'as the measuring plan says' : `${device.silentAfterDays} days`],
    ['zone', device.zone],
    ['enrolled', moment(device.enrolled)],
    ['manufacturer', device.manufacturer],
    ['model', device.model],
    ['serial', device.serial],
    ['firmware', device.firmware],
    ['hardware', device.hardware],
    ['software', device.software],
    ['battery', device.batteryPercent === undefined ? undefined : `${device.batteryPercent} %`],
    ['clock', skewOf(device.clockSkewMs)],
    ['said so', device.factsAt === undefined ? undefined : moment(device.factsAt)],
    ...had.map(({ patient, user, since, until }) => {
      const who = user === undefined ? patient : `${patient} (user ${user})`;
      return ['had by', `${who}, ${moment(since)} to ${until === undefined ? 'now' : moment(until)}`] as const;
    }),
  ];
  out.write(lines.flatMap(([what, value]) => (value === undefined ? [] : [`${what.padEnd(13)} ${value}\n`])).join(''));
  return 0;
};

const rowOf = (device: DeviceView): readonly string[] => [
  device.id,
  whoseOf(device),
  device.model ?? '-',
  device.lastSeen === undefined ? 'never' : moment(device.lastSeen),
  stateOf(device),
  device.batteryPercent === undefined ? '-' : `${device.batteryPercent} %`,
  device.firmware ?? '-',
  skewOf(device.clockSkewMs) ?? '-',
];

const whoseOf = ({ patient, users }: DeviceView): string =>
  users.length > 0 ? users.map(({ user, patient: who }) => `user ${user}: ${who}`).join(', ') : (patient ?? '-');

const stateOf = ({ state, since }: DeviceView): string => (since === undefined ? state : `${state} since ${moment(since)}`);

function skewOf(ms: number | undefined): string | undefined {
  if (ms === undefined) return undefined;
  const seconds = Math.round(Math.abs(ms) / 1000);
  return seconds === 0 ? 'right' : `${seconds} s ${ms > 0 ? 'ahead' : 'behind'}`;
}

const moment = (at: number): string => new Date(at).toISOString();
