import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packFiles, packsIn, readPackFile } from '../house/packs.ts';
import { readCases, runCase } from '../rules/cases.ts';
import { compile } from '../rules/compile.ts';
import { gapsOf } from '../rules/coverage.ts';
import { PackError } from '../rules/pack-error.ts';
import type { Rule, Threshold } from '../rules/rule.ts';
import { casesSchema, packSchema } from '../rules/schema.ts';
import { type Command, type Out, UsageError } from './command.ts';
import { noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';
import { preview } from './preview-draft.ts';
import { shadow } from './shadow-draft.ts';

export const rules: Command = {
  name: 'rules',
  summary: 'The rules: run their cases, list them with how well each is known, their schema; try a change on stored history.',
  usage: `hearth rules test [file or folder ...]   run the cases of Hearth's packs, or of these
hearth rules list [file or folder ...]   every rule with its limits and the evidence behind it
hearth rules preview --limit bp.crisis.systolic=170 [--draft pack.yaml] [--patient p1 | --group adult | --cohort pregnancy] [--days 30] [--json]
                                         what a changed limit or rule would have brought; stored history, nobody is told
hearth rules shadow start --limit bp.crisis.systolic=170 [--draft pack.yaml] [--days 7] [--name text]
hearth rules shadow [list | report <id> | stop <id>]
                                         the same from now on, beside the live rules; nobody is told
hearth rules unjudged [--config hearth.yaml]
                                         readings that no version of the rules has looked at, though one should have
hearth rules schema [cases]              JSON Schema of a pack, or of its cases, for the completion of an editor`,

  async run([what, ...paths], out) {
    const missing = paths.find((path) => !existsSync(path));
    if (missing !== undefined && (what === 'test' || what === 'list')) throw new UsageError(`There is no file or folder ${missing}.`);
    try {
      if (what === 'test') return test(readPacks(paths), out);
      if (what === 'list') return list(readPacks(paths), out);
      if (what === 'preview') return await preview(paths, out);
      if (what === 'shadow') return await shadow(paths, out);
      if (what === 'unjudged') return await unjudged(paths, out);
      if (what === 'schema') return schema(paths[0], out);
    } catch (error) {
      if (!(error instanceof PackError)) throw error;
      out.say(`${error.message}\n`);
      return 1;
    }
    throw new UsageError(what === undefined ? 'Test, list, preview, shadow, unjudged or schema?' : `There is no "hearth rules ${what}".`);
  },
};

/** Proof of evaluation, asked the other way round: what was never judged (semantics 1.3). */
async function unjudged(args: readonly string[], out: Out): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { config: { type: 'string' } } });
  const { store } = await openRecords(values.config, out);
  try {
    const found = await store.readings.unjudged(MOST_LISTED);
    if (found.length > 0) await noteLooks(store, 'readings', { shown: [...new Set(found.map(({ patient }) => patient))] });
    for (const { id, patient, kind, received } of found)
      out.write(`${[id, patient, kind, `received ${new Date(received).toISOString()}`].join('\t')}\n`);
    if (found.length === 0) out.write('Every reading that rules should look at has been looked at.\n');
    return found.length === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
}

const MOST_LISTED = 1_000;

interface Packs {
  /** Hearth's own and the folder's: rules look at one another. */
  readonly all: readonly Rule[];
  readonly asked: readonly { readonly file: string; readonly rules: readonly Rule[] }[];
}

function readPacks(paths: readonly string[]): Packs {
  const own = packFiles([]);
  const wanted = paths.length === 0 ? own : [...new Set(paths.flatMap(packsAt))];
  const packs = new Map([...own, ...wanted].map((file) => [file, readPackFile(file)]));
  return { all: [...packs.values()].flat(), asked: wanted.map((file) => ({ file, rules: packs.get(file)! })) };
}

/** The packs that a path means: a folder's, a file, or the one whose cases a file holds. */
function packsAt(path: string): readonly string[] {
  const at = resolve(path);
  if (!statSync(at).isDirectory()) return [at.replace(/\.cases\.yaml$/, '.yaml')];
  const files = packsIn(at);
  if (files.length === 0) throw new UsageError(`There are no packs (*.yaml) in ${path}.`);
  return files;
}

function schema(of: string | undefined, out: Out): number {
  if (of !== undefined && of !== 'cases') throw new UsageError(`The schema of packs or of cases, not of ${of}.`);
  out.write(`${JSON.stringify(of === 'cases' ? casesSchema() : packSchema(), undefined, 2)}\n`);
  return 0;
}

function test({ all, asked }: Packs, out: Out): number {
  const set = compile(all);
  let ran = 0;
  let wrong = 0;
  for (const { file, rules: own } of asked) {
    const caseFile = file.replace(/\.yaml$/, '.cases.yaml');
    const cases = existsSync(caseFile) ? readCases(set, readFileSync(caseFile, 'utf8'), caseFile) : [];
    for (const one of cases) {
      const failure = runCase(set, one);
      if (!failure) continue;
      wrong++;
      out.write(`${caseFile}:${failure.line}: ${failure.case}\n  expected  ${failure.expected}\n  got       ${failure.got}\n`);
    }
    for (const { rule, missing } of gapsOf(all, own, cases)) {
      wrong++;
      out.write(`${caseFile}: ${rule} lacks ${missing}\n`);
    }
    ran += cases.length;
  }
  const count = asked.reduce((sum, pack) => sum + pack.rules.length, 0);
  out.write(
    `${ran} ${ran === 1 ? 'case' : 'cases'} of ${count} ${count === 1 ? 'rule' : 'rules'}${wrong > 0 ? `: ${wrong} to mend.` : ', all as they should be.'}\n`,
  );
  return wrong > 0 ? 1 : 0;
}

function list({ asked }: Packs, out: Out): number {
  for (const { file, rules: own } of asked) {
    out.write(`${file}\n`);
    for (const rule of own) {
      out.write(`  ${rule.id.padEnd(34)} ${rule.severity.padEnd(7)} ${rule.source.evidence.padEnd(11)} ${rule.title.en}\n`);
      out.write(`  ${''.padEnd(42)} ${''.padEnd(11)} ${rule.source.organisation}, ${rule.source.year}\n`);
      for (const [name, threshold] of Object.entries(rule.thresholds)) {
        const evidence = threshold.source?.evidence ?? '';
        out.write(`  ${''.padEnd(42)} ${evidence.padEnd(11)}   ${name} ${inWords(threshold)}\n`);
      }
    }
  }
  const all = asked.flatMap((pack) => pack.rules);
  const known = Map.groupBy(all, ({ source }) => source.evidence);
  out.write(`\n${all.length} rules: ${[...known].map(([evidence, some]) => `${some.length} ${evidence}`).join(', ')}.\n`);
  return 0;
}

const inWords = ({ value, unit, inOtherUnit, min, max }: Threshold): string =>
  `${value}${inOtherUnit ? ` ${unit} = ${inOtherUnit.value} ${inOtherUnit.unit}` : ` ${unit}`} (${min} to ${max})`;
