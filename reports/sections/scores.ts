import type { SectionBuilder } from '../build.ts';

/** The scores of questionnaires answered in the period, each with the one before it, of whatever time. */
export const scores: SectionBuilder = ({ responses = [], questionnaires = [], from, to }) => {
  const ordered = responses.filter(({ answered }) => answered < to).toSorted((a, b) => b.answered - a.answered);
  const found = questionnaires.flatMap((questionnaire) => {
    const theirs = ordered.filter((response) => response.questionnaire === questionnaire.questionnaire);
    const [last, ...earlier] = theirs;
    if (!last || last.answered < from) return [];
    const findings = last.findings.flatMap((id) => questionnaire.findings.find((one) => one.id === id)?.title ?? []);
    return questionnaire.scores.flatMap(({ id, title }) => {
      const value = last.scores[id];
      if (value === undefined) return [];
      const before = earlier.find((response) => response.scores[id] !== undefined);
      return [
        {
          questionnaire: questionnaire.questionnaire,
          score: id,
          title,
          value,
          answered: last.answered,
          ...(before ? { previous: { value: before.scores[id]!, answered: before.answered } } : {}),
          findings,
        },
      ];
    });
  });
  return found.length === 0 ? undefined : { section: 'scores', scores: found };
};
