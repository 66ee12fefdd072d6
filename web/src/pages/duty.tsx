import * as resources from '../api/desk-resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useMay } from '../parts/may.tsx';
import { Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { AlarmBudget } from './alarm-budget.tsx';
import { Cover, NowAndNext } from './duty-cover.tsx';
import { DutyPlanEditor } from './duty-plan.tsx';
import '../styles/duty.css';

/** Who is on duty now and next, the plan, and what the alerts asked of people. */
export function DutyPage({ tab }: { readonly tab: 'plan' | 'budget' }) {
  const { duty } = useWords();
  return (
    <Page wide title={duty.title}>
      <nav className="tabs" aria-label={duty.title}>
        {(['plan', 'budget'] as const).map((one) => (
          <Link key={one} className="tab" to={one === 'plan' ? '/duty' : `/duty/${one}`} aria-current={one === tab ? 'page' : undefined}>
            {duty.tabs[one]}
          </Link>
        ))}
      </nav>
      {tab === 'budget' ? <AlarmBudget /> : <Plan />}
    </Page>
  );
}

function Plan() {
  const { duty: words } = useWords();
  const { manage } = useMay();
  const duty = useResource(resources.duty);
  const table = useResource(resources.dutyTimetable);
  const history = useResource(resources.dutyHistory).data ?? [];
  return (
    <>
      {duty.error && <Problem error={duty.error} again={duty.reload} />}
      {duty.first && <SkeletonBlock height={320} />}
      {duty.data && table.data && (
        <>
          <div className="duty-cards">
            <NowAndNext table={table.data} />
            <section className="panel" aria-label={words.week}>
              <h2>{words.week}</h2>
              <Cover table={table.data} plan={duty.data.plan} />
            </section>
          </div>
          <DutyPlanEditor key={duty.data.since ?? 0} plan={duty.data.plan} people={table.data.people} mayChange={manage} />
          <section className="panel" aria-label={words.history}>
            <h2>{words.history}</h2>
            {history.length === 0 && <p className="muted">{words.defaults}</p>}
            <ul className="duty-list">
              {history.slice(0, 20).map((past) => (
                <li key={past.since}>
                  <Moment at={past.since} zone={table.data!.zone} /> <span>{words.setBy(past.byName ?? past.by)}</span>{' '}
                  <span className="muted">{words.shiftCount(past.plan.shifts.length)}</span> {past.reason && <span>{past.reason}</span>}
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </>
  );
}
