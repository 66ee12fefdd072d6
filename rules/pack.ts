import { checkRule } from './check-rule.ts';
import { PackError, type Problem } from './pack-error.ts';
import { problemsOf, readYaml } from './read-yaml.ts';
import { Pack, Rule } from './rule.ts';

/**
 * The rules of one pack. Throws PackError with everything that is wrong in it: file, line, column, key, and what was expected.
 * @param file only for the messages
 */
export function parsePack(text: string, file: string): readonly Rule[] {
  const [read, second] = readYaml(text, file);
  const problems: Problem[] = [];
  if (second) problems.push(second.problem([], 'one document: a pack has no second one'));

  const pack = Pack.safeParse(read!.value);
  if (!pack.success) problems.push(...problemsOf(read!, pack.error.issues, read!.value));

  const written = (read!.value as { rules?: unknown } | null)?.rules;
  const lines = new Map<string, number>();
  for (const [i, one] of (Array.isArray(written) ? written : []).entries()) {
    const rule = Rule.safeParse(one);
    if (!rule.success) continue;
    for (const { path, expected } of checkRule(rule.data)) problems.push(read!.problem(['rules', i, ...path], expected));
    const place = read!.problem(['rules', i, 'id'], `another id: line ${lines.get(rule.data.id)} has ${rule.data.id} already`);
    if (lines.has(rule.data.id)) problems.push(place);
    else lines.set(rule.data.id, place.line);
  }
  if (problems.length > 0 || !pack.success) throw new PackError(problems);
  return pack.data.rules;
}
