import { useEffect, useMemo } from 'react';
import type { AlertView, PatientRow } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { type Loaded, useResource } from '../api/use-resource.ts';
import { byUrgency } from '../format/alert.ts';
import { AlertFigure, AlertState, AlertTimes, LateBadge } from '../parts/alert-facts.tsx';
import { AlertReason, isOfMedicines } from '../parts/alert-reason.tsx';
import { DeskNotes } from '../parts/desk-notes.tsx';
import { useMay } from '../parts/may.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { type AlertActs, useAlertActs } from '../parts/use-alert-acts.tsx';
import { useMore } from '../parts/use-more.tsx';
import { useSpeech, useWords } from '../words/words.tsx';

/** What is open by urgency, then what was, the newest first. */
const order = (a: AlertView, b: AlertView): number => {
  const closed = Number(a.state.is === 'resolved') - Number(b.state.is === 'resolved');
  return closed || (a.state.is === 'resolved' ? b.opened - a.opened : byUrgency(a, b));
};

export function PatientAlerts({
  patient,
  alerts,
  shown,
}: {
  readonly patient: PatientRow;
  readonly alerts: Loaded<readonly AlertView[]>;
  /** The alert that was picked in a chart. */
  readonly shown: string | undefined;
}) {
  const { patient: words } = useWords();
  const { read } = useMay();
  const acts = useAlertActs();
  // An alert about medicines comes with its reason.
  const some = read && alerts.data?.some(({ rule }) => isOfMedicines(rule.id));
  const reasons = useResource(some ? resources.medicineCheck(patient.id) : undefined);
  const waits = some && reasons.first;
  return (
    <>
      <ListPanel title={words.alertsTitle} loaded={waits ? { ...alerts, data: undefined, first: true } : alerts} none={words.noAlerts}>
        {(items) => <Items items={items} patient={patient} picked={shown} acts={acts} />}
      </ListPanel>
      {acts.dialog}
    </>
  );
}

function Items({
  items,
  patient,
  picked,
  acts,
}: {
  readonly items: readonly AlertView[];
  readonly patient: PatientRow;
  readonly picked: string | undefined;
  readonly acts: AlertActs;
}) {
  const sorted = useMemo(() => items.toSorted(order), [items]);
  const least = sorted.findIndex(({ id }) => id === picked) + 1;
  const { shown, button } = useMore(sorted, 5, least);
  useEffect(() => {
    if (picked !== undefined) document.getElementById(`alert-${picked}`)?.scrollIntoView({ block: 'nearest' });
  }, [picked]);
  return (
    <>
      <ul className="entries">
        {shown.map((alert) => (
          <Item key={alert.id} alert={alert} zone={patient.zone} picked={alert.id === picked} acts={acts} />
        ))}
      </ul>
      {button}
    </>
  );
}

function Item({
  alert,
  zone,
  picked,
  acts,
}: {
  readonly alert: AlertView;
  readonly zone: string;
  readonly picked: boolean;
  readonly acts: AlertActs;
}) {
  const { language, words } = useSpeech();
  const { treat } = useMay();
  const closed = alert.state.is === 'resolved';
  return (
    <li id={`alert-${alert.id}`} className={`entry alert-entry${closed ? ' entry-closed' : ''}${picked ? ' entry-picked' : ''}`}>
      <SeverityMark of={alert.severity} quiet={alert.state.is !== 'active'} />
      <div className="entry-body">
        <p className="entry-title">
          {alert.title[language]}
          {alert.late && <LateBadge />}
        </p>
        <AlertFigure alert={alert} />
        <AlertReason alert={alert} />
        <AlertTimes alert={alert} zone={zone} />
        <AlertState alert={alert} zone={zone} />
        <DeskNotes alert={alert.id} zone={zone} />
        {!closed && treat && (
          <div className="entry-acts">
            {alert.state.is !== 'acknowledged' && (
              <button
                type="button"
                className="button button-small"
                disabled={acts.busy === alert.id}
                onClick={() => acts.acknowledge(alert)}
              >
                {words.alert.acknowledge}
              </button>
            )}
            <button type="button" className="button button-small" disabled={acts.busy === alert.id} onClick={() => acts.snooze(alert)}>
              {alert.state.is === 'snoozed' ? words.alert.endSnooze : words.alert.snooze}
            </button>
            <button type="button" className="button button-small" onClick={() => acts.resolve(alert)}>
              {words.alert.resolve}
            </button>
            {(['call', 'message', 'task'] as const).map((act) => (
              <button key={act} type="button" className="button button-small" onClick={() => acts[act](alert)}>
                {words.desk[act]}
              </button>
            ))}
          </div>
        )}
      </div>
    </li>
  );
}
