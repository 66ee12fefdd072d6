import { lazy, Suspense, useEffect, useState } from 'react';
import type { SessionView } from '../../api/contract.ts';
import { get, remove } from './api.ts';
import { Devices } from './pages/devices.tsx';
import { Enter } from './pages/enter.tsx';
import { OwnPage } from './pages/own-page.tsx';
import { Patients } from './pages/patients.tsx';
import { Quarantine } from './pages/quarantine.tsx';
import { System } from './pages/system.tsx';
import { Worklist } from './pages/worklist.tsx';
import { Shell } from './parts/shell.tsx';
import { listenForChanges } from './resource.ts';
import { go, useAddress } from './router.ts';
import { type Language, Speaking } from './words/speak.ts';

/** Charts are most of the script: they come with the first patient that is opened. */
const Patient = lazy(() => import('./pages/patient.tsx').then(({ Patient: page }) => ({ default: page })));

export function App() {
  const { pathname } = useAddress();
  if (pathname.startsWith('/p/')) return <OwnPage token={pathname.slice(3)} />;
  return <Console />;
}

function Console() {
  const { pathname, searchParams } = useAddress();
  const [session, setSession] = useState<SessionView | undefined>();
  const [asked, setAsked] = useState(false);
  const [language, setLanguage] = useState<Language>(
    () => (localStorage.getItem('language') as Language | null) ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en'),
  );

  const settle = (view: SessionView) => {
    setSession(view);
    if (localStorage.getItem('language') === null) setLanguage(view.user.language);
  };

  useEffect(() => {
    get<SessionView>('/session')
      .then(settle)
      .catch(() => {})
      .finally(() => setAsked(true));
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => (session ? listenForChanges() : undefined), [session]);

  if (!asked) return null;
  const choose = (chosen: Language) => {
    localStorage.setItem('language', chosen);
    setLanguage(chosen);
  };
  return (
    <Speaking value={language}>
      {!session || pathname === '/enter' ? (
        <Enter
          token={searchParams.get('token') ?? undefined}
          onEntered={(view) => {
            settle(view);
            go('/');
          }}
        />
      ) : (
        <Shell
          session={session}
          language={language}
          onLanguage={choose}
          onSignOut={() => void remove('/session').finally(() => setSession(undefined))}
        >
          <Suspense fallback={<div className="skeleton tall" />}>
            <Page pathname={pathname} session={session} />
          </Suspense>
        </Shell>
      )}
    </Speaking>
  );
}

function Page({ pathname, session }: { pathname: string; session: SessionView }) {
  const [, page, id, tab] = pathname.split('/');
  if (page === 'patients' && id) return <Patient id={decodeURIComponent(id)} tab={tab ?? 'overview'} />;
  if (page === 'patients') return <Patients />;
  if (page === 'devices') return <Devices />;
  if (page === 'quarantine') return <Quarantine />;
  if (page === 'system') return <System session={session} />;
  return <Worklist />;
}
