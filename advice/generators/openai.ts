import { z } from 'zod';
import { BY_A_MODEL } from '../closing.ts';
import type { AdviceGenerator } from '../generator.ts';
import type { Chat } from '../models/chat.ts';
import { promptFor } from './prompt.ts';

/** Sentences as a model writes them. Strict structured output wants every key present: an absent source is null. */
export const ModelSentences = z.array(
  z.strictObject({
    text: z.string(),
    topic: z.enum(['diet', 'exercise', 'measuring']),
    facts: z.array(z.string()),
    source: z.string().nullable(),
  }),
);
const Answer = z.strictObject({ sentences: ModelSentences });

/** Writes with a language model. The prompt holds facts, brief and language and nothing else. */
export function createOpenAiGenerator(chat: Chat): AdviceGenerator {
  return {
    name: chat.name,
    label: BY_A_MODEL,
    async write(facts, brief, signal, keep = () => {}) {
      const { sentences } = await chat.ask({ messages: promptFor(facts, brief), name: 'advice', answer: Answer, signal, keep });
      return { sentences: sentences.map(({ source, ...sentence }) => (source === null ? sentence : { ...sentence, source })) };
    },
  };
}
