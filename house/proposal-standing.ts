import { limitsAbout } from '../api/limit-views.ts';
import type { Instant } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import { type Proposal, type Scope, scopeOfCohort, whomOf } from '../domain/limit.ts';
import type { Records } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { valueIn } from '../rules/weakened.ts';

/* How a proposal stands to what is in force by now: who approves must see what they approve. */

/** Whose limits come into it. */
export const whoseOf = ({ change }: Pick<Proposal, 'change'>): readonly Scope[] =>
  change.is === 'join' ? [change.patient, scopeOfCohort(change.cohort)] : [whomOf({ change })];

/** Throws proposal.outdated where a limit is no longer what it was when the change of it was proposed. */
export async function mustStand(set: RuleSet, proposal: Proposal, now: Instant, records: Pick<Records, 'thresholds'>): Promise<void> {
  const limits = await limitsAbout(records, proposal, now);
  for (const { rule, name, from, unit } of proposal.weakens) {
    const is = valueIn(set, limits, rule, name);
    if (is === from) continue;
    throw new HearthError('proposal.outdated', {
      en: `The limit has been changed since this was proposed: it was ${from} then, and is ${is ?? 'gone'}${unit && ` ${unit}`} now.`,
      'zh-CN': `提出之后阈值已被更改：当时为 ${from}，现为 ${is ?? '无'}${unit && ` ${unit}`}。`,
    });
  }
}

/** Whether two proposals want the same: the same change, at the same moment or both at once, until the same moment. */
function wantsTheSame(one: Pick<Proposal, 'at' | 'change'>, other: Pick<Proposal, 'at' | 'change'>): boolean {
  return JSON.stringify(wishOf(one)) === JSON.stringify(wishOf(other));
}

function wishOf({ at, change }: Pick<Proposal, 'at' | 'change'>): readonly unknown[] {
  if (change.is !== 'limit') return [change.is, change.cohort, change.patient];
  const { scope, rule, name, value, since, until } = change.limit;
  return [scope, rule, name, value, since > at ? since : 'at once', until];
}

/** What wants the same, waits, and has not expired. */
export async function sameThatWaits(
  wanted: Pick<Proposal, 'at' | 'change'>,
  { proposals }: Pick<Records, 'proposals'>,
): Promise<Proposal | undefined> {
  const waiting = await proposals.waiting(MOST_WAITING);
  return waiting.find((one) => one.expires > wanted.at && wantsTheSame(one, wanted));
}

/** No clinic has so many that nobody decided in three days. */
const MOST_WAITING = 1000;
