import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { INTENTS, type Intent } from '../../../domain/conversation.ts';
import { Language } from '../../../domain/source.ts';
import { type Understander, understand } from '../understand.ts';

const Messages = z.record(z.enum(INTENTS), z.array(z.string().min(1)).min(1));
const Unseen = z.record(Language, z.array(z.string().min(1)).min(30));

export interface Labelled {
  readonly text: string;
  readonly language: Language;
  readonly intent: Intent;
}

const read = (file: string): unknown => parse(readFileSync(join(import.meta.dirname, file), 'utf8'));

/** The messages that the lists of words were mended by. */
export const labelled = (language: Language): readonly Labelled[] => messagesOf(`messages.${language}.yaml`, language);

/** Messages of every intent that no list of words was mended by, written by a hand that had not read the lists; half of them emergencies. */
export const unseenMessages = (language: Language): readonly Labelled[] => messagesOf(`unseen-messages.${language}.yaml`, language);

function messagesOf(file: string, language: Language): readonly Labelled[] {
  const messages = Messages.parse(read(file));
  return INTENTS.flatMap((intent) => messages[intent].map((text) => ({ text, language, intent })));
}

/** Emergencies: of `second` 57 of 60 were recognised at first sight, of `third` 58, of `fourth` 55, of `fifth` 58; the words were mended by them since, by `unseen` never. */
export const emergencies = (which: 'second' | 'third' | 'fourth' | 'fifth' | 'unseen', language: Language): readonly Labelled[] =>
  Unseen.parse(read(`${which}-emergencies.yaml`))[language].map((text) => ({ text, language, intent: 'emergency' }));

export interface IntentScore {
  readonly right: number;
  readonly of: number;
  /** How many of each intent (first key) were taken for which (second key). */
  readonly confusion: ReadonlyMap<Intent, ReadonlyMap<Intent, number>>;
  readonly wrong: readonly (Labelled & { readonly as: Intent })[];
}

/** Holds what is understood against what the messages are about. */
export function scoreIntents(messages: readonly Labelled[], understander: Understander): IntentScore {
  const judged = messages.map((message) => ({ ...message, as: understand(message.text, understander).intent }));
  const confusion = new Map(
    INTENTS.map((intent) => {
      const mine = judged.filter((one) => one.intent === intent);
      return [intent, new Map(INTENTS.map((as) => [as, mine.filter((one) => one.as === as).length]))];
    }),
  );
  const wrong = judged.filter(({ intent, as }) => intent !== as);
  return { right: judged.length - wrong.length, of: judged.length, confusion, wrong };
}
