import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { withEmergencyNumber } from '../../../domain/emergency-number.ts';
import type { Language } from '../../../domain/source.ts';
import { en, type Words } from './en.ts';
import { zhCN } from './zh-CN.ts';

export const dictionaries: Readonly<Record<Language, Words>> = { 'zh-CN': zhCN, en };
/** Each language in its own name, whoever reads. */
export const LANGUAGES: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };

const KEY = 'hearth.language';

export interface Speech {
  readonly language: Language;
  readonly words: Words;
  /** A choice on this device goes before the setting of the user. */
  readonly choose: (language: Language) => void;
}
const Context = createContext<Speech>({ language: 'en', words: en, choose: () => {} });

export const useSpeech = (): Speech => useContext(Context);
export const useWords = (): Words => useContext(Context).words;

/** `preferred`: the user's setting, once it is known; until then the browser's. */
export function Speak({ preferred, children }: { readonly preferred: Language | undefined; readonly children: ReactNode }) {
  const [chosen, setChosen] = useState(read);
  const language = chosen ?? preferred ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speech = useMemo(
    () => ({
      language,
      words: dictionaries[language],
      choose: (next: Language) => {
        setChosen(next);
        try {
          localStorage.setItem(KEY, next);
        } catch {
          // A browser that keeps nothing: the choice lives as long as the page.
        }
      },
    }),
    [language],
  );
  return <Context value={speech}>{children}</Context>;
}

function read(): Language | undefined {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'en' || kept === 'zh-CN' ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Says to whoever reads their own page the emergency number of where they live; undefined where it is not known. */
export function CallHere({ number, children }: { readonly number: string | undefined; readonly children: ReactNode }) {
  const speech = useSpeech();
  const here = useMemo(() => {
    const { language, words } = speech;
    const said = <Group extends object>(group: Group): Group =>
      Object.fromEntries(
        Object.entries(group).map(([key, text]) => [key, typeof text === 'string' ? withEmergencyNumber(text, language, number) : text]),
      ) as Group;
    return { ...speech, words: { ...words, own: said(words.own), offline: said(words.offline), ownAdverse: said(words.ownAdverse) } };
  }, [speech, number]);
  return <Context value={here}>{children}</Context>;
}
