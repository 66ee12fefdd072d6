import { type ReactNode, useEffect, useRef } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import { useLine } from '../api/hints.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Link, usePath } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { FurtherPlaces } from './further-places.tsx';
import { Flame, Icon } from './icon.tsx';
import { type May, mayOf } from './may.tsx';
import { PLACES } from './places.ts';
import { LanguageSwitch, ThemeSwitch } from './switches.tsx';

/** What a nurse goes to all day: on a phone these stand in the bar, and the others behind one button beside them. */
const DAILY: ReadonlySet<string> = new Set(['/', '/questions', '/advice', '/patients']);
const MOST_IN_THE_BAR = 5;

/** What stands around every page: the way to the others, whether it is live, and who one is. */
export function Shell({ session, children }: { readonly session: SessionView; readonly children: ReactNode }) {
  const words = useWords();
  const path = usePath();
  const line = useLine();
  const main = useRef<HTMLElement>(null);
  const { user } = session;
  const may = mayOf(user.role);
  const counts = useCounts(may);
  const countOf = (name: string) => counts[name as keyof typeof counts] ?? NOTHING;
  const shown = PLACES.filter(([, , , needs]) => may[needs]);
  const few = shown.length <= MOST_IN_THE_BAR;
  const further = shown.filter(([to]) => !DAILY.has(to));
  const link = ([to, name, icon]: (typeof PLACES)[number]) => (
    <Link key={to} className="place" to={to} aria-current={isAt(to, path) ? 'page' : undefined}>
      <Icon name={icon} size={18} />
      <span>{words.nav[name === 'alerts' && !may.read ? 'familyAlerts' : name]}</span>
      <Count {...countOf(name)} />
    </Link>
  );

  // Whoever goes on by keyboard or by ear begins at the top of the new page; the first page is where the browser begins by itself.
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);

  return (
    <div className="shell">
      <a className="skip" href="#main">
        {words.nav.skip}
      </a>
      <header className="side">
        <Link className="brand" to="/">
          <Flame /> Hearth
        </Link>
        <nav className="places" aria-label={words.nav.main}>
          {(few ? shown : shown.filter(([to]) => DAILY.has(to))).map(link)}
          {!few && (
            <FurtherPlaces
              path={path}
              here={further.some(([to]) => isAt(to, path))}
              waiting={further.reduce((sum, [, name]) => sum + countOf(name).n, 0)}
              urgent={further.some(([, name]) => countOf(name).urgent)}
            >
              {further.map(link)}
            </FurtherPlaces>
          )}
        </nav>
        <div className="side-foot">
          <p className={`live live-${line}`} role="status">
            <span className="live-dot" />
            {line === 'open' ? words.nav.live : words.nav.waiting}
          </p>
          <div className="side-switches">
            <LanguageSwitch />
            <ThemeSwitch />
          </div>
          <Link className="you" to="/settings" aria-current={path === '/settings' ? 'page' : undefined} title={words.nav.settings}>
            <span className="you-mark" aria-hidden="true">
              {[...user.name.replace(/^Dr\.? /, '')][0]}
            </span>
            <span className="you-text">
              <span className="you-name">{user.name}</span>
              <span className="you-role">{words.role[user.role]}</span>
            </span>
            <span className="unseen">{words.nav.settings}</span>
          </Link>
        </div>
      </header>
      <main className="main" id="main" ref={main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

const NOTHING = { n: 0, urgent: false };

const isAt = (to: string, path: string): boolean => (to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`));

/** How much waits: alerts (loud where one of them is urgent and unseen), advice, reports of reactions, and deliveries in quarantine. */
function useCounts({ seePatients, read, treat }: May) {
  const alerts = useResource(seePatients ? resources.openAlerts : undefined).data ?? [];
  const held = useResource(read ? resources.heldAdvice : undefined).data ?? [];
  const reactions = useResource(read ? resources.adverseReports : undefined).data ?? [];
  const open = reactions.filter(({ state }) => state !== 'exported' && state !== 'dismissed');
  const waiting = useResource(treat ? resources.quarantine : undefined).data ?? [];
  const proposed = useResource(treat ? resources.proposals : undefined).data ?? [];
  const reports = useResource(read ? resources.reportsCount : undefined).data;
  const questions = useResource(read ? resources.conversations : undefined).data ?? [];
  return {
    alerts: { n: alerts.length, urgent: alerts.some(({ severity, state }) => severity === 'high' && state.is === 'active') },
    reports: { n: reports?.mine ?? 0, urgent: false },
    questions: { n: questions.length, urgent: false },
    advice: { n: held.length, urgent: false },
    adverse: { n: open.length, urgent: open.some(({ seriousness, state }) => state === 'submitted' && (seriousness?.length ?? 0) > 0) },
    limits: { n: proposed.length, urgent: proposed.some(({ mine }) => !mine) },
    quarantine: { n: waiting.length, urgent: false },
  };
}

function Count({ n, urgent }: { readonly n: number; readonly urgent: boolean }) {
  if (n === 0) return null;
  return <span className={urgent ? 'place-count place-urgent' : 'place-count'}>{n > 9999 ? '9999+' : n}</span>;
}
