import { parseArgs } from 'node:util';
import { readConfig } from '../house/config.ts';
import { databaseFile } from '../house/open-database.ts';
import { DatabaseRefused } from '../store/refused.ts';
import { restore as putBack } from '../store/restore.ts';
import { holdings } from './backup.ts';
import { type Command, UsageError } from './command.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'Prove a backup, then put it in the place of the database. The server must be stopped.',
  usage: 'hearth restore <backup file> [--config hearth.yaml | --data folder]',

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, config: { type: 'string' } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new UsageError('Which backup? hearth restore <file>');
    const path = databaseFile(values.data ?? readConfig(values.config, process.env).data);
    try {
      const { proof, kept } = await putBack(file, path);
      out.write(`${path} is restored from ${file}: ${holdings(proof)}.\n`);
      if (kept !== undefined) out.write(`The database that stood there is kept as ${kept}.\n`);
      out.say('Patients’ names can be read only with the identity.key that they were sealed with.\n');
      return 0;
    } catch (error) {
      if (!(error instanceof DatabaseRefused)) throw error;
      out.say(`${error.message}\nNothing was changed.\n`);
      return 1;
    }
  },
};
