import type { Language } from '../../domain/source.ts';
import { checks } from '../guard/registry.ts';

/** What of a text would tell who the patient is: it may be forwarded. `hidden`: names and pseudonyms. */
export function leaksIn(text: string, hidden: readonly string[], language: Language = 'en') {
  const draft = { sentences: text.split('\n').map((line) => ({ text: line, topic: 'measuring' as const, facts: [] })) };
  return checks.identity(draft, [], { ...NO_BRIEF, language, hidden });
}

const NO_BRIEF = {
  topics: [],
  situation: 'question',
  urgent: false,
  mustAvoid: [],
  offers: [],
  previous: [],
  reasons: [],
  seed: '',
} as const;
