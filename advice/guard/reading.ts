import type { Language } from '../../domain/source.ts';
import { plain } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/**
 * How hard a sentence may be. English: the Flesch-Kincaid grade (Kincaid 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59) of
 * one sentence; texts for patients aim at grade 6 (AMA and NIH, unverified), and a single sentence with a list in it goes to 14. Chinese: letters
 * between two marks, numbers left out. Both are engineering choices that the knowledge base keeps.
 */
export const HARDEST = { gradeEn: 14, clauseZh: 40 } as const;

/**
 * What people who read best in short sentences are told: at most so many English words or Chinese characters. An engineering choice, after the
 * plain-language advice of the CDC Clear Communication Index (2014, unverified): short sentences, one thing in each.
 */
export const PLAINEST = { wordsEn: 18, lettersZh: 40 } as const;

/** Short enough for somebody who reads best in short sentences. */
export const isPlain = (text: string, language: Language): boolean =>
  language === 'en'
    ? (text.match(/[A-Za-z]+(?:'[a-z]+)?/g) ?? []).length <= PLAINEST.wordsEn
    : (text.match(/\p{Script=Han}/gu) ?? []).length <= PLAINEST.lettersZh;

/** Words of the trade that people do not use at home; a clinician's list, a few for many. */
const OF_THE_TRADE: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /胰岛素抵抗|糖异生|肝糖原|氧化应激|炎症因子|内皮功能|交感神经|外周阻力|血流动力学|药代动力学|靶器官|病理生理|生物利用度|渗透压|电解质紊乱|心血管事件|依从性|耐受性|适应证|禁忌证|预后|转归|滴定|微血管|β细胞|宏量营养素|血糖变异/u,
  en: /\b(?:postprandial|pre-?prandial|glyc(?:a)?emic|hyperglyc\w+|hypoglyc(?:a)?emic|euglyc\w+|comorbid\w*|pathophysiolog\w*|ha?emodynamic\w*|endothelial|oxidative|gluconeogenesis|insulin resistance|bioavailab\w*|titrat\w*|contraindicat\w*|prognos\w*|a?etiolog\w*|asymptomatic|ambulatory|hepatic|myocardial|orthostatic|nocturia|polyuria|polydipsia|sequelae|macronutrients?|micronutrients?|isometric|adherence|non-?compliance|exacerbat\w*|ameliorat\w*|mitigat\w*|homeostasis|lipolysis)\b/u,
};

/** Everybody can read it: short enough clauses, and no words of the trade. */
export const reading = eachSentence(({ text }, _facts, { language, plainReader, offers }) => {
  const word = plain(text).match(OF_THE_TRADE[language]);
  if (word) return `“${word[0]}” is a word of the trade`;
  // What was reviewed for these readers may be longer where it has to be.
  if (plainReader && !isPlain(text, language) && !offers.some((offer) => offer.text === text))
    return 'too long for somebody who reads best in short sentences';
  if (language === 'en') {
    const grade = gradeOf(text);
    return grade > HARDEST.gradeEn ? `hard to read: grade ${grade.toFixed(1)}, at most ${HARDEST.gradeEn}` : undefined;
  }
  const longest = Math.max(...text.split(/[，。；：、！？（）,;:!?()]/u).map((clause) => (clause.match(/\p{Script=Han}/gu) ?? []).length));
  return longest > HARDEST.clauseZh ? `hard to read: ${longest} characters without a pause, at most ${HARDEST.clauseZh}` : undefined;
});

function gradeOf(text: string): number {
  const words = text.match(/[A-Za-z]+(?:'[a-z]+)?/g) ?? [];
  if (words.length === 0) return 0;
  // A number's full stop ends no sentence: 3.9 mmol/L.
  const sentences = Math.max(1, (text.match(/[.!?;:](?!\d)/g) ?? []).length);
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return (0.39 * words.length) / sentences + (11.8 * syllables) / words.length - 15.59;
}

/** Groups of vowels, a silent e at the end left out. */
const syllablesIn = (word: string): number =>
  Math.max(
    1,
    (
      word
        .toLowerCase()
        .replace(/e$/, '')
        .match(/[aeiouy]+/g) ?? []
    ).length,
  );
