import { parseArgs } from 'node:util';
import { lastWhole } from '../domain/report-period.ts';
import { createReporter } from '../house/make-report.ts';
import { readQuestionnaires, readRules } from '../house/packs.ts';
import { systemClock } from '../house/system-clock.ts';
import type { BuildReport } from '../issuing/issue.ts';
import { createIssuer } from '../issuing/runs.ts';
import type { Out } from './command.ts';
import { openRecords } from './open-records.ts';

/** `hearth report issue`: a period's reports on demand, beside a running server or without one. Broken off, it goes on where it was. */
export async function issueReports(args: readonly string[], out: Out): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { period: { type: 'string' }, patient: { type: 'string', multiple: true }, config: { type: 'string' } },
  });
  const { store, config } = await openRecords(values.config, out);
  try {
    const { zone, language, name, staffSee } = config.clinic;
    const rules = readRules(config.packs);
    const report = createReporter({ store, rules: () => rules, questionnaires: readQuestionnaires, clinic: name, now: systemClock.now });
    const build: BuildReport = async (patient, from, to) => (await report({ patient, from, to, language })).json;
    const issuer = createIssuer({ store, clock: systemClock, zone, language, staffSee, build });
    const period = values.period ?? lastWhole('week', zone, systemClock.now()).key;
    const { id, total } = await issuer.ask(period, 'command line', values.patient);
    for (;;) {
      const worked = await issuer.tick();
      const run = (await store.reportRuns.get(id))!;
      if (out.isTerminal) out.say(`\r${run.looked} of ${total} patients`);
      if (run.ended === undefined && worked > 0) continue;
      if (out.isTerminal) out.say('\n');
      out.write(`${period}: ${run.issued} issued, ${run.already} had been issued before.\n`);
      if (run.again.length > 0 || run.ended === undefined)
        out.write('Some are looked at again later, by the server: their day is not over where they are, or they could not be written.\n');
      for (const { patient, why } of run.failed) out.write(`${patient}: could not be written: ${why}\n`);
      return run.failed.length > 0 ? 1 : 0;
    }
  } finally {
    await store.close();
  }
}
