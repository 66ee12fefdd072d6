import type { Localized } from './source.ts';

const ENGLISH: Readonly<Record<string, string>> = {
  Your: 'Their',
  your: 'their',
  You: 'They',
  you: 'they',
  Yours: 'Theirs',
  yours: 'theirs',
};

/**
 * What is said to a patient, as whoever cares for them reads it: "Your glucose is low" is "Their glucose is low", and 您的血糖偏低 is 血糖偏低. Good for
 * titles, which name a finding; an instruction is for the patient alone.
 */
export const toCaregiver = (said: Localized): Localized => ({
  en: said.en.replaceAll(/\b(yours?|you)\b/gi, (word) => ENGLISH[word] ?? word),
  'zh-CN': said['zh-CN'].replaceAll(/您的?/g, ''),
});
