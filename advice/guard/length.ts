import type { Check, Finding } from './check.ts';

/** What people read to the end on a telephone; characters. Engineering choices, generous for what clinicians wrote. */
export const LONGEST = {
  sentences: 10,
  sentence: { 'zh-CN': 140, en: 320 },
  whole: { 'zh-CN': 700, en: 1800 },
} as const;

/** Short enough to be read: the number of sentences, each of them, and all together. */
export const length: Check = ({ sentences }, _facts, { language }) => {
  const findings: Finding[] = sentences.flatMap(({ text }, sentence) =>
    text.length > LONGEST.sentence[language] ? [{ sentence, why: `${text.length} characters, at most ${LONGEST.sentence[language]}` }] : [],
  );
  const last = Math.max(0, sentences.length - 1);
  const whole = sentences.reduce((sum, { text }) => sum + text.length, 0);
  if (sentences.length > LONGEST.sentences)
    findings.push({ sentence: last, why: `${sentences.length} sentences, at most ${LONGEST.sentences}` });
  if (whole > LONGEST.whole[language])
    findings.push({ sentence: last, why: `${whole} characters in all, at most ${LONGEST.whole[language]}` });
  return findings;
};
