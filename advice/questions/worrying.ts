import type { Understanding } from '../../domain/conversation.ts';
import type { Language, Localized } from '../../domain/source.ts';
import { type Answer, fixedAnswer, type HandOn } from './answer.ts';
import type { FixedTexts } from './texts.ts';
import { whyOf } from './why.ts';

/** For the team: why somebody is to look within the hour, whatever was answered. */
export const MAY_NOT_WAIT: Readonly<Record<'words' | 'model', Localized>> = {
  words: { 'zh-CN': '从用词看，可能不能等。', en: 'By its words it may not be able to wait.' },
  model: { 'zh-CN': '分诊的模型认为可能不能等。', en: 'The model that sorts messages thinks that it may not be able to wait.' },
};

/** The same answer, with a person within the hour and the words not to wait: for a message that is not taken for an emergency and may be one. */
export function withinTheHour(
  answer: Answer,
  text: string,
  understood: Understanding,
  { by, texts, language }: { readonly by: 'words' | 'model'; readonly texts: FixedTexts; readonly language: Language },
): Answer {
  const { role, why } = answer.handOn ?? whyOf(understood, text);
  const known = answer.handOn ? why : { 'zh-CN': '', en: '' };
  const handOn: HandOn = {
    // Food and appointments are named in many a message about a body; an hour is a doctor's or a pharmacist's.
    role: role === 'pharmacist' ? role : 'doctor',
    why: {
      'zh-CN': `${MAY_NOT_WAIT[by]['zh-CN']}${known['zh-CN']}`,
      en: `${MAY_NOT_WAIT[by].en} ${known.en}`.trim(),
    },
    urgent: true,
  };
  const worrying = fixedAnswer([texts.worrying], language);
  // "We cannot answer this" says less than what is said now.
  const rest = understood.intent === 'unknown' && answer.handOn ? [] : answer.paragraphs;
  return { ...answer, paragraphs: [...worrying.paragraphs, ...rest], sources: [...worrying.sources, ...answer.sources], handOn };
}
