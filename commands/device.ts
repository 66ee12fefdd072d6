import { parseArgs } from 'node:util';
import { HearthError } from '../domain/errors.ts';
import { systemClock } from '../house/system-clock.ts';
import { type Command, UsageError } from './command.ts';
import { changes } from './device-changes.ts';
import { addDevices, listClaimCodes, makeCode } from './device-enrol.ts';
import { listDevices, showDevice } from './device-list.ts';
import type { DeviceVerb } from './device-verb.ts';
import { openRecords } from './open-records.ts';

const verbs: Readonly<Record<string, DeviceVerb>> = {
  list: listDevices,
  show: showDevice,
  add: addDevices,
  'claim-code': makeCode,
  'claim-codes': listClaimCodes,
  ...changes,
};

export const device: Command = {
  name: 'device',
  summary: 'Enrol devices, hand them over, see how they are, change or take away their secrets.',
  usage: `hearth device list [--silent]                 whose each is, when it was last heard, what it says of itself
hearth device show <name>                     the same of one, and who had it when
hearth device add <name> [--patient <id>] [--zone Asia/Shanghai] [--model "BP-100"] [--silent-after <days>] [--uploader nightscout]
hearth device add --file devices.csv [--secrets secrets.tsv]
                                              many, all or none: the first line names the columns device, patient, model, zone,
                                              silent after; the secrets go to a file of your own, or are shown this once
hearth device claim-code [--name <name>] [--patient <id>] [--model "BP-100"] [--zone Asia/Shanghai] [--hours 24]
                                              a short code with which one device enrols itself: POST /api/v1/devices/claim
hearth device claim-codes                     those that were not used yet
hearth device hand-over <name> <patient id> [--also-before]
                                              from now on its readings are this patient's; with --also-before also
                                              those that it measured since it last belonged to somebody (also: assign)
hearth device unassign <name>                 it is nobody's
hearth device user <name> <number> <patient id>|nobody [--also-before]
                                              one user of a shared cuff, as the cuff counts them
hearth device set <name> [--model …] [--zone …] [--silent-after <days>|plan]
hearth device rotate <name> [--uploader nightscout]
                                              a new secret; the old one is worth nothing from now on
hearth device revoke <name>                   its secret is worth nothing from now on
hearth device retire <name>                   out of service for good`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        patient: { type: 'string' },
        name: { type: 'string' },
        zone: { type: 'string' },
        model: { type: 'string' },
        uploader: { type: 'string' },
        hours: { type: 'string' },
        file: { type: 'string' },
        secrets: { type: 'string' },
        silent: { type: 'boolean', default: false },
        'silent-after': { type: 'string' },
        'also-before': { type: 'boolean', default: false },
        config: { type: 'string' },
      },
    });
    const [name = 'list', ...rest] = positionals;
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!verb) throw new UsageError(`hearth device knows ${Object.keys(verbs).join(', ')}, not "${name}".`);
    const { store, config } = await openRecords(values.config, out);
    try {
      return await verb({ store, config, values, rest, out, by: 'command line', at: systemClock.now() });
    } catch (error) {
      if (!(error instanceof HearthError)) throw error;
      out.say(`${error.message}\n`);
      return 1;
    } finally {
      await store.close();
    }
  },
};
