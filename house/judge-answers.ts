import type { CareRules } from '../care/walker.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Records } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { judgeAnswers } from '../rules/judge.ts';
import { aboutPatient } from './about-patient.ts';

type Watch = (decisions: readonly Decision[], records: Records, now: Instant) => Promise<readonly Decision[]>;

/** What the rules in force make of answers, in the transaction that keeps them; `watch` sees what is opened by it. */
export const judgeGivenAnswers =
  (rules: () => RuleSet, watch: Watch): CareRules['answered'] =>
  async (patient, answers, now, records) => {
    const set = rules();
    if (set.answersMs === 0 || answers.length === 0) return [];
    const about = await aboutPatient(records, patient, now);
    if (!about) return [];
    const states = await records.ruleStates.lock([patient]);
    const verdict = judgeAnswers(set, about, states.get(patient) ?? {}, answers, now);
    await records.ruleStates.save(new Map([[patient, verdict.state]]));
    return watch(verdict.decisions, records, now);
  };
