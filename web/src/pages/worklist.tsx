import { useCallback, useDeferredValue, useMemo, useState } from 'react';
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
  const [chosen, select] = useSelection(ids);
  // Beside the list something is always shown; beneath a row only what was asked for.
  const selected = chosen ?? (wide ? ids[0] : undefined);
  const alert = useMemo(() => deferred?.find(({ id }) => id === selected), [deferred, selected]);
  const groupOf = (id: string) => groups.findIndex((group) => group.alerts.some((one) => one.id === id));
  const { count, end } = useGrowing(groups.length, AT_ONCE, selected === undefined ? 0 : groupOf(selected) + 1);

  useRowKeys({
    ids,
    selected,
    select,
    keys: {
      a: () => treat && alert && acts.acknowledge(alert),
      s: () => treat && alert && acts.snooze(alert),
      r: () => treat && alert && acts.resolve(alert),
      c: () => treat && alert && acts.call(alert),
      m: () => treat && alert && acts.message(alert),
      t: () => treat && alert && acts.task(alert),
      Enter: () => alert && navigate(`/patients/${alert.patient}`),
    },
  });

  const patients = useMemo(() => new Set(deferred?.map(({ patient }) => patient)).size, [deferred]);
  const open = alerts.data !== undefined && alerts.data.length > 0;
  return (
    <Page
      wide
      title={read ? words.worklist.title : words.nav.familyAlerts}
      aside={open && <span className="muted">{words.worklist.summary(deferred?.length ?? 0, patients)}</span>}
    >
      {alerts.error && <Problem error={alerts.error} again={alerts.reload} />}
      {alerts.first && <Skeleton lines={9} height={44} />}
      {alerts.data && (
        <div className="folds">
          <WorklistWaits open={!open} />
          {read && <TeamMessages open={!open} />}
        </div>
      )}
      {alerts.data?.length === 0 && <NothingOpen />}
      {open && (
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
                    {alert ? <AlertDetail key={alert.id} alert={alert} acts={acts} /> : <p className="muted">{words.worklist.pick}</p>}
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

/** Which row is chosen. When its alert is dealt with and leaves the list, the one that takes its place is. */
function useSelection(ids: readonly string[]): [string | undefined, (id: string | undefined) => void] {
  const [at, setAt] = useState<{ readonly id: string; readonly index: number }>();
  const select = useCallback((id: string | undefined) => setAt(id === undefined ? undefined : { id, index: ids.indexOf(id) }), [ids]);
  if (at === undefined) return [undefined, select];
  const index = ids.indexOf(at.id);
  return [index >= 0 ? at.id : ids[Math.min(Math.max(0, at.index), ids.length - 1)], select];
}
