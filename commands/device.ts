import { parseArgs } from 'node:util';
import { publicUrlOf } from '../api/settings.ts';
import { lastHandOver, Patient } from '../domain/patient.ts';
import { hashSecret, newSecret, nightscoutSecret } from '../secrets.ts';
import { systemClock } from '../system-clock.ts';
import { type Command, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';

export const device: Command = {
  name: 'device',
  summary: 'Enrol a device, give it to a patient, take its secret away.',
  usage: `hearth device list
hearth device add <name> [--patient <id>] [--zone Asia/Shanghai] [--model "BP-100"] [--uploader nightscout]
hearth device assign <name> <patient id> [--also-before]
                                              from now on its readings are this patient's; with --also-before also
                                              those that it measured since it last belonged to somebody
hearth device unassign <name>
hearth device revoke <name>                   its secret is worth nothing from now on`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        patient: { type: 'string' },
        zone: { type: 'string' },
        model: { type: 'string' },
        uploader: { type: 'string' },
        'also-before': { type: 'boolean', default: false },
        config: { type: 'string' },
      },
    });
    const [verb = 'list', name, patient] = positionals;
    const { store, config } = await openRecords(values.config);
    const now = systemClock.now();
    const act = (did: string, about: Record<string, string>) => ({ at: now, by: 'command line', did, about });
    const known = async (id: string | undefined) => {
      if (!id) throw new UsageError(`Which device? hearth device ${verb} <name>`);
      const found = await store.devices.get(id);
      if (!found) throw new UsageError(`There is no device called ${id}. See: hearth device list`);
      return found;
    };
    const patientKnown = async (id: string) => {
      if (!(await store.patients.get([id])).has(id)) throw new UsageError(`There is no patient ${id}. Patients are added in the console.`);
      return id;
    };

    try {
      if (verb === 'list') {
        const owners = await store.owners.list();
        const rows = (await store.devices.list()).map((one) => {
          const owner = owners.find(({ device, until }) => device === one.id && until === undefined);
          return [
            one.id,
            owner?.patient ?? '-',
            one.model ?? '-',
            one.lastSeen ? new Date(one.lastSeen).toISOString() : 'never',
            one.revoked ? 'revoked' : '',
          ];
        });
        out.write(
          rows.length ? `${rows.map((row) => row.join('\t')).join('\n')}\n` : 'No device is enrolled yet: hearth device add <name>\n',
        );
      } else if (verb === 'add') {
        if (!name || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name)) {
          throw new UsageError('A device needs a name of letters, digits, dots and dashes: hearth device add cuff-1');
        }
        if (await store.devices.get(name)) throw new UsageError(`There is a device called ${name} already.`);
        const zone = Patient.shape.zone.safeParse(values.zone ?? config.clinic.zone);
        if (!zone.success) throw new UsageError(`--zone ${values.zone}: ${zone.error.issues[0]!.message}.`);
        const owner = values.patient === undefined ? undefined : await patientKnown(values.patient);
        const secret = newSecret();
        if (values.uploader !== undefined && values.uploader !== 'nightscout')
          throw new UsageError(`--uploader knows nightscout (xDrip+, AAPS and others), not "${values.uploader}".`);
        const secretHash = await hashSecret(values.uploader ? nightscoutSecret(secret) : secret, 'device');
        await store.transact(async (records) => {
          const model = values.model === undefined ? {} : { model: values.model };
          await records.devices.save({ id: name, zone: zone.data, enrolled: now, secretHash, ...model });
          if (owner !== undefined) await records.owners.assign(name, owner, now);
          await records.audit.note([act('device.enrol', { device: name })]);
        });
        out.write(`${secret}\n`);
        out.say(
          values.uploader
            ? `This is the API secret of ${name}, shown this once. Its base address in the app:\n${uploaderUrl(publicUrlOf(config.http), name, secret)}\n`
            : `This is the secret of ${name}, shown this once. It signs in as client id and user name "${name}".\n`,
        );
      } else if (verb === 'assign' || verb === 'unassign') {
        const found = await known(name);
        if (verb === 'assign' && !patient) throw new UsageError('Whose is it? hearth device assign <name> <patient id>');
        const owner = verb === 'assign' ? await patientKnown(patient!) : undefined;
        await store.transact(async (records) => {
          const since = values['also-before'] ? lastHandOver(await records.owners.of(found.id)) : now;
          await records.owners.assign(found.id, owner, since);
          await records.audit.note([act(`device.${verb}`, { device: found.id, ...(owner ? { patient: owner } : {}) })]);
        });
        const reach = values['also-before'] ? 'From its last hand-over on' : 'From now on';
        out.say(owner ? `${reach}, readings of ${found.id} are ${owner}'s.\n` : `${found.id} belongs to nobody now.\n`);
      } else if (verb === 'revoke') {
        const found = await known(name);
        await store.transact(async (records) => {
          await records.devices.save({ ...found, revoked: now });
          await records.audit.note([act('device.revoke', { device: found.id })]);
        });
        out.say(`${found.id} may not sign in any more; a session that is open ends within a minute.\n`);
      } else throw new UsageError(`hearth device knows list, add, assign, unassign and revoke, not "${verb}".`);
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** As xDrip+ wants it: the secret stands before the host. */
function uploaderUrl(base: string, name: string, secret: string): string {
  const url = new URL(`${base}/nightscout/${name}/api/v1/`);
  url.username = secret;
  return url.href;
}
