import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readKnowledge } from '../advice/knowledge.ts';
import { readDangers } from '../advice/questions/emergencies.ts';
import { readFaqs } from '../advice/questions/faq.ts';
import { readTexts } from '../advice/questions/texts.ts';
import { headsFile } from '../house/audit-heads.ts';
import { auditPublicFile } from '../house/audit-key.ts';
import { praiseOf } from '../house/audit-proof.ts';
import { proveFolder } from '../house/audit-prover.ts';
import { type Config, readConfig } from '../house/config.ts';
import { databaseFile } from '../house/open-database.ts';
import { home, readMappings, readMedications, readPathways, readQuestionnaires, readRules } from '../house/packs.ts';
import { sources } from '../reports/sources.ts';
import { sourcesOf } from '../rules/sources.ts';
import type { Command, Out } from './command.ts';
import { LIMITS_IN_CODE } from './limits-in-code.ts';
import { mosquittoProblems } from './mosquitto-problems.ts';
import { openRecords } from './open-records.ts';

export const check: Command = {
  name: 'check',
  summary: 'Before a clinic goes live: settings, database, broker, and what a clinician still has to review.',
  usage: 'hearth check [--config hearth.yaml] [--mosquitto /etc/mosquitto/mosquitto.conf]',

  async run(args, out) {
    const { values } = parseArgs({ args: [...args], options: { config: { type: 'string' }, mosquitto: { type: 'string' } } });
    const config = readConfig(values.config, process.env);
    const problems: string[] = [];

    if (values.mosquitto !== undefined) {
      if (!existsSync(values.mosquitto)) problems.push(`${values.mosquitto}: there is no such file`);
      else problems.push(...mosquittoProblems(readFileSync(values.mosquitto, 'utf8')).map((why) => `${values.mosquitto}: ${why}`));
    } else if (config.subscriber) {
      problems.push('readings come through an external broker: name its configuration with --mosquitto, so that it can be checked');
    }
    if (existsSync(databaseFile(config.data)))
      problems.push(...(await databaseProblems(values.config)), ...(await auditProblems(config, out)));
    else out.write(`database    none yet in ${config.data}\n`);

    const leaving = Object.keys(config.channels).filter((name) => name !== 'inbox' && name !== 'mqtt');
    if (leaving.length > 0 && !config.http.publicUrl)
      problems.push(
        `http.publicUrl is not set: the links in messages (${leaving.join(', ')}) lead to this machine itself. Set the address at which people reach Hearth`,
      );
    if (config.http.publicUrl?.startsWith('https:') && !config.http.secureCookies)
      problems.push('http.secureCookies is off: behind HTTPS a session must never leave over plain HTTP');
    const mappings = readMappings(config.mappings);
    if (mappings.size > 0) out.write(`mappings    ${[...mappings.values()].map(({ name, title }) => `${name} (${title})`).join(', ')}\n`);
    const open = review(config, out);
    for (const problem of problems) out.say(`not right   ${problem}\n`);
    out.write(
      problems.length
        ? `\n${problems.length} to mend before a clinic goes live.\n`
        : `\nNothing to mend in the settings; ${open} clinical rows wait for a clinician’s review.\n`,
    );
    return problems.length ? 1 : 0;
  },
};

async function databaseProblems(configFile: string | undefined): Promise<readonly string[]> {
  const { store } = await openRecords(configFile);
  try {
    const unjudged = await store.readings.unjudged(1);
    return unjudged.length ? ['the database holds readings that no rule set has judged: restart the server, and tell its makers'] : [];
  } finally {
    await store.close();
  }
}

/** A house that has never run has no key of the audit yet, and nothing to prove. */
async function auditProblems({ data, audit }: Config, out: Out): Promise<readonly string[]> {
  if (!existsSync(auditPublicFile(data))) return [];
  const proof = await proveFolder({ data, heads: headsFile(data, audit) });
  out.write(`audit       ${proof.ok ? praiseOf(proof) : 'not whole'}\n`);
  return proof.findings;
}

/** Every clinical row says how well it is known; what is not verified ships as such, and is listed here for a clinician. */
function review({ packs, medications }: Pick<Config, 'packs' | 'medications'>, out: Out): number {
  const graph = readMedications(medications);
  const dangers = readDangers(home);
  const rows = [
    ...readRules(packs)
      .rules.flatMap(sourcesOf)
      .map(({ what, text, source }) => ({ what: `rule ${what}`, text: text.en, source })),
    ...readPathways().flatMap(({ id, title, sources }) =>
      Object.values(sources).map((source) => ({ what: `pathway ${id}`, text: title.en, source })),
    ),
    ...readQuestionnaires().flatMap(({ questionnaire, scores, findings }) =>
      [...scores, ...findings].map(({ id, title, source }) => ({ what: `questionnaire ${questionnaire}.${id}`, text: title.en, source })),
    ),
    ...graph.findings.map(({ id, effect, source }) => ({ what: `medication ${id}`, text: effect.en, source })),
    // Names are reviewed list by list: who reads that gliclazide is a sulfonylurea reads them all.
    ...[...Map.groupBy(graph.terms.values(), ({ file }) => file)].map(([file, terms]) => ({
      what: 'medication names',
      text: `${terms.length} of ${file}`,
      source: terms[0]!.source,
    })),
    ...dangers.emergencies.map(({ id, title, source }) => ({ what: `emergency ${id}`, text: title.en, source })),
    ...dangers.signs.signs.map(({ of, all, source }) => ({ what: `sign of ${of}`, text: all.join(', '), source })),
    ...readFaqs(home).map(({ id, text, source }) => ({ what: `question ${id}`, text: text.en[0]!, source })),
    ...Object.entries(readTexts(home)).map(([id, { text, source }]) => ({ what: `answer ${id}`, text: text.en, source })),
    ...Object.entries(LIMITS_IN_CODE).map(([id, { text, source }]) => ({ what: `in the code ${id}`, text, source })),
    ...Object.entries(sources).map(([id, source]) => ({ what: `figure ${id}`, text: source.section, source })),
    ...readKnowledge(home).map(({ id, is, source }) => ({ what: `${is} ${id}`, text: id, source })),
  ];
  const open = rows.filter(({ source }) => source.evidence !== 'primary');
  out.write(
    `clinical    ${rows.length} rules, limits, pathways, questionnaires, medication facts, figures and pieces of advice; a clinician still has to review ${open.length}:\n\n`,
  );
  for (const { what, text, source } of open) {
    out.write(
      `  ${source.evidence.padEnd(10)}  ${what}: ${text.slice(0, 90)}  [${source.organisation}, ${source.title}, ${source.year}]\n`,
    );
  }
  return open.length;
}
