import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Instant } from '../../domain/clock.ts';
import type { AskedRole } from '../../domain/conversation.ts';
import { type Language, Localized, Source } from '../../domain/source.ts';

const NAMES = [
  'dose-missed',
  'dose-change',
  'reaction',
  'person',
  'not-known',
  'worrying',
  'handed-on',
  'already-waiting',
  'medicine-found',
  'medicine-serious',
  'medicine-careful',
  'medicine-meter',
  'medicine-not-known',
  'medicine-rest-not-known',
  'medicine-unnamed',
  'readings-none',
  'readings-never',
  'readings-warning',
  'readings-numbers',
  'courtesy',
  'attachment',
  'too-many',
  'noted',
] as const;
export type TextName = (typeof NAMES)[number];

const Text = z.strictObject({ source: z.string(), ...Localized.shape });
const File = z.strictObject({ sources: z.record(z.string(), Source), texts: z.record(z.enum(NAMES), Text) });

export interface FixedText {
  readonly text: Localized;
  readonly source: Source;
}
export type FixedTexts = Readonly<Record<TextName, FixedText>>;

/** The fixed sentences of the answers. Throws where one is missing or stands on no source. */
export function readTexts(home: string): FixedTexts {
  const { sources, texts } = File.parse(parse(readFileSync(join(home, 'advice/questions/data/texts.yaml'), 'utf8')));
  return Object.fromEntries(
    Object.entries(texts).map(([name, { source, ...text }]) => {
      const known = sources[source];
      if (!known) throw new Error(`texts.yaml: ${name}: there is no source ${source}`);
      return [name, { text, source: known }];
    }),
  ) as FixedTexts;
}

/** A fixed text with its places filled. */
export const filled = ({ text }: FixedText, language: Language, values: Readonly<Record<string, string>> = {}): string =>
  text[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

export const ROLE_NAMES: Readonly<Record<AskedRole, Localized>> = {
  doctor: { 'zh-CN': '医生', en: 'A doctor' },
  pharmacist: { 'zh-CN': '药师', en: 'A pharmacist' },
  dietitian: { 'zh-CN': '营养师', en: 'A dietitian' },
  coordinator: { 'zh-CN': '随访护士', en: 'A care coordinator' },
};

/** `3月5日 14:30`, `5 March, 14:30`, on the patient's clock. */
export const untilText = (at: Instant, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: zone,
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
