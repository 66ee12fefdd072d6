import { HearthError } from '../domain/errors.ts';
import type { RuleSet } from '../rules/compile.ts';
import { readTriedLimit } from '../rules/given-limit.ts';
import { parsePack } from '../rules/pack.ts';
import { PackError } from '../rules/pack-error.ts';
import type { PreviewRules } from './contract.ts';
import type { PreviewRequest } from './parts.ts';

/** What somebody wants to try, and on whom. Throws HearthError: limit.*, api.invalid. */
export function requestOf(rules: RuleSet, { limits, pack, patient, group, cohort, days }: PreviewRules): PreviewRequest {
  const tried = limits.map(({ rule, name, ...given }, i) => {
    const read = readTriedLimit(rules, rule, name, given);
    if ('problem' in read)
      throw new HearthError(read.problem.code, read.problem.detail, [{ pointer: `/limits/${i}`, detail: read.problem.detail }]);
    return [`${rule}.${name}`, read.value] as const;
  });
  const of = patient !== undefined ? { patient } : group !== undefined ? { group } : cohort !== undefined ? { cohort } : ('all' as const);
  return {
    of,
    days,
    draft: {
      limits: Object.fromEntries(tried),
      ...(pack === undefined ? {} : { rules: parsed(pack) }),
    },
  };
}

function parsed(pack: string) {
  try {
    return parsePack(pack, 'draft');
  } catch (error) {
    return explained(error);
  }
}

/** What is wrong with a drafted pack, as an error of the request. */
export function explained(error: unknown): never {
  if (!(error instanceof PackError)) throw error;
  throw new HearthError(
    'api.invalid',
    error.message,
    error.problems.map(({ line, column, path, expected }) => ({ pointer: '/pack', detail: `${line}:${column}: ${path}: ${expected}` })),
  );
}
