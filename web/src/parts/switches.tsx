import type { Language } from '../../../domain/source.ts';
import { chooseTheme, useTheme } from '../theme.ts';
import { LANGUAGES, useSpeech } from '../words/words.tsx';
import { Icon } from './icon.tsx';

/** The other language, in its own name. */
export function LanguageSwitch() {
  const { language, choose } = useSpeech();
  const other: Language = language === 'en' ? 'zh-CN' : 'en';
  return (
    <button type="button" className="button button-plain" lang={other} onClick={() => choose(other)}>
      {LANGUAGES[other]}
    </button>
  );
}

export function ThemeSwitch() {
  const { words } = useSpeech();
  const dark = useTheme() === 'dark';
  const label = dark ? words.settings.toLight : words.settings.toDark;
  return (
    <button
      type="button"
      className="button button-plain button-icon"
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(dark ? 'light' : 'dark')}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </button>
  );
}
