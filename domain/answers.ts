import type { AnswerCondition, Answers, QuestionItem, Questionnaire } from './questionnaire.ts';

/* Which questions are asked, and whether an answer fits: the same on the patient's page and on the server. */

type Given = Answers[string];

/** Whether a question is asked, after the answers so far. A question that is not asked has no answer, whatever was typed before. */
export function isAsked(items: readonly QuestionItem[], id: string, answers: Answers): boolean {
  const item = items.find((one) => one.id === id);
  if (!item) return false;
  return (item.enableWhen ?? []).every((condition) =>
    holds(condition, isAsked(items, condition.question, answers) ? answers[condition.question] : undefined),
  );
}

/** The questions that these answers lead to, in order. */
export const askedItems = (items: readonly QuestionItem[], answers: Answers): readonly QuestionItem[] =>
  items.filter(({ id }) => isAsked(items, id, answers));

/** Whether one answer fulfils a condition. `=` on several chosen options: one of them is it. */
export function holds({ operator, answer: wanted }: AnswerCondition, given: Given | undefined): boolean {
  if (operator === 'exists') return (given !== undefined) === wanted;
  if (given === undefined) return false;
  const has = Array.isArray(given) ? given.includes(String(wanted)) : given === wanted;
  if (operator === '=') return has;
  if (operator === '!=') return !has;
  if (typeof given !== 'number' || typeof wanted !== 'number') return false;
  return { '>': given > wanted, '<': given < wanted, '>=': given >= wanted, '<=': given <= wanted }[operator];
}

export interface WrongAnswer {
  readonly question: string;
  readonly why: 'unknown' | 'not-asked' | 'missing' | 'not-an-option' | 'not-a-number' | 'out-of-range' | 'too-long';
}

/** What is not right with the answers; empty: they can be kept. */
export function wrongAnswers({ items }: Pick<Questionnaire, 'items'>, answers: Answers): readonly WrongAnswer[] {
  const known = new Set(items.map(({ id }) => id));
  const strange = Object.keys(answers).filter((id) => !known.has(id));
  return [
    ...strange.map((question): WrongAnswer => ({ question, why: 'unknown' })),
    ...items.flatMap((item): readonly WrongAnswer[] => {
      const given = answers[item.id];
      const asked = isAsked(items, item.id, answers);
      if (given === undefined) return asked && item.required ? [{ question: item.id, why: 'missing' }] : [];
      const why = asked ? wrongIn(item, given) : 'not-asked';
      return why ? [{ question: item.id, why }] : [];
    }),
  ];
}

function wrongIn(item: QuestionItem, given: Given): WrongAnswer['why'] | undefined {
  switch (item.type) {
    case 'choice':
      return typeof given === 'string' && item.options.some(({ id }) => id === given) ? undefined : 'not-an-option';
    case 'choices': {
      if (!Array.isArray(given) || given.some((one) => !item.options.some(({ id }) => id === one))) return 'not-an-option';
      if (new Set(given).size < given.length || (given.includes('none') && given.length > 1)) return 'not-an-option';
      return item.required && given.length === 0 ? 'missing' : undefined;
    }
    case 'scale':
      if (typeof given !== 'number' || !Number.isInteger(given)) return 'not-a-number';
      return given >= item.min && given <= item.max ? undefined : 'out-of-range';
    case 'number':
      if (typeof given !== 'number' || !Number.isFinite(given)) return 'not-a-number';
      return given >= item.min && given <= item.max ? undefined : 'out-of-range';
    case 'text':
      if (typeof given !== 'string' || given.trim() === '') return item.required ? 'missing' : 'not-an-option';
      return given.length <= item.longest ? undefined : 'too-long';
  }
}
