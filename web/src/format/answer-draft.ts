import type { QuestionnaireView } from '../../../api/contract.ts';
import { askedItems, isAsked } from '../../../domain/answers.ts';
import type { Answers, QuestionItem } from '../../../domain/questionnaire.ts';

/** Answers as they stand on the screen: a number is text, as a person types it. Kept also for questions that are hidden again. */
export type AnswerDraft = Readonly<Record<string, string | number | readonly string[]>>;
type Items = QuestionnaireView['items'];

/** What can be sent: only of questions that are asked, and without what was left open. A number that is none stays text: it is wrong. */
export function answersOf(items: Items, draft: AnswerDraft): Answers {
  const answers: Answers = {};
  for (const item of items) {
    const given = isAsked(items, item.id, answers) ? givenTo(item, draft[item.id]) : undefined;
    if (given !== undefined) answers[item.id] = given;
  }
  return answers;
}

function givenTo(item: QuestionItem, typed: AnswerDraft[string] | undefined): Answers[string] | undefined {
  if (typed === undefined) return undefined;
  if (typeof typed === 'object') return typed.length > 0 ? [...typed] : undefined;
  if (typeof typed === 'number') return typed;
  const text = typed.trim();
  if (text === '') return undefined;
  const number = Number(text.replace(/[,，。]/, '.'));
  return item.type === 'number' && Number.isFinite(number) ? number : text;
}

export const shownItems = (items: Items, draft: AnswerDraft): readonly QuestionItem[] => askedItems(items, answersOf(items, draft));

/** One more or one less of several; `none` stands alone. */
export function toggled(chosen: readonly string[], option: string): readonly string[] {
  if (chosen.includes(option)) return chosen.filter((one) => one !== option);
  return option === 'none' ? ['none'] : [...chosen.filter((one) => one !== 'none'), option];
}
