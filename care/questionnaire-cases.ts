import { z } from 'zod';
import { askedItems, wrongAnswers } from '../domain/answers.ts';
import { Answers, type Questionnaire } from '../domain/questionnaire.ts';
import { PackError } from '../rules/pack-error.ts';
import { problemsOf, type Read, readYaml } from '../rules/read-yaml.ts';
import { findingsOf, scoresOf } from './questionnaire.ts';

const File = z.strictObject({
  questionnaire: z.string(),
  cases: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        answers: Answers,
        scores: z.record(z.string(), z.number()).optional(),
        /** The findings, the gravest first; not said where the answers are wrong. */
        findings: z.array(z.string()).optional(),
        /** The questions whose answers are not right, in the order of the questionnaire. */
        wrong: z.array(z.string()).default([]),
      }),
    )
    .min(1),
});

/**
 * Tries every case of one file on its questionnaire.
 * @param text of a `*.cases.yaml`
 * @returns what failed, one sentence each; also a question that no case is asked and a finding that no case comes to. Empty: all is well.
 */
export function runQuestionnaireCases(questionnaires: readonly Questionnaire[], text: string, file: string): readonly string[] {
  try {
    const [read] = readYaml(text, file) as [Read];
    const parsed = File.safeParse(read.value);
    if (!parsed.success) throw new PackError(problemsOf(read, parsed.error.issues, read.value));
    const { questionnaire: id, cases } = parsed.data;
    const questionnaire = questionnaires.find((one) => one.questionnaire === id);
    if (!questionnaire) throw new PackError([read.problem(['questionnaire'], 'a questionnaire that there is')]);
    const seen = new Set<string>();
    const problems = cases.flatMap(({ name, answers, scores, findings, wrong }, i) => {
      for (const item of askedItems(questionnaire.items, answers)) seen.add(item.id);
      const found = findingsOf(questionnaire, answers).map((one) => one.id);
      if (wrong.length === 0) for (const one of found) seen.add(`finding ${one}`);
      const said = {
        wrong: wrongAnswers(questionnaire, answers).map(({ question }) => question),
        scores: scoresOf(questionnaire, answers),
        findings: found,
      };
      const expected = { wrong, ...(scores ? { scores } : {}), ...(wrong.length === 0 ? { findings: findings ?? [] } : {}) };
      return Object.entries(expected).flatMap(([what, wanted]) => {
        const got = said[what as keyof typeof said];
        return JSON.stringify(got) === JSON.stringify(wanted)
          ? []
          : [read.problem(['cases', i], `${name}: ${what} ${JSON.stringify(wanted)}, not ${JSON.stringify(got)}`)];
      });
    });
    const unseen = [...questionnaire.items.map((one) => one.id), ...questionnaire.findings.map((one) => `finding ${one.id}`)]
      .filter((one) => !seen.has(one))
      .map((one) => read.problem(['cases'], `a case that comes to ${one}`));
    if (problems.length + unseen.length > 0) throw new PackError([...problems, ...unseen]);
    return [];
  } catch (error) {
    if (error instanceof PackError) return error.message.split('\n');
    throw error;
  }
}
