import { createContext, useContext } from 'react';
import { en, type Words } from './en.ts';
import { zhCN } from './zh-cn.ts';

export type Language = 'en' | 'zh-CN';
const words: Readonly<Record<Language, Words>> = { en, 'zh-CN': zhCN };

export const Speaking = createContext<Language>('en');

export interface Speech {
  readonly language: Language;
  /** The word in the reader's language, with `{names}` filled in. */
  say(key: keyof Words, values?: Readonly<Record<string, string | number>>): string;
  /** A text that the server has in both languages. */
  of(text: Readonly<Record<Language, string>>): string;
  /** A moment in the patient's zone, short: today only the time. */
  moment(at: number, zone?: string): string;
  /** How long ago. */
  ago(at: number): string;
}

export function useSpeech(): Speech {
  const language = useContext(Speaking);
  const say: Speech['say'] = (key, values = {}) =>
    words[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return {
    language,
    say,
    of: (text) => text[language],
    moment(at, zone) {
      const local = zone === undefined ? {} : { timeZone: zone };
      const day = (when: number) => new Intl.DateTimeFormat('sv', local).format(when);
      const style: Intl.DateTimeFormatOptions =
        day(at) === day(Date.now())
          ? { hour: '2-digit', minute: '2-digit' }
          : { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
      return new Intl.DateTimeFormat(language, { ...style, ...local, hour12: false }).format(at);
    },
    ago(at) {
      const minutes = Math.round((Date.now() - at) / 60_000);
      const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
      if (minutes < 1) return say('justNow');
      if (minutes < 60) return relative.format(-minutes, 'minute');
      if (minutes < 48 * 60) return relative.format(-Math.round(minutes / 60), 'hour');
      return relative.format(-Math.round(minutes / 1440), 'day');
    },
  };
}
