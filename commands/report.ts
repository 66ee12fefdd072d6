import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Instant } from '../domain/clock.ts';
import { lastDays } from '../domain/report-period.ts';
import { Language } from '../domain/source.ts';
import { createReporter } from '../house/make-report.ts';
import { readQuestionnaires, readRules } from '../house/packs.ts';
import { systemClock } from '../house/system-clock.ts';
import { reportIdOf } from '../reports/fhir/report-period.ts';
import { type Command, noMoreThan, UsageError } from './command.ts';
import { noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';
import { putOut } from './put-out.ts';
import { cohortReport } from './report-cohort.ts';
import { issueReports } from './report-issue.ts';
import { issuedReports } from './report-issued.ts';

export const report: Command = {
  name: 'report',
  summary: "Write a doctor's report about a patient and a period.",
  usage: `hearth report <patient id> [--days 14] [--language zh-CN|en] [--format html|pdf|json|fhir] [--output report.pdf] [--last-visit 2026-03-01]
  --fhir    the same as --format fhir: a FHIR R4 document (Bundle)
hearth report issue [--period 2026-W47] [--patient <patient id>]…       issues a period, of everybody or of some; the last whole week
hearth report issued [<patient id>]                                     lists what was issued
hearth report issued show <report id> [--format json|html|pdf] [--language zh-CN|en] [--output report.pdf]
hearth report issued verify [<report id>]…                              whether each is still what was issued; all, where none is named
hearth report cohort [--period 2026-10] [--language zh-CN|en] [--format html|pdf|json] [--output clinic.pdf]   the clinic's report

What changed is told since the last visit: the latest that the patient had said yes to, or the one that --last-visit names.`,

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
        format: { type: 'string' },
        fhir: { type: 'boolean', default: false },
        output: { type: 'string' },
        'last-visit': { type: 'string' },
        config: { type: 'string' },
      },
    });
    noMoreThan(1, positionals);
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
      await noteLooks(store, 'report', { patient });
      const rules = readRules(config.packs);
      const now = systemClock.now();
      const { from, to } = lastDays(days, found.zone, now);
      const lastVisit = visitOf(values['last-visit'], now, config.clinic.zone);
      const make = createReporter({
        store,
        rules: () => rules,
        questionnaires: readQuestionnaires,
        clinic: config.clinic.name,
        now: () => now,
      });
      const made = await make({ patient, from, to, language: language.data, ...(lastVisit === undefined ? {} : { lastVisit }) });
      const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
      const text =
        format === 'json'
          ? json(made.json)
          : format === 'fhir'
            ? json(await made.fhir({ id: reportIdOf(patient, from, to, found.zone), named: true }))
            : format === 'pdf'
              ? await made.pdf()
              : await made.html();
      putOut(out, text, values.output);
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** Midnight of the day in the clinic's zone. */
function visitOf(day: string | undefined, now: Instant, zone: string): Instant | undefined {
  if (day === undefined) return undefined;
  const at = z.iso.date().safeParse(day).success ? Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds : now;
  if (at >= now) throw new UsageError(`--last-visit is a day that has been, like 2026-03-01, not ${day}.`);
  return at;
}
