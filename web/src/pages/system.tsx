import type { SystemView } from '../../../api/system-contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { Icon } from '../parts/icon.tsx';
import { useMay } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { mayOpen } from '../parts/places.ts';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech } from '../words/words.tsx';

/** Is everything running: the one thing that matters large, then what there is. */
export function SystemPage() {
  const { words } = useSpeech();
  const system = useResource(resources.system);
  const may = useMay();
  const beside = [
    ['/clinic', words.clinic.title],
    ['/reach', words.reach.title],
    ['/audit', words.audit.title],
  ] as const;
  const aside = (
    <span className="row-buttons">
      {beside
        .filter(([to]) => mayOpen(to, may))
        .map(([to, title]) => (
          <Link key={to} className="button" to={to}>
            {title}
          </Link>
        ))}
    </span>
  );
  return (
    <Page title={words.system.title} aside={aside}>
      {system.error && <Problem error={system.error} again={system.reload} />}
      {system.first && <SkeletonBlock height={320} />}
      {system.data && <State system={system.data} />}
    </Page>
  );
}

/** Among what stands still: said in words of its own, for it is a person who has to mend it. */
const RULES_OFF = 'all rules off';

function State({ system }: { readonly system: SystemView }) {
  const { language, words } = useSpeech();
  const { store } = system;
  const may = useMay();
  const still = system.watch.dead.filter((what) => what !== RULES_OFF);
  const number = (n: number) => new Intl.NumberFormat(language).format(n);
  const tiles: readonly (readonly [string, number, string?])[] = [
    [words.system.readings, system.readings],
    [words.system.unjudged, system.unjudged],
    [words.system.openAlerts, system.openAlerts, '/'],
    [words.system.alerts, system.alerts],
    [words.system.quarantined, system.quarantined, '/quarantine'],
    [words.system.connected, system.devicesConnected, '/devices'],
  ];
  return (
    <>
      <section
        className={`panel store ${store.ok ? 'store-ok' : 'store-bad'}`}
        aria-label={words.system.store}
        role={store.ok ? undefined : 'alert'}
      >
        <Icon name={store.ok ? 'check' : 'warning'} size={20} />
        <div>
          <h2>{store.ok ? words.system.ok : words.system.bad}</h2>
          {!store.ok && (
            <>
              <p>{words.system.storeBad}</p>
              {store.why && (
                <p className="muted small" lang="en">
                  {store.why}
                </p>
              )}
            </>
          )}
        </div>
      </section>
      {(system.watch.dead.length > 0 || system.watch.unplanned > 0) && (
        <section className="panel store store-bad" role="alert" aria-label={words.system.notWatching}>
          <Icon name="warning" size={20} />
          <div>
            <h2>{words.system.notWatching}</h2>
            {system.watch.dead.includes(RULES_OFF) && <p>{words.system.rulesOff}</p>}
            {still.length > 0 && <p>{words.system.dead(still.join(words.common.comma))}</p>}
            {system.watch.unplanned > 0 && <p>{words.system.unplanned(system.watch.unplanned)}</p>}
          </div>
        </section>
      )}
      {system.files.length > 0 && (
        <section className="panel store store-bad" role="alert" aria-label={words.system.files}>
          <Icon name="warning" size={20} />
          <div>
            <h2>{words.system.files}</h2>
            <p>{words.system.filesWhy}</p>
            {system.files.map(({ what, why }) => (
              <p key={what} className="muted small" lang="en">
                {why}
              </p>
            ))}
          </div>
        </section>
      )}
      <dl className="tiles">
        {tiles.map(([name, n, to]) => (
          <div key={name} className="panel tile">
            <dt>{name}</dt>
            <dd className="number">
              {to && (to === '/' ? may.seePatients : mayOpen(to, may)) ? (
                <Link className="link" to={to}>
                  {number(n)}
                </Link>
              ) : (
                number(n)
              )}
            </dd>
          </div>
        ))}
      </dl>
      <div className="columns">
        <Tally
          title={words.system.outbox}
          counts={system.outbox}
          nameOf={(state) => words.delivery[state as keyof Words['delivery']] as string | undefined}
        />
        <Tally
          title={words.system.received}
          counts={system.received}
          nameOf={(outcome) => words.system.outcome[outcome as keyof Words['system']['outcome']]}
        />
      </div>
      <section className="panel" aria-label={words.system.rules}>
        <h2>{words.system.rules}</h2>
        <p className="muted">
          {words.system.rulesMean} <code className="rules-version">{system.rules}</code>
        </p>
      </section>
    </>
  );
}

function Tally({
  title,
  counts,
  nameOf,
}: {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly nameOf: (key: string) => string | undefined;
}) {
  const { language, words } = useSpeech();
  const entries = Object.entries(counts);
  return (
    <section className="panel" aria-label={title}>
      <header className="panel-head">
        <h2>{title}</h2>
      </header>
      {entries.length === 0 ? (
        <p className="muted">{words.system.nothingYet}</p>
      ) : (
        <dl className="tally">
          {entries.map(([key, n]) => (
            <div key={key}>
              <dt>{nameOf(key) ?? key}</dt>
              <dd className="number">{new Intl.NumberFormat(language).format(n)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
