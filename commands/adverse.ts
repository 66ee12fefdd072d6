import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { whatFollows } from '../adverse/view.ts';
import { STATE_WORDS } from '../domain/adverse-words.ts';
import { HearthError } from '../domain/errors.ts';
import { Language } from '../domain/source.ts';
import { createAdverseReports } from '../house/adverse-reports.ts';
import { followMedications } from '../house/packs.ts';
import { systemClock } from '../house/system-clock.ts';
import { type Command, noMoreThan, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';

const FORMATS = ['e2b', 'fhir', 'html', 'pdf'] as const;

export const adverse: Command = {
  name: 'adverse',
  summary: 'Reports of adverse drug reactions: what is open and when it is due, one of them, and as files.',
  usage: `hearth adverse list [--patient <id>] [--language zh-CN]
hearth adverse show <id> [--language zh-CN] [--json]
hearth adverse export <id> --format e2b|fhir|html|pdf --out <file> [--language zh-CN]

The export notes in the report that it was made. E2B is the shape of E2B(R3), and no validated submission (docs/adverse-reactions.md).`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        patient: { type: 'string' },
        language: { type: 'string', default: 'en' },
        format: { type: 'string', default: 'e2b' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        config: { type: 'string' },
      },
    });
    const [verb = 'list', id] = positionals;
    const language = Language.safeParse(values.language).data;
    if (!language) throw new UsageError(`It is told in en or zh-CN, not in "${values.language}".`);
    if (verb !== 'list' && verb !== 'show' && verb !== 'export')
      throw new UsageError(`hearth adverse knows list, show and export, not "${verb}".`);
    noMoreThan(verb === 'list' ? 1 : 2, positionals);
    if (verb !== 'list' && !id) throw new UsageError(`Which report? hearth adverse ${verb} <id>`);
    const format = FORMATS.find((one) => one === values.format);
    if (!format) throw new UsageError(`It is exported as ${FORMATS.join(', ')}, not as "${values.format}".`);
    const { store, config } = await openRecords(values.config, out);
    try {
      const medications = followMedications(config.medications, () => undefined);
      const reports = createAdverseReports({
        store,
        clock: systemClock,
        medications,
        clinic: config.clinic.name,
        zone: config.clinic.zone,
      });
      if (verb === 'list' || !id) {
        const all = await store.adverse.list(1000, values.patient);
        for (const report of all) {
          const { reactions, suspects, seriousness, deadline } = await reports.whatFollows(report);
          const due = deadline ? new Date(deadline.due).toISOString().slice(0, 10) : '–';
          const serious = seriousness === undefined ? '?' : seriousness.length > 0 ? '!' : ' ';
          out.write(
            `${report.id}  ${serious} ${STATE_WORDS[report.state][language]}  ${due}  ${report.patient}  ${suspects.join(', ') || '–'}: ${reactions.join(', ') || '–'}\n`,
          );
        }
        if (all.length === 0) out.say('No adverse reaction is reported.\n');
        return 0;
      }
      const report = await store.adverse.get(id);
      if (!report) throw new UsageError(`There is no report ${id}. See: hearth adverse list`);
      if (verb === 'show') {
        const patient = (await store.patients.get([report.patient])).get(report.patient);
        const follows = whatFollows(report, medications(), patient);
        const versions = await store.adverse.versions(id);
        if (values.json) {
          out.write(`${JSON.stringify({ ...report, ...follows, versions }, undefined, 2)}\n`);
          return 0;
        }
        out.write(`${report.id}  ${STATE_WORDS[report.state][language]}  ${report.patient}\n`);
        if (follows.deadline) {
          const { due, says, source } = follows.deadline;
          out.write(`${says[language]} ${new Date(due).toISOString()} (${source.title}, ${source.section}; ${source.evidence})\n`);
        }
        for (const { says } of follows.missing) out.write(`- ${says[language]}\n`);
        for (const { effect, source } of follows.findings) out.write(`* ${effect[language]} (${source.title}; ${source.evidence})\n`);
        for (const { version, at, by, did } of versions) out.write(`${version}  ${new Date(at).toISOString()}  ${by}  ${did}\n`);
        return 0;
      }
      if (!values.out) throw new UsageError(`Into which file? hearth adverse export ${id} --format ${format} --out report.${format}`);
      try {
        const file = await reports.write(await reports.export(id, 'command line', format), format, language);
        writeFileSync(values.out, file.body);
        out.say(`${values.out} is written.\n`);
        return 0;
      } catch (error) {
        if (!(error instanceof HearthError)) throw error;
        out.say(
          `${[error.message, ...error.fields.map(({ detail }) => detail)].filter((line, i, all) => all.indexOf(line) === i).join('\n')}\n`,
        );
        return 1;
      }
    } finally {
      await store.close();
    }
  },
};
