import { useDeferredValue, useMemo, useRef } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { byPatient, byUrgency, type PatientAlerts } from '../format/alert.ts';
import { AlertDetail } from '../parts/alert-detail.tsx';
import { useMay } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { useAlertActs } from '../parts/use-alert-acts.tsx';
import { useGrowing } from '../parts/use-growing.tsx';
import { useMedia } from '../parts/use-media.ts';
import { useRowKeys } from '../parts/use-row-keys.ts';
import { useSteady } from '../parts/use-steady.ts';
import { navigate, useSearch } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { TeamMessages } from './team-messages.tsx';
import { WorklistBar, type WorklistChoice, WorklistKeys, worklistChoice } from './worklist-bar.tsx';
import { NothingFits, NothingOpen } from './worklist-empty.tsx';
import { WorklistGroup } from './worklist-group.tsx';
import { WorklistWaits } from './worklist-waits.tsx';

/** Groups drawn at first, and added each time the reader comes near the end. */
const AT_ONCE = 40;

/** What needs a person, the most urgent first. */
export function WorklistPage() {
  const words = useWords();
  const alerts = useResource(resources.openAlerts);
  const search = useSearch();
  const choice = worklistChoice(search);
  const wide = useMedia('(min-width: 1240px)');
  const acts = useAlertActs();
  const { treat, read } = useMay();

  const deferred = useDeferredValue(alerts.data);
  const groups = useMemo(() => grouped(deferred ?? [], choice), [deferred, choice.show, choice.order, choice.find]);
  const ids = useMemo(() => groups.flatMap((group) => group.alerts.map(({ id }) => id)), [groups]);
  // Beside the list something is always shown; beneath a row only what was asked for.
  const { shown: selected, select, place } = useSteady(ids, { first: wide, own: acts.last, rows: `${choice.show} ${choice.find}` });
  const open = useMemo(() => deferred?.find(({ id }) => id === selected), [deferred, selected]);
  const { alert, closed } = useLastKnown(open, selected);
  const groupOf = (id: string) => groups.findIndex((group) => group.alerts.some((one) => one.id === id));
  const { count, end } = useGrowing(groups.length, AT_ONCE, selected === undefined ? 0 : groupOf(selected) + 1);

  useRowKeys({
    ids,
    selected,
    select,
    place,
    keys: {
      a: () => treat && open && acts.acknowledge(open),
      s: () => treat && open && acts.snooze(open),
      r: () => treat && open && acts.resolve(open),
      c: () => treat && open && acts.call(open),
      m: () => treat && open && acts.message(open),
      t: () => treat && open && acts.task(open),
      Enter: () => alert && navigate(`/patients/${alert.patient}`),
    },
  });

  const patients = useMemo(() => new Set(deferred?.map(({ patient }) => patient)).size, [deferred]);
  const some = alerts.data !== undefined && alerts.data.length > 0;
  return (
    <Page
      wide
      title={read ? words.worklist.title : words.nav.familyAlerts}
      aside={some && <span className="muted">{words.worklist.summary(deferred?.length ?? 0, patients)}</span>}
    >
      {alerts.error && <Problem error={alerts.error} again={alerts.reload} />}
      {alerts.first && <Skeleton lines={9} height={44} />}
      {alerts.data && read && (
        <div className="folds">
          <WorklistWaits open={!some} />
          <TeamMessages open={!some} />
        </div>
      )}
      {alerts.data?.length === 0 && <NothingOpen />}
      {some && (
        <>
          <WorklistBar choice={choice} />
          {groups.length === 0 ? (
            <NothingFits />
          ) : (
            <div className="worklist">
              <div>
                {groups.slice(0, count).map((group) => (
                  <WorklistGroup
                    key={choice.order === 'patient' ? group.patient : group.alerts[0]!.id}
                    group={group}
                    flat={choice.order === 'urgency'}
                    selected={group.alerts.some(({ id }) => id === selected) ? selected : undefined}
                    select={select}
                    expand={!wide}
                    acts={acts}
                  />
                ))}
                {end}
              </div>
              {wide && (
                <div className="worklist-aside">
                  <section className="worklist-pane" aria-label={words.worklist.selected}>
                    {alert ? (
                      <AlertDetail key={alert.id} alert={alert} acts={acts} closed={closed} />
                    ) : (
                      <p className="muted">{words.worklist.pick}</p>
                    )}
                  </section>
                  <WorklistKeys />
                </div>
              )}
            </div>
          )}
        </>
      )}
      {acts.dialog}
    </Page>
  );
}

function grouped(alerts: readonly AlertView[], { show, order, find }: WorklistChoice): readonly PatientAlerts[] {
  const wanted = find.trim().toLowerCase();
  const fits = (alert: AlertView) =>
    (show === 'all' || (show === 'unseen' ? alert.state.is === 'active' : alert.severity === show)) &&
    (wanted === '' ||
      [alert.patientName ?? '', alert.patient, alert.title.en, alert.title['zh-CN']].some((text) => text.toLowerCase().includes(wanted)));
  const chosen = alerts.filter(fits);
  return order === 'patient' ? byPatient(chosen) : chosen.toSorted(byUrgency).map((alert) => ({ patient: alert.patient, alerts: [alert] }));
}

/** An alert that a colleague closes while it is read stays as it was, and is said to be closed: what is in its place is not what was read. */
function useLastKnown(open: AlertView | undefined, selected: string | undefined): { alert: AlertView | undefined; closed: boolean } {
  const last = useRef<AlertView>(undefined);
  if (open) last.current = open;
  return open ? { alert: open, closed: false } : { alert: last.current?.id === selected ? last.current : undefined, closed: true };
}
