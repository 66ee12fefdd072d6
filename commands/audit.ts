import { parseArgs } from 'node:util';
import type { ActFilter, ChainedAct } from '../domain/user.ts';
import { headsFile } from '../house/audit-heads.ts';
import { auditPublicFile } from '../house/audit-key.ts';
import { praiseOf, time } from '../house/audit-proof.ts';
import { proveFolder } from '../house/audit-prover.ts';
import { readConfig } from '../house/config.ts';
import { verifyBundle, writeBundle } from './bundle-file.ts';
import { type Command, noMoreThan, UsageError } from './command.ts';
import { exportActs } from './export-acts.ts';
import { noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';

export const audit: Command = {
  name: 'audit',
  summary: 'Who did and saw what: prove that the audit is whole, list it, write it out for an auditor.',
  usage: `hearth audit verify [--heads file] [--public-key file]   chain and signed heads; exit code 1 and one sentence for what is not right
hearth audit list [--patient p1] [--by dr.li] [--did read] [--count 50]
hearth audit bundle <alert> [--output incident.json]    all that is known of one alert, signed, in one file
hearth audit bundle-verify <file> [--public-key file] [--sealed file]   needs no database: the public key alone; against an auditor's own file
hearth audit export [--output acts.jsonl] [--patient p1] [--by dr.li] [--did alert.]   all acts, one JSON a line, the oldest first`,

  async run(args, out) {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        heads: text,
        'public-key': text,
        patient: text,
        by: text,
        did: text,
        count: text,
        output: text,
        sealed: text,
        config: text,
      },
    });
    const [verb, what] = positionals;
    noMoreThan(verb === 'bundle' || verb === 'bundle-verify' ? 2 : 1, positionals);
    const which: ActFilter = { by: values.by, patient: values.patient, did: values.did };
    if (verb === 'verify') {
      const { data, audit: settings } = readConfig(values.config, process.env);
      const publicKey = values['public-key'];
      const proof = await proveFolder({
        data,
        heads: values.heads ?? headsFile(data, settings),
        ...(publicKey === undefined ? {} : { publicKey }),
      });
      if (proof.ok) out.write(`${praiseOf(proof)}\n`);
      else for (const finding of proof.findings) out.say(`${finding}\n`);
      return proof.ok ? 0 : 1;
    }
    if (verb === 'list') {
      const count = Number(values.count ?? 50);
      if (!Number.isInteger(count) || count < 1 || count > 10_000)
        throw new UsageError(`--count is a whole number from 1 to 10000, not ${values.count}.`);
      const { store } = await openRecords(values.config, out);
      try {
        const acts = await store.audit.search(which, count);
        await noteLooks(store, 'audit', values.patient === undefined ? { shown: [] } : { patient: values.patient });
        out.write(acts.length === 0 ? 'No such acts.\n' : `${acts.map(rowOf).join('\n')}\n`);
        return 0;
      } finally {
        await store.close();
      }
    }
    if (verb === 'export') {
      const { store } = await openRecords(values.config, out);
      try {
        await noteLooks(store, 'audit', values.patient === undefined ? { shown: [] } : { patient: values.patient });
        const count = await exportActs(store, which, values.output, out);
        out.say(`${count} acts${values.output === undefined ? '' : ` are in ${values.output}`}.\n`);
        return 0;
      } finally {
        await store.close();
      }
    }
    if (verb === 'bundle') {
      if (!what) throw new UsageError('Of which alert? hearth audit bundle <alert>');
      return writeBundle(what, values.output, values.config, out);
    }
    if (verb === 'bundle-verify') {
      if (!what) throw new UsageError('Which file? hearth audit bundle-verify <file>');
      return verifyBundle(what, values['public-key'] ?? auditPublicFile(readConfig(values.config, process.env).data), out, values.sealed);
    }
    throw new UsageError(
      verb === undefined
        ? 'What? hearth audit verify, list, export, bundle or bundle-verify'
        : `hearth audit knows verify, list, export, bundle and bundle-verify, not "${verb}".`,
    );
  },
};

const rowOf = ({ seq, at, by, did, patient, about }: ChainedAct): string =>
  [String(seq), time(at), by, did, patient ?? '-', JSON.stringify(about)].join('\t');
