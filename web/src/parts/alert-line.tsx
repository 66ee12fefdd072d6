import type { AlertView } from '../../../api/contract.ts';
import { useSpeech } from '../words/speak.ts';

const shown = (value: string | number | undefined): string =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : (value ?? '');

/** What an alert says, in one or two lines: what, which number against which limit, when. */
export function AlertLine({ alert, zone }: { alert: AlertView; zone?: string }) {
  const { say, of, moment } = useSpeech();
  const { value, unit, limit } = alert.values;
  const { state } = alert;
  return (
    <div className="alert-line">
      <span className={`severity ${alert.severity}`}>{say(alert.severity)}</span>
      <div>
        <div className="alert-title">
          {of(alert.title)}
          {value !== undefined && (
            <span className="figure">
              {' '}
              {shown(value)} {unit}
              {limit !== undefined && <span className="quiet"> · {say('limit', { limit: shown(limit) })}</span>}
            </span>
          )}
          {alert.late && <span className="tag late">{say('late')}</span>}
        </div>
        <div className="quiet">
          {alert.late
            ? say('lateHint', { opened: moment(alert.opened, zone), raised: moment(alert.raised, zone) })
            : say('measured', { at: moment(alert.opened, zone) })}
          {state.is === 'acknowledged' && ` · ${say('acknowledged', { by: state.by ?? '' })}`}
          {state.is === 'resolved' &&
            ` · ${state.because === 'person' ? say('byPerson', { by: state.by ?? '', note: state.note ?? '' }) : say(state.because ?? 'resolved')}`}
        </div>
      </div>
    </div>
  );
}
