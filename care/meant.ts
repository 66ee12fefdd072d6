import type { FollowUp } from '../domain/follow-up.ts';
import type { Localized } from '../domain/source.ts';

/* Which question a reply means, where several are open. Nothing is guessed: an answer that fits two of them is asked back. */

type Question = Pick<FollowUp, 'id' | 'question' | 'options'>;
export type Meaning =
  /** `told`: it fits others too, and was taken for the one where it means danger: the patient is told so. */
  | { readonly is: 'answer'; readonly question: Question; readonly option: string; readonly told?: true }
  | { readonly is: 'unclear'; readonly among: readonly Question[] }
  | { readonly is: 'no-answer' };

/** The option that a reply means: its number in the list, or its words; in whatever width, case and punctuation. */
export function optionOf({ options }: Pick<FollowUp, 'options'>, text: string): string | undefined {
  const said = plain(text);
  const numbered = /^[(（]?(\d{1,2})[)）.]?$/u.exec(text.normalize('NFKC').trim())?.[1];
  if (numbered !== undefined) return options[Number(numbered) - 1]?.id;
  return options.find((option) => Object.values(option.text).some((words) => plain(words) === said))?.id;
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');

/**
 * @param open the questions that wait for an answer, the last asked first
 * @param lettered the ids of those that were named by letters when it was last asked back which one is meant, A first
 */
export function meant(open: readonly Question[], text: string, lettered: readonly string[]): Meaning {
  const named = /^([a-z])[\s.:-]*(\d{1,2})$/.exec(text.normalize('NFKC').trim().toLowerCase());
  const letter = named ? named[1]!.charCodeAt(0) - 'a'.charCodeAt(0) : -1;
  if (named && letter < lettered.length) {
    const question = open.find(({ id }) => id === lettered[letter]);
    const option = question && optionOf(question, named[2]!);
    if (question && option !== undefined) return { is: 'answer', question, option };
    return open.length > 0 ? { is: 'unclear', among: open } : { is: 'no-answer' };
  }
  const fits = open.flatMap((question) => {
    const option = optionOf(question, text);
    return option === undefined ? [] : [{ question, option }];
  });
  if (fits.length === 0) return { is: 'no-answer' };
  if (fits.length === 1) return { is: 'answer', ...fits[0]! };
  // Nobody in danger waits until it is clear which question was meant.
  const dangerous = fits.filter(({ question, option }) => isDanger(question, option));
  return dangerous.length === 1 ? { is: 'answer', ...dangerous[0]!, told: true } : { is: 'unclear', among: open };
}

/** Those in which somebody may be in danger first, so that they are A. */
export const dangerFirst = (questions: readonly Question[]): readonly Question[] => [
  ...questions.filter(mayBeDanger),
  ...questions.filter((one) => !mayBeDanger(one)),
];

export const isDanger = ({ options }: Pick<FollowUp, 'options'>, option: string | undefined): boolean =>
  options.some(({ id, danger }) => id === option && danger === true);

export const mayBeDanger = ({ options }: Pick<FollowUp, 'options'>): boolean => options.some(({ danger }) => danger);

/** Names each question by a letter and its answers by letter and number. */
export function askedBack(questions: readonly Question[]): Localized {
  const listed = (language: keyof Localized) =>
    questions
      .map(({ question, options }, i) => {
        const letter = String.fromCharCode('A'.charCodeAt(0) + i);
        return [`${letter}. ${question[language]}`, ...options.map(({ text }, n) => `${letter}${n + 1}. ${text[language]}`)].join('\n');
      })
      .join('\n\n');
  return {
    'zh-CN': `现在有不止一个问题等您回答，我们无法确定您回答的是哪一个。请连同字母一起回复，例如 A1。\n\n${listed('zh-CN')}`,
    en: `More than one question waits for your answer, and we cannot tell which one you mean. Please reply with the letter too, for example A1.\n\n${listed('en')}`,
  };
}

/** How a reply was taken that fits several questions. */
export function takenAs({ question, options }: Question, option: string, text: string): Localized {
  const words = options.find(({ id }) => id === option)!.text;
  return {
    'zh-CN': `我们把您的回复“${text}”当作这个问题的回答：${question['zh-CN']}\n${words['zh-CN']}\n如果您回答的是另一个问题，请用自己的话告诉我们。`,
    en: `We took your reply “${text}” as the answer to this question: ${question.en}\n${words.en}\nIf you meant another question, please tell us in your own words.`,
  };
}

/** "3", "（3）", "A 3": the number of an answer and nothing that could be understood without its question. */
export const isChoice = (text: string): boolean => /^[(（]?[a-z]?[\s.:-]*[1-9][)）.]?$/u.test(text.normalize('NFKC').trim().toLowerCase());

const among = (questions: readonly Question[], text: string, language: keyof Localized): string =>
  questions
    .map((one) => {
      const option = one.options.find(({ id }) => id === optionOf(one, text))!.text[language];
      return language === 'en' ? `“${one.question.en}” Answer ${text}: ${option}` : `“${one.question['zh-CN']}”回答 ${text}：${option}`;
    })
    .join('\n');

/** What a person of the team is told of a number that came when no question was open, with the questions that it may have answered. */
export const closedMeanwhile = (questions: readonly Question[], text: string): Localized => ({
  'zh-CN': `患者回复了“${text}”，但当时没有待回答的问题。最近问过：\n${among(questions, text, 'zh-CN')}\n请联系患者确认。`,
  en: `The patient replied “${text}” when no question was open. Last asked:\n${among(questions, text, 'en')}\nPlease ask the patient what was meant.`,
});

/** The same to the patient: with those questions, or without any. */
export const nothingOpen = (questions: readonly Question[], text: string): Localized =>
  questions.length > 0
    ? {
        'zh-CN': `收到您的回复“${text}”。这个问题已经结束，我们已转告医护人员：\n${among(questions, text, 'zh-CN')}\n如果您想说的是别的，请用自己的话告诉我们。如感觉不适，请立即拨打 120。`,
        en: `We have your reply “${text}”. The question had closed; we have told your care team:\n${among(questions, text, 'en')}\nIf you meant something else, please tell us in your own words. If you feel unwell, call the emergency number (120 in China) at once.`,
      }
    : {
        'zh-CN': `收到您的回复“${text}”，但现在没有等您回答的问题，我们不明白您的意思。请用自己的话告诉我们。如感觉不适，请立即拨打 120。`,
        en: `We have your reply “${text}”, but no question waits for an answer, and we cannot tell what you mean. Please tell us in your own words. If you feel unwell, call the emergency number (120 in China) at once.`,
      };
