import { parseArgs } from 'node:util';
import { lastWhole } from '../domain/report-period.ts';
import { Language } from '../domain/source.ts';
import { createCohortMaker } from '../house/make-cohort.ts';
import { printReport } from '../house/print-report.ts';
import { systemClock } from '../house/system-clock.ts';
import { cohortPage } from '../reports/render/cohort-page.ts';
import { renderHtml } from '../reports/render/html.ts';
import { type Out, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';
import { putOut } from './put-out.ts';

/** `hearth report cohort`: the clinic's report of a period, against the one before. */
export async function cohortReport(args: readonly string[], out: Out): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      period: { type: 'string' },
      language: { type: 'string' },
      format: { type: 'string', default: 'html' },
      output: { type: 'string' },
      config: { type: 'string' },
    },
  });
  const { format } = values;
  if (format !== 'html' && format !== 'json' && format !== 'pdf') throw new UsageError(`--format is html, pdf or json, not ${format}.`);
  if (format === 'pdf' && values.output === undefined) throw new UsageError('Where to? --output clinic.pdf');
  const { store, config } = await openRecords(values.config, out);
  try {
    const { zone, name: clinic } = config.clinic;
    const language = Language.safeParse(values.language ?? config.clinic.language);
    if (!language.success) throw new UsageError(`--language is zh-CN or en, not ${values.language}.`);
    const make = createCohortMaker({ store, clock: systemClock, zone });
    const period = values.period ?? lastWhole('month', zone, systemClock.now()).key;
    const report = await make(period, (done, of) => {
      if (out.isTerminal) out.say(`\r${done} of ${of} patients`);
    });
    if (out.isTerminal) out.say('\n');
    const page = cohortPage(report, { language: language.data, clinic });
    const text =
      format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : format === 'pdf' ? await printReport(page) : renderHtml(page);
    putOut(out, text, values.output);
    return 0;
  } finally {
    await store.close();
  }
}
