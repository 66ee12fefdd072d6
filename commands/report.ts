import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DAY } from '../domain/clock.ts';
import { Language } from '../domain/source.ts';
import { createReporter } from '../make-report.ts';
import { readRules } from '../packs.ts';
import { reportIdOf } from '../reports/fhir/report-period.ts';
import { systemClock } from '../system-clock.ts';
import { type Command, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';

export const report: Command = {
  name: 'report',
  summary: "Write a doctor's report about a patient and a period.",
  usage: `hearth report <patient id> [--days 14] [--language zh-CN|en] [--format html|pdf|json|fhir] [--output report.pdf]
  --fhir    the same as --format fhir: a FHIR R4 document (Bundle)`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        days: { type: 'string', default: '14' },
        language: { type: 'string' },
        format: { type: 'string' },
        fhir: { type: 'boolean', default: false },
        output: { type: 'string' },
        config: { type: 'string' },
      },
    });
    const [patient] = positionals;
    if (!patient) throw new UsageError('About whom? hearth report <patient id>');
    const days = Number(values.days);
    if (!Number.isInteger(days) || days < 1 || days > 366)
      throw new UsageError(`--days is a whole number from 1 to 366, not ${values.days}.`);
    if (values.fhir && values.format !== undefined && values.format !== 'fhir')
      throw new UsageError(`Either --fhir or --format ${values.format}, not both.`);
    const format = values.fhir ? 'fhir' : (values.format ?? 'html');
    if (format !== 'html' && format !== 'json' && format !== 'pdf' && format !== 'fhir')
      throw new UsageError(`--format is html, pdf, json or fhir, not ${format}.`);
    if (format === 'pdf' && values.output === undefined) throw new UsageError('Where to? --output report.pdf');
    const { store, config } = await openRecords(values.config, out);
    try {
      const found = (await store.patients.get([patient])).get(patient);
      if (!found) throw new UsageError(`There is no patient ${patient}.`);
      const language = Language.safeParse(values.language ?? config.clinic.language);
      if (!language.success) throw new UsageError(`--language is zh-CN or en, not ${values.language}.`);
      const rules = readRules(config.packs);
      const to = systemClock.now();
      const make = createReporter({ store, rules: () => rules, clinic: config.clinic.name, now: () => to });
      const from = to - days * DAY;
      const made = await make({ patient, from, to, language: language.data });
      const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
      const text =
        format === 'json'
          ? json(made.json)
          : format === 'fhir'
            ? json(await made.fhir({ id: reportIdOf(patient, from, to, found.zone), named: true }))
            : format === 'pdf'
              ? await made.pdf()
              : await made.html();
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
