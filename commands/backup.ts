import { parseArgs } from 'node:util';
import { readConfig } from '../house/config.ts';
import { databaseFile } from '../house/open-database.ts';
import { backup as backUp } from '../store/backup.ts';
import type { Proof } from '../store/prove.ts';
import { DatabaseRefused } from '../store/refused.ts';
import { type Command, UsageError } from './command.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'Copy the database to a file while the server runs, and prove the copy.',
  usage: 'hearth backup <file to write> [--config hearth.yaml | --data folder]',

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: { type: 'string' }, config: { type: 'string' } },
    });
    const [to, ...more] = positionals;
    if (to === undefined || more.length > 0) throw new UsageError('Which file shall it be written to? hearth backup <file>');
    try {
      const proof = await backUp(databaseFile(values.data ?? readConfig(values.config, process.env).data), to, (share) => {
        if (out.isTerminal) out.say(`\r${Math.floor(share * 100)} % copied`);
      });
      if (out.isTerminal) out.say('\n');
      out.write(`${to} is written and proved: ${holdings(proof)}.\n`);
      out.say('The key that the patients’ names are sealed with is not in it: keep a copy of identity.key in another place.\n');
      return 0;
    } catch (error) {
      if (!(error instanceof DatabaseRefused)) throw error;
      out.say(`${error.message}\n`);
      return 1;
    }
  },
};

/** What a proved file holds, for a person. */
export function holdings({ readings, patients, alerts, audit }: Proof): string {
  const chain = audit.ok ? `${audit.acts} acts in the audit` : `the audit is broken at act ${audit.seq}: ${audit.why}`;
  return `${readings} readings, ${patients} patients, ${alerts} alerts, ${chain}`;
}
