import { type ReactNode, useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import { useAddress } from '../router.ts';
import { type Language, useSpeech } from '../words/speak.ts';
import { Link } from './link.tsx';

const PAGES = [
  ['/', 'worklist'],
  ['/patients', 'patients'],
  ['/devices', 'devices'],
  ['/quarantine', 'quarantine'],
  ['/system', 'system'],
] as const;

/** What stands around every page: where one is, who one is, in which language and light. */
export function Shell({
  session,
  language,
  onLanguage,
  onSignOut,
  children,
}: {
  session: SessionView;
  language: Language;
  onLanguage: (language: Language) => void;
  onSignOut: () => void;
  children: ReactNode;
}) {
  const { say } = useSpeech();
  const { pathname } = useAddress();
  const [theme, setTheme] = useState(() => document.documentElement.dataset.theme ?? localStorage.getItem('theme') ?? '');
  if (theme) document.documentElement.dataset.theme = theme;
  const dark = theme === 'dark' || (theme === '' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  const turn = () => {
    const next = dark ? 'light' : 'dark';
    localStorage.setItem('theme', next);
    document.documentElement.dataset.theme = next;
    setTheme(next);
  };

  return (
    <>
      <header className="top">
        <Link to="/" className="brand">
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 1 1 8h2v6h4v-4h2v4h4V8h2z" />
          </svg>
          Hearth
        </Link>
        <nav aria-label="Hearth">
          {PAGES.map(([path, name]) => (
            <Link key={path} to={path} current={path === '/' ? pathname === '/' : pathname.startsWith(path)}>
              {say(name)}
            </Link>
          ))}
        </nav>
        <div className="who">
          <span className="quiet">
            {session.user.name} · {say(session.user.role)}
          </span>
          <button type="button" className="plain" onClick={() => onLanguage(language === 'en' ? 'zh-CN' : 'en')}>
            {language === 'en' ? '中文' : 'English'}
          </button>
          <button type="button" className="plain" onClick={turn}>
            {say(dark ? 'light' : 'dark')}
          </button>
          <button type="button" className="plain" onClick={onSignOut}>
            {say('signOut')}
          </button>
        </div>
      </header>
      <main>{children}</main>
    </>
  );
}
