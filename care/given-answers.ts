import type { FollowUp, GivenAnswer, Response, Run } from '../domain/follow-up.ts';
import { followUpId } from '../domain/identity.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import { isQuestion, type Pathway } from './pathway.ts';
import { written } from './step.ts';

/* Answers as rules look at them, by the names that packs give them: `pathway.step` and `questionnaire.item`. */

/** What was chosen, if the question is a step of a pathway that is still there; none for a questionnaire: see `answersIn`. */
export function answerTo(pathways: readonly Pathway[], followUp: FollowUp, run: Pick<Run, 'id' | 'pathway'>): readonly GivenAnswer[] {
  const { id, state, questionnaire } = followUp;
  const pathway = pathways.find((one) => one.id === run.pathway);
  if (state.is !== 'answered' || questionnaire || !pathway) return [];
  const rounds = 1 + Math.max(0, ...[...pathway.steps.values()].map((step) => (step.is === 'again' ? step.atMost : 0)));
  for (const [name, step] of pathway.steps) {
    if (!isQuestion(step)) continue;
    for (let round = 1; round <= rounds; round++) {
      if (followUpId(run.id, written({ step: name, round })) === id)
        return [{ id, question: `${pathway.id}.${name}`, option: state.answer, at: state.at }];
    }
  }
  return [];
}

/** The choices in a questionnaire that was filled in; numbers and texts are none. */
export function answersIn(
  questionnaires: readonly Questionnaire[],
  { id, questionnaire, answers, answered }: Response,
): readonly GivenAnswer[] {
  const items = questionnaires.find((one) => one.questionnaire === questionnaire)?.items ?? [];
  return items.flatMap((item) => {
    const given = answers[item.id];
    if ((item.type !== 'choice' && item.type !== 'choices') || given === undefined) return [];
    const options = Array.isArray(given) ? given : [given];
    return options.map((option) => ({
      id: `${id}/${item.id}/${option}`,
      question: `${questionnaire}.${item.id}`,
      option: String(option),
      at: answered,
    }));
  });
}

/** Every question that a rule may ask about, with its options. */
export function questionsThere(
  pathways: readonly Pathway[],
  questionnaires: readonly Questionnaire[],
): ReadonlyMap<string, readonly string[]> {
  const asked = pathways.flatMap(({ id, steps }) =>
    [...steps].flatMap(([name, step]): readonly (readonly [string, readonly string[]])[] => {
      if (step.is === 'ask') return [[`${id}.${name}`, Object.keys(step.options)]];
      return step.is === 'visit' ? [[`${id}.${name}`, ['accept', 'decline']]] : [];
    }),
  );
  const items = questionnaires.flatMap(({ questionnaire, items: all }) =>
    all.flatMap((item) =>
      item.type === 'choice' || item.type === 'choices' ? [[`${questionnaire}.${item.id}`, item.options.map(({ id }) => id)] as const] : [],
    ),
  );
  return new Map([...asked, ...items]);
}
