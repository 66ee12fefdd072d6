import { lazy, Suspense, useEffect, useState } from 'react';
import type { SessionView } from '../../api/contract.ts';
import * as acts from './api/acts.ts';
import { forgetAll } from './api/cache.ts';
import { useHints } from './api/hints.ts';
import * as resources from './api/resources.ts';
import { useResource } from './api/use-resource.ts';
import { match } from './match.ts';
import { AdversePage } from './pages/adverse.tsx';
import { AdverseReportPage } from './pages/adverse-report.tsx';
import { AuditPage } from './pages/audit.tsx';
import { ClinicPage } from './pages/clinic.tsx';
import { ClinicReportPage } from './pages/clinic-report.tsx';
import { DevicePage } from './pages/device.tsx';
import { DevicesPage } from './pages/devices.tsx';
import { DutyPage } from './pages/duty.tsx';
import { EnterPage, SignIn } from './pages/enter.tsx';
import { FactorMissingPage, FactorMissingSoon } from './pages/factor-missing.tsx';
import { HeldAdvicePage } from './pages/held-advice.tsx';
import { IssuedReportPage } from './pages/issued-report.tsx';
import { LimitsPage } from './pages/limits.tsx';
import { PatientPage } from './pages/patient.tsx';
import { PatientsPage } from './pages/patients.tsx';
import { PeoplePage } from './pages/people.tsx';
import { QuarantinePage } from './pages/quarantine.tsx';
import { QuestionPage } from './pages/question.tsx';
import { QuestionsPage } from './pages/questions.tsx';
import { ReachPage } from './pages/reach.tsx';
import { ReportsPage } from './pages/reports.tsx';
import { SettingsPage } from './pages/settings.tsx';
import { ShadowsPage } from './pages/shadows.tsx';
import { SignInAbove } from './pages/sign-in-above.tsx';
import { SystemPage } from './pages/system.tsx';
import { WelcomePage } from './pages/welcome.tsx';
import { WorklistPage } from './pages/worklist.tsx';
import { Boundary } from './parts/boundary.tsx';
import { ActAs, mayOf } from './parts/may.tsx';
import { mayOpen } from './parts/places.ts';
import { Shell } from './parts/shell.tsx';
import { Empty, Problem, SkeletonBlock } from './parts/state.tsx';
import { Toasts } from './parts/toast.tsx';
import { Link, navigate, usePath } from './router.tsx';
import { Speak, useWords } from './words/words.tsx';
import './styles/shell.css';
import './styles/page.css';
import './styles/dialog.css';
import './styles/alerts.css';
import './styles/detail.css';
import './styles/people.css';
import './styles/patient.css';
import './styles/charts.css';
import './styles/entries.css';
import './styles/limits.css';
import './styles/report.css';
import './styles/places.css';
import './styles/door.css';

/** Pages of an hour a month come when somebody goes there. */
const WordsPage = lazy(async () => ({ default: (await import('./pages/words.tsx')).WordsPage }));
const KnowledgePage = lazy(async () => ({ default: (await import('./pages/knowledge.tsx')).KnowledgePage }));

/** What staff see: signed in, the shell and its pages; otherwise the door. */
export default function Console() {
  const session = useResource(resources.session);
  const path = usePath();
  const entering = path === '/enter';
  const inside = session.data !== undefined && !session.data.missing?.now && !entering;
  useHints(inside);
  // Who was here when the session ended is still here for whoever looks at the page: it waits behind the door.
  const [last, setLast] = useState<SessionView>();
  if (session.data !== undefined && session.data !== last) setLast(session.data);
  const ended = session.data === undefined && session.error?.status === 401;
  const here = ended ? last : session.data;
  return (
    <Speak preferred={here?.user.language}>
      {entering ? (
        <EnterPage />
      ) : here?.missing?.now ? (
        ended ? (
          <SignIn />
        ) : (
          <FactorMissingPage session={here} leave={leave} />
        )
      ) : here ? (
        <>
          <div className={ended ? 'inside behind-door' : 'inside'} key={here.user.id}>
            <Shell session={here}>
              <Boundary key={path}>
                <ActAs role={here.user.role}>
                  {here.missing && <FactorMissingSoon from={here.missing.from} />}
                  <Suspense fallback={<SkeletonBlock height={240} />}>
                    <Route path={path} session={here} />
                  </Suspense>
                </ActAs>
              </Boundary>
            </Shell>
          </div>
          {ended && <SignInAbove of={here} />}
        </>
      ) : session.error && session.error.status !== 401 ? (
        <Unreached again={session.reload} error={session.error} />
      ) : (
        session.error && <SignIn />
      )}
      <Toasts />
    </Speak>
  );
}

function Route({ path, session }: { readonly path: string; readonly session: SessionView }) {
  const words = useWords();
  useEffect(() => {
    if (path === '/alerts') navigate('/', { replace: true });
  }, [path]);

  if (!mayOpen(path, mayOf(session.user.role))) {
    return (
      <Empty
        alone
        title={words.error.notForRole}
        action={
          <Link className="button" to="/">
            {words.error.home}
          </Link>
        }
      />
    );
  }
  const patient = match('/patients/:id', path);
  if (patient) return <PatientPage id={patient.id!} tab="overview" />;
  const reaction = match('/adverse/:id', path);
  if (reaction) return <AdverseReportPage id={reaction.id!} session={session} />;
  const device = match('/devices/:id', path);
  if (device) return <DevicePage id={device.id!} session={session} />;
  if (path === '/reports/cohort') return <ClinicReportPage />;
  const report = match('/reports/:id', path);
  if (report) return <IssuedReportPage id={report.id!} session={session} />;
  const question = match('/questions/:id', path);
  if (question) return <QuestionPage id={question.id!} />;
  const tab = match('/patients/:id/:tab', path);
  if (tab && (tab.tab === 'thresholds' || tab.tab === 'report')) return <PatientPage id={tab.id!} tab={tab.tab} />;
  switch (path) {
    case '/':
    case '/alerts':
      return mayOf(session.user.role).seePatients ? <WorklistPage /> : <SystemPage />;
    case '/welcome':
      return <WelcomePage session={session} />;
    case '/patients':
      return <PatientsPage session={session} />;
    case '/reports':
      return <ReportsPage session={session} />;
    case '/devices':
      return <DevicesPage session={session} />;
    case '/questions':
      return <QuestionsPage session={session} />;
    case '/advice':
      return <HeldAdvicePage session={session} />;
    case '/adverse':
      return <AdversePage session={session} />;
    case '/limits':
      return <LimitsPage session={session} />;
    case '/limits/shadows':
      return <ShadowsPage />;
    case '/duty':
      return <DutyPage tab="plan" />;
    case '/duty/budget':
      return <DutyPage tab="budget" />;
    case '/words':
      return <WordsPage />;
    case '/knowledge':
      return <KnowledgePage />;
    case '/quarantine':
      return <QuarantinePage session={session} />;
    case '/reach':
      return <ReachPage />;
    case '/audit':
      return <AuditPage />;
    case '/system':
      return <SystemPage />;
    case '/clinic':
      return <ClinicPage />;
    case '/people':
      return <PeoplePage session={session} />;
    case '/settings':
      return <SettingsPage session={session} leave={leave} />;
    default:
      return (
        <Empty
          alone
          title={words.error.notFound}
          action={
            <Link className="button" to="/">
              {words.error.home}
            </Link>
          }
        />
      );
  }
}

function Unreached(props: Parameters<typeof Problem>[0]) {
  return (
    <main className="door" id="main">
      <div className="door-card">
        <Problem {...props} />
        <SkeletonBlock height={120} />
      </div>
    </main>
  );
}

async function leave(): Promise<void> {
  await acts.signOut().catch(() => undefined); // Whatever the server says: this browser forgets.
  history.replaceState(null, '', '/');
  forgetAll();
  location.assign('/');
}
