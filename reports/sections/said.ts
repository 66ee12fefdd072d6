import { sentencesSent } from '../../domain/advice.ts';
import type { SectionBuilder } from '../build.ts';

const MOST = 10;

/** What the patient was advised and asked, and what came back. */
export const said: SectionBuilder = ({ advice, followUps }) => {
  if (advice.length === 0 && followUps.length === 0) return undefined;
  return {
    section: 'said',
    advice: advice.slice(0, MOST).map((one) => ({
      written: one.written,
      by: one.by,
      language: one.language,
      text: sentencesSent(one)
        .filter(({ topic }) => topic !== 'closing')
        .map(({ text }) => text)
        .join(' '),
    })),
    questions: followUps.slice(0, MOST).map(({ asked, question, options, state }) => {
      const answer = state.is === 'answered' ? options.find(({ id }) => id === state.answer)?.text : undefined;
      return { asked, question, state: state.is, ...(answer ? { answer } : {}) };
    }),
    ...(advice.length > MOST ? { moreAdvice: advice.length - MOST } : {}),
    ...(followUps.length > MOST ? { moreQuestions: followUps.length - MOST } : {}),
  };
};
