import { changeDevice, handOver, retireDevice, revokeDevice, rotateSecret } from '../api/change-device.ts';
import * as secrets from '../house/secrets.ts';
import { UsageError } from './command.ts';
import { type DeviceVerb, daysOf, named, uploaderOf, zoneOf } from './device-verb.ts';

const assign: DeviceVerb = async ({ store, values, rest, out, by, at }) => {
  const name = named(rest, 'hand-over', 2);
  const [, patient] = rest;
  if (!patient) throw new UsageError('Whose is it? hearth device hand-over <name> <patient id>');
  const since = await handOver(store, name, { patient, from: values['also-before'] ? 'last-hand-over' : 'now' }, { by, at });
  out.say(`${sinceOf(since, at)}, readings of ${name} are ${patient}'s.\n`);
  return 0;
};

const unassign: DeviceVerb = async ({ store, rest, out, by, at }) => {
  const name = named(rest, 'unassign');
  await handOver(store, name, { patient: undefined, from: 'now' }, { by, at });
  out.say(`${name} belongs to nobody now.\n`);
  return 0;
};

const user: DeviceVerb = async ({ store, values, rest, out, by, at }) => {
  const name = named(rest, 'user', 3);
  const [, number = '', who] = rest;
  if (!/^\d{1,3}$/.test(number) || Number(number) > 254)
    throw new UsageError(`Which of its users? A number from 0 to 254, as the cuff counts them: hearth device user ${name} 1 <patient id>`);
  if (!who) throw new UsageError(`Who is user ${number}? hearth device user ${name} ${number} <patient id>, or nobody`);
  const patient = who === 'nobody' ? undefined : who;
  const since = await handOver(
    store,
    name,
    { patient, user: Number(number), from: values['also-before'] ? 'last-hand-over' : 'now' },
    { by, at },
  );
  if (patient === undefined) out.say(`User ${number} of ${name} is nobody now.\n`);
  else
    out.say(
      `${sinceOf(since, at)}, what user ${number} of ${name} measures is ${patient}'s. What its other users measure waits until they are given, too.\n`,
    );
  return 0;
};

const set: DeviceVerb = async ({ store, values, rest, out, by, at }) => {
  const name = named(rest, 'set');
  const typed = values['silent-after'];
  const change = { model: values.model, zone: zoneOf(values.zone), silentAfterDays: typed === 'plan' ? null : daysOf(typed) };
  if (Object.values(change).every((value) => value === undefined)) throw new UsageError('What? --model, --zone or --silent-after');
  await changeDevice(store, name, change, { by, at });
  out.say(`${name} is changed.\n`);
  return 0;
};

const rotate: DeviceVerb = async ({ store, values, rest, out, by, at }) => {
  const name = named(rest, 'rotate');
  const secret = await rotateSecret({ store, secrets }, name, { by, at }, uploaderOf(values.uploader));
  out.write(`${secret}\n`);
  out.say(
    `This is the new secret of ${name}, shown this once. The old one is worth nothing; a session that is open ends within seconds.\n`,
  );
  return 0;
};

const revoke: DeviceVerb = async ({ store, rest, out, by, at }) => {
  const name = named(rest, 'revoke');
  await revokeDevice(store, name, { by, at });
  out.say(`${name} may not sign in any more; a session that is open ends within seconds. A new secret gives the right back: rotate.\n`);
  return 0;
};

const retire: DeviceVerb = async ({ store, rest, out, by, at }) => {
  const name = named(rest, 'retire');
  await retireDevice(store, name, { by, at });
  out.say(`${name} is out of service: nobody's, and without a secret. What it measured stays.\n`);
  return 0;
};

/** Verbs that change a device that is there. */
export const changes: Readonly<Record<string, DeviceVerb>> = { 'hand-over': assign, assign, unassign, user, set, rotate, revoke, retire };

const sinceOf = (since: number, now: number): string =>
  since === now ? 'From now on' : since === 0 ? 'From its first reading on' : `From ${new Date(since).toISOString()} on`;
