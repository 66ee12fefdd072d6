import type { WordsLook, WordsOutcome } from '../../../api/words-contract.ts';
import type { Language } from '../../../domain/source.ts';
import { post, put } from './client.ts';

/* What may be done with the words of messages and with the knowledge base. */

const id = encodeURIComponent;

export const lookAtWords = (template: string, language: Language, words: string) =>
  post<WordsLook>(`/clinic/templates/${id(template)}/${language}/look`, { words });
/** `words` null: back to the shipped ones. */
export const changeWords = (template: string, language: Language, words: string | null, reason: string) =>
  put<WordsOutcome>(`/clinic/templates/${id(template)}/${language}`, { words, reason });
export const decideWords = (proposal: string, verb: 'approve' | 'refuse', note: string) =>
  post(`/clinic/words/proposals/${id(proposal)}/${verb}`, { note });
export const switchSentence = (
  sentence: string,
  change: { readonly off: boolean; readonly reason: string; readonly evenIfNothing: boolean },
) => put(`/clinic/knowledge/${id(sentence)}`, change);
