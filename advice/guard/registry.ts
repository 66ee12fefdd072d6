import type { CheckVerdict } from '../../domain/advice.ts';
import type { Fact } from '../fact.ts';
import type { Draft } from '../generator.ts';
import { avoid } from './avoid.ts';
import { body } from './body.ts';
import type { Check, Finding, GuardBrief } from './check.ts';
import { claims } from './claims.ts';
import { diagnosis } from './diagnosis.ts';
import { dose } from './dose.ts';
import { fixed } from './fixed.ts';
import { identity } from './identity.ts';
import { language } from './language.ts';
import { length } from './length.ts';
import { medicine } from './medicine.ts';
import { numbers } from './numbers.ts';
import { profile } from './profile.ts';
import { reading } from './reading.ts';
import { reassurance } from './reassurance.ts';
import { shape } from './shape.ts';
import { subject } from './subject.ts';

/** Every check of the guard, by the name of its file. `shape` stands first: the others trust what it has seen. */
export const checks = {
  shape,
  language,
  subject,
  numbers,
  dose,
  medicine,
  diagnosis,
  body,
  claims,
  reassurance,
  fixed,
  avoid,
  profile,
  length,
  reading,
  identity,
} as const satisfies Record<string, Check>;

/** What each check says of a draft, in the order of the registry; all of them, so that whoever asks later sees what was looked at. */
export function verdictsOf(draft: Draft, facts: readonly Fact[], brief: GuardBrief): readonly CheckVerdict[] {
  const malformed = checks.shape(draft, facts, brief);
  // Without sentences there is nothing for the others to look at.
  if (!Array.isArray(draft?.sentences) || draft.sentences.some((sentence) => typeof sentence?.text !== 'string'))
    return [{ check: 'shape', findings: malformed }];
  return Object.entries(checks).map(([check, look]) => ({ check, findings: check === 'shape' ? malformed : look(draft, facts, brief) }));
}

/** Everything that is wrong with a draft, each with the check that found it: `dose: “停药” changes a medicine`. No text reaches anybody past this. */
export const guard = (draft: Draft, facts: readonly Fact[], brief: GuardBrief): readonly Finding[] =>
  findingsOf(verdictsOf(draft, facts, brief));

export const findingsOf = (verdicts: readonly CheckVerdict[]): readonly Finding[] =>
  verdicts.flatMap(({ check, findings }) => findings.map(({ sentence, why }) => ({ sentence, why: `${check}: ${why}` })));
