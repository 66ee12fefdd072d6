import type { Fact } from '../fact.ts';
import type { Draft } from '../generator.ts';
import { avoid } from './avoid.ts';
import type { Check, Finding, GuardBrief } from './check.ts';
import { claims } from './claims.ts';
import { diagnosis } from './diagnosis.ts';
import { dose } from './dose.ts';
import { identity } from './identity.ts';
import { language } from './language.ts';
import { length } from './length.ts';
import { medicine } from './medicine.ts';
import { numbers } from './numbers.ts';
import { reassurance } from './reassurance.ts';
import { shape } from './shape.ts';

/** Every check of the guard, by the name of its file. `shape` stands first: the others trust what it has seen. */
export const checks = {
  shape,
  language,
  numbers,
  dose,
  medicine,
  diagnosis,
  claims,
  reassurance,
  avoid,
  length,
  identity,
} as const satisfies Record<string, Check>;

/** Everything that is wrong with a draft, each with the check that found it: `dose: “停药” changes a medicine`. No text reaches anybody past this. */
export function guard(draft: Draft, facts: readonly Fact[], brief: GuardBrief): readonly Finding[] {
  const malformed = checks.shape(draft, facts, brief);
  const named = (check: string, findings: readonly Finding[]) =>
    findings.map(({ sentence, why }) => ({ sentence, why: `${check}: ${why}` }));
  // Without sentences there is nothing for the others to look at.
  if (!Array.isArray(draft?.sentences) || draft.sentences.some((sentence) => typeof sentence?.text !== 'string'))
    return named('shape', malformed);
  return Object.entries(checks).flatMap(([name, check]) => named(name, name === 'shape' ? malformed : check(draft, facts, brief)));
}
