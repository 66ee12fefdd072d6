import type { AlertView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { lagOf } from '../format/alert.ts';
import { span } from '../format/time.ts';
import { Link } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import { AlertFigure, AlertState, LateBadge } from './alert-facts.tsx';
import { AlertReason } from './alert-reason.tsx';
import { DeskNotes } from './desk-notes.tsx';
import { useMay } from './may.tsx';
import { Moment } from './moment.tsx';
import { SeverityMark } from './severity.tsx';
import { SilentDevices } from './silent-devices.tsx';
import { isMeasured, Trace } from './trace.tsx';
import type { AlertActs } from './use-alert-acts.tsx';

/** All that the alert knows, and what can be done about it. */
export function AlertDetail({
  alert,
  acts,
  inline = false,
  closed = false,
}: {
  readonly alert: AlertView;
  readonly acts: AlertActs;
  /** Beneath its row, which says the title already. */
  readonly inline?: boolean;
  /** It has left the list while it was read: nothing is done about it here. */
  readonly closed?: boolean;
}) {
  const { language, words } = useSpeech();
  const { read } = useMay();
  const rules = useResource(alert.explanation || !read ? undefined : resources.rules).data;
  const why = alert.explanation ?? rules?.find(({ id }) => id === alert.rule.id)?.explanation;
  const lag = lagOf(alert);
  const zone = alert.zone;
  const silence = alert.values.unit === 'd';
  return (
    <div className={inline ? 'detail detail-inline' : 'detail'}>
      {!inline && (
        <>
          <p className="detail-who">
            <SeverityMark of={alert.severity} />
            <Link to={`/patients/${alert.patient}`}>{alert.patientName ?? alert.patient}</Link>
            <kbd>↵</kbd>
            {alert.late && <LateBadge />}
          </p>
          <h2>{alert.title[language]}</h2>
          <AlertFigure alert={alert} />
        </>
      )}
      {closed && (
        <p className="detail-late" role="status">
          {words.worklist.noLonger}
        </p>
      )}
      <Trace alert={alert} />
      {why && <p className="detail-why">{why[language]}</p>}
      <AlertReason alert={alert} />
      {alert.late && <p className="detail-late">{words.alert.lateMeans}</p>}
      <dl className="pairs">
        <dt>{silence ? words.alert.since : isMeasured(alert) ? words.alert.measured : words.alert.found}</dt>
        <dd>
          <Moment at={typeof alert.values.heard === 'number' ? alert.values.heard : alert.opened} zone={zone} />
        </dd>
        {silence && read && <SilentDevices patient={alert.patient} />}
        {lag !== undefined && !silence && (
          <>
            <dt>{words.alert.heard}</dt>
            <dd>
              <Moment at={alert.raised} zone={zone} /> <span className="muted">({words.alert.heardLater(span(lag, language))})</span>
            </dd>
          </>
        )}
        <dt>{words.alert.rule}</dt>
        <dd>
          <span title={alert.rule.id}>
            {alert.title[language]} <span className="muted">{words.alert.version(alert.rule.version)}</span>
          </span>
        </dd>
      </dl>
      <AlertState alert={alert} zone={zone} />
      <DeskNotes alert={alert.id} zone={zone} />
      {!closed && <AlertButtons alert={alert} acts={acts} open={inline} />}
    </div>
  );
}

function AlertButtons({ alert, acts, open }: { readonly alert: AlertView; readonly acts: AlertActs; readonly open: boolean }) {
  const { words } = useSpeech();
  const { treat } = useMay();
  if (alert.state.is === 'resolved') return null;
  return (
    <div className="detail-acts">
      {treat && (
        <>
          <button
            type="button"
            className="button"
            disabled={alert.state.is === 'acknowledged' || acts.busy === alert.id}
            onClick={() => acts.acknowledge(alert)}
          >
            {alert.state.is === 'acknowledged' ? words.alert.acknowledged : words.alert.acknowledge}
            <kbd>a</kbd>
          </button>
          <button type="button" className="button" disabled={acts.busy === alert.id} onClick={() => acts.snooze(alert)}>
            {alert.state.is === 'snoozed' ? words.alert.endSnooze : words.alert.snooze}
            <kbd>s</kbd>
          </button>
          <button type="button" className="button button-primary" onClick={() => acts.resolve(alert)}>
            {words.alert.resolve}
            <kbd className="key-on-primary">r</kbd>
          </button>
          {DESK.map(([act, key]) => (
            <button key={act} type="button" className="button" onClick={() => acts[act](alert)}>
              {words.desk[act]}
              <kbd>{key}</kbd>
            </button>
          ))}
        </>
      )}
      {open && (
        <Link className="button button-plain" to={`/patients/${alert.patient}`}>
          {words.worklist.openPatient}
        </Link>
      )}
    </div>
  );
}

/** What may be done besides, each by its key. */
const DESK = [
  ['call', 'c'],
  ['message', 'm'],
  ['task', 't'],
] as const;
