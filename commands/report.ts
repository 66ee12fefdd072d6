import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DAY } from '../domain/clock.ts';
import { Language } from '../domain/source.ts';
import { createReporter } from '../make-report.ts';
import { readRules } from '../packs.ts';
import { systemClock } from '../system-clock.ts';
import { type Command, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';
import { cohortReport } from './report-cohort.ts';
import { issueReports } from './report-issue.ts';
import { issuedReports } from './report-issued.ts';

export const report: Command = {
  name: 'report',
  summary: "Write a doctor's report about a patient and a period.",
  usage: `hearth report <patient id> [--days 14] [--language zh-CN|en] [--format html|pdf|json] [--output report.pdf]
hearth report issue [--period 2026-W47] [--patient <patient id>]…       issues a period, of everybody or of some; the last whole week
hearth report issued [<patient id>]                                     lists what was issued
hearth report issued show <report id> [--format json|html|pdf] [--language zh-CN|en] [--output report.pdf]
hearth report issued verify [<report id>]…                              whether each is still what was issued; all, where none is named
hearth report cohort [--period 2026-10] [--language zh-CN|en] [--format html|pdf|json] [--output clinic.pdf]   the clinic's report`,

  async run(args, out) {
    if (args[0] === 'cohort') return cohortReport(args.slice(1), out);
    if (args[0] === 'issue') return issueReports(args.slice(1), out);
    if (args[0] === 'issued') return issuedReports(args.slice(1), out);
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        days: { type: 'string', default: '14' },
        language: { type: 'string' },
        format: { type: 'string', default: 'html' },
        output: { type: 'string' },
        config: { type: 'string' },
      },
    });
    const [patient] = positionals;
    if (!patient) throw new UsageError('About whom? hearth report <patient id>');
    const days = Number(values.days);
    if (!Number.isInteger(days) || days < 1 || days > 366)
      throw new UsageError(`--days is a whole number from 1 to 366, not ${values.days}.`);
    const { format } = values;
    if (format !== 'html' && format !== 'json' && format !== 'pdf') throw new UsageError(`--format is html, pdf or json, not ${format}.`);
    if (format === 'pdf' && values.output === undefined) throw new UsageError('Where to? --output report.pdf');
    const { store, config } = await openRecords(values.config, out);
    try {
      if (!(await store.patients.get([patient])).has(patient)) throw new UsageError(`There is no patient ${patient}.`);
      const language = Language.safeParse(values.language ?? config.clinic.language);
      if (!language.success) throw new UsageError(`--language is zh-CN or en, not ${values.language}.`);
      const rules = readRules(config.packs);
      const to = systemClock.now();
      const make = createReporter({ store, rules: () => rules, clinic: config.clinic.name, now: () => to });
      const made = await make({ patient, from: to - days * DAY, to, language: language.data });
      const text =
        format === 'json' ? `${JSON.stringify(made.json, undefined, 2)}\n` : format === 'pdf' ? await made.pdf() : await made.html();
      if (values.output === undefined) out.write(String(text));
      else {
        writeFileSync(values.output, text);
        out.say(`${values.output} is written.\n`);
      }
      return 0;
    } finally {
      await store.close();
    }
  },
};
