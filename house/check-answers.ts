import { questionsThere } from '../care/given-answers.ts';
import type { Pathway } from '../care/pathway.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import { asksOf } from '../rules/asks.ts';
import type { RuleSet } from '../rules/compile.ts';
import { PackError } from '../rules/pack-error.ts';

/** Throws PackError when a rule waits for an answer that no pathway and no questionnaire can give: it would be silent for ever. */
export function checkAnswers(set: RuleSet, pathways: readonly Pathway[], questionnaires: readonly Questionnaire[]): void {
  const there = questionsThere(pathways, questionnaires);
  const faults = set.rules.flatMap(({ id, when }) =>
    asksOf(when).flatMap(({ question, options }) => {
      const known = there.get(question);
      if (!known) return [{ path: id, expected: `answered: a choice of a pathway or questionnaire: there is no ${question}` }];
      return options
        .filter((option) => !known.includes(option))
        .map((option) => ({ path: id, expected: `answered: one of ${known.join(', ')} to ${question}: there is no ${option}` }));
    }),
  );
  if (faults.length > 0) throw new PackError(faults.map((fault) => ({ file: 'rules', line: 0, column: 0, ...fault })));
}
