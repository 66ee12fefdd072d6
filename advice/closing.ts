import type { Advice, Topic } from '../domain/advice.ts';
import type { Language, Localized } from '../domain/source.ts';

/** Ends every advice (广告法 and 互联网诊疗监管细则(试行): software does not act in a doctor's place). */
export const NO_DOCTOR: Localized = {
  'zh-CN': '本内容不能替代医生的诊断和治疗，如有不适请及时就医。',
  en: "This does not replace your doctor's diagnosis and treatment; if you feel unwell, see a doctor.",
};

/** Said of every text that a model wrote (人工智能生成合成内容标识办法, in force since 2025-09-01; EU AI Act, article 50). */
export const BY_A_MODEL: Localized = {
  'zh-CN': '本内容由人工智能生成。',
  en: 'This text was written by artificial intelligence.',
};

const HEADINGS: Readonly<Record<Topic, Localized>> = {
  diet: { 'zh-CN': '饮食：', en: 'Food: ' },
  exercise: { 'zh-CN': '运动：', en: 'Activity: ' },
  measuring: { 'zh-CN': '测量：', en: 'Measuring: ' },
};

type Sentences = Advice['sentences'];

/** The last sentences of an advice. */
export const closing = (language: Language, label: Localized | undefined): Sentences =>
  [NO_DOCTOR, ...(label ? [label] : [])].map((text) => ({ text: text[language], topic: 'closing', facts: [] }));

/**
 * An advice as one text for a message: what comes before the first step in a paragraph of its own, then a line for each topic, then the closing.
 * @param opening how many of the first sentences say what was measured and when to get help
 */
export function adviceText(sentences: Sentences, language: Language, opening: number): string {
  const glue = language === 'zh-CN' ? '' : ' ';
  const join = (of: Sentences): string => of.map(({ text }) => text).join(glue);
  const body = sentences.slice(opening);
  const lines = (Object.keys(HEADINGS) as Topic[]).flatMap((topic) => {
    const of = body.filter((sentence) => sentence.topic === topic);
    return of.length > 0 ? [`${HEADINGS[topic][language]}${join(of)}`] : [];
  });
  return [join(sentences.slice(0, opening)), ...lines, join(body.filter(({ topic }) => topic === 'closing'))]
    .filter((line) => line !== '')
    .join('\n');
}
