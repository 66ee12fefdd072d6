import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { home } from '../packs.ts';
import { readCases, runCase } from '../rules/cases.ts';
import { compile } from '../rules/compile.ts';
import { gapsOf } from '../rules/coverage.ts';
import { parsePack } from '../rules/pack.ts';
import { PackError } from '../rules/pack-error.ts';
import type { Rule, Threshold } from '../rules/rule.ts';
import { type Command, type Out, UsageError } from './command.ts';

export const rules: Command = {
  name: 'rules',
  summary: 'The rules: run their cases, list them with how well each is known.',
  usage: `hearth rules test [folder]   run the cases of Hearth's packs, or of those in a folder
hearth rules list [folder]   every rule with its limits and the evidence behind it`,

  async run([what, folder, ...more], out) {
    if (more.length > 0) throw new UsageError(`One folder at most, not also ${more.join(' ')}.`);
    if (folder !== undefined && !existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`);
    try {
      if (what === 'test') return test(readPacks(folder), out);
      if (what === 'list') return list(readPacks(folder), out);
    } catch (error) {
      if (!(error instanceof PackError)) throw error;
      out.say(`${error.message}\n`);
      return 1;
    }
    throw new UsageError(what === undefined ? 'Test or list?' : `There is no "hearth rules ${what}".`);
  },
};

interface Packs {
  /** Hearth's own and the folder's: rules look at one another. */
  readonly all: readonly Rule[];
  readonly asked: readonly { readonly file: string; readonly rules: readonly Rule[] }[];
}

function readPacks(folder: string | undefined): Packs {
  const filesOf = (path: string) =>
    globSync(join(resolve(path), '*.yaml'))
      .filter((file) => !file.endsWith('.cases.yaml'))
      .sort();
  const own = filesOf(join(home, 'rules/packs'));
  const wanted = folder === undefined ? own : filesOf(folder);
  if (wanted.length === 0) throw new UsageError(`There are no packs (*.yaml) in ${folder}.`);
  const packs = new Map([...own, ...wanted].map((file) => [file, parsePack(readFileSync(file, 'utf8'), file)]));
  return { all: [...packs.values()].flat(), asked: wanted.map((file) => ({ file, rules: packs.get(file)! })) };
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
  out.write(`${ran} cases of ${count} rules${wrong > 0 ? `: ${wrong} to mend.` : ', all as they should be.'}\n`);
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
