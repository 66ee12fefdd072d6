import type { FollowUp, GivenAnswer, Response, Run } from '../domain/follow-up.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import type { Pathway } from './pathway.ts';
import { placeOfQuestion } from './step.ts';

/* Answers as rules look at them, by the names that packs give them: `pathway.step` and `questionnaire.item`. */

/** What was chosen, if the question is a step of a pathway that is still there; none for a questionnaire: see `answersIn`. */
export function answerTo(pathways: readonly Pathway[], followUp: FollowUp, run: Pick<Run, 'id' | 'pathway'>): readonly GivenAnswer[] {
  const { id, state, questionnaire } = followUp;
  const pathway = pathways.find((one) => one.id === run.pathway);
  if (state.is !== 'answered' || questionnaire || !pathway) return [];
  const place = placeOfQuestion(pathway, run, followUp);
  return place ? [{ id, question: `${pathway.id}.${place.step}`, option: state.answer, at: state.at }] : [];
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
