import type { KnowledgeView, LeftView, SaidView, SwitchView, TemplatesView, WordsProposalView } from '../../../api/words-contract.ts';
import type { Language } from '../../../domain/source.ts';
import type { Resource } from './resources.ts';

const at = <T>(path: string): Resource<T> => ({ path });
const id = encodeURIComponent;

export const templates = at<TemplatesView>('/clinic/templates');
export const wordsHistory = (template: string, language: Language) =>
  at<readonly SaidView[]>(`/clinic/templates/${id(template)}/${language}/history`);
export const wordsProposals = at<readonly WordsProposalView[]>('/clinic/words/proposals');
export const knowledge = at<KnowledgeView>('/clinic/knowledge');
export const withoutSentence = (sentence: string) => at<LeftView>(`/clinic/knowledge/${id(sentence)}/without`);
export const sentenceHistory = (sentence: string) => at<readonly SwitchView[]>(`/clinic/knowledge/${id(sentence)}/history`);
