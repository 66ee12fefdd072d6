import { Draft } from '../generator.ts';
import type { Check, Finding } from './check.ts';

/** Left-overs of templates, markup, addresses and orders to a machine: nothing that a sentence to a person holds. */
const NOT_PROSE = /[{}<>|\\[\]]|```|https?:|www\.|\b(?:undefined|null|NaN)\b|(?:^|\s)(?:system|assistant|user)\s*[:：]|^\s*[#*]/iu;
const ORDERS =
  /人工智能|语言模型|大模型|ai ?助手|as an ai\b|language model|忽略.{0,12}(?:规则|指令|要求|以上|之前)|(?:ignore|disregard).{0,30}(?:rules|instructions|above|previous)|(?:系统|system)\s?(?:提示词|prompt)/iu;
const ENCODED = /[A-Za-z0-9+/]{24,}={0,2}/;

/** The draft is of the fixed structure; each sentence is of a topic asked for and stands on facts or sentences that there are. */
export const shape: Check = (draft, facts, brief) => {
  const parsed = Draft.safeParse(draft);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({
      sentence: typeof path[1] === 'number' ? path[1] : 0,
      why: `${path.join('.')}: ${message}`,
    }));
  }
  if (parsed.data.sentences.length === 0) return [{ sentence: 0, why: 'there is no sentence' }];
  const known = new Set(facts.map(({ id }) => id));
  return parsed.data.sentences.flatMap(({ text, topic, facts: named, source }, sentence): readonly Finding[] => {
    const why: string[] = [];
    const offer = brief.offers.find(({ id }) => id === source);
    if (!/\p{L}/u.test(text)) why.push('there is no text');
    if (NOT_PROSE.test(text) || ENCODED.test(text)) why.push('this is not plain prose');
    if (ORDERS.test(text)) why.push('this speaks to a machine');
    if (/[\p{Cc}\p{Cf}\p{Co}]/u.test(text)) why.push('there are invisible characters in it');
    // What was measured may be said whatever was asked for.
    if (!brief.topics.includes(topic) && topic !== 'measuring' && (offer?.part ?? 'step') === 'step') why.push(`nobody asked for ${topic}`);
    for (const id of named) if (!known.has(id)) why.push(`there is no fact ${id}`);
    if (source !== undefined && !offer) why.push(`there is no sentence ${source} for this person`);
    if (named.length === 0 && source === undefined) why.push('it stands on no fact and on no sentence of the knowledge base');
    return why.map((reason) => ({ sentence, why: reason }));
  });
};
