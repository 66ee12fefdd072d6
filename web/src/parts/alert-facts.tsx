import type { AlertView } from '../../../api/contract.ts';
import { OUTCOMES } from '../../../domain/alert.ts';
import { figuresOf, lagOf } from '../format/alert.ts';
import { dayAndTime, span } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { useSpeech, useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';
import { Moment } from './moment.tsx';

/** `2.8 mmol/L · limit 3.0 · fasting` */
export function AlertFigure({ alert }: { readonly alert: AlertView }) {
  const { value, unit, limit, note } = figuresOf(alert, useWords(), useNow());
  return (
    <span className="figure">
      {/* A pair of medicines has no number: its reason says it. */}
      {value !== '' && (
        <span className={`figure-value figure-${alert.severity}`}>
          <b className="number">{value}</b>
          {unit && unit !== 'd' && <span className="unit">{unit}</span>}
        </span>
      )}
      {limit && <span className="figure-limit">{limit}</span>}
      {note && <span className="figure-note">{note}</span>}
    </span>
  );
}

/** When the body was measured, and how much later Hearth heard of it. */
export function AlertTimes({ alert, zone }: { readonly alert: AlertView; readonly zone: string | undefined }) {
  const { language, words } = useSpeech();
  const lag = lagOf(alert);
  const silence = alert.values.unit === 'd';
  return (
    <span className="times">
      <Moment at={alert.opened} zone={zone} />
      {lag !== undefined && !silence && <span className="times-lag">{words.alert.heardLater(span(lag, language))}</span>}
    </span>
  );
}

export function LateBadge() {
  const { alert } = useWords();
  return (
    <span className="badge badge-late" title={alert.lateMeans}>
      <Icon name="clock" size={12} />
      {alert.late}
    </span>
  );
}

/** What came of it: who acknowledged, how it ended. */
export function AlertState({ alert, zone }: { readonly alert: AlertView; readonly zone: string | undefined }) {
  const { language, words: all } = useSpeech();
  const words = all.alert;
  const now = useNow();
  const { is, byName, at, because, note, until, outcome } = alert.state;
  const by = byName ?? alert.state.by;
  if (is === 'active') return null;
  const text =
    is === 'acknowledged'
      ? by
        ? words.acknowledgedBy(by)
        : words.acknowledged
      : is === 'snoozed'
        ? words.snoozedBy(by ?? '')
        : because === 'recovered'
          ? note === 'faded'
            ? words.faded
            : note === 'superseded'
              ? words.superseded
              : alert.values.unit === 'd'
                ? words.heardAgain
                : words.recovered
          : because === 'withdrawn'
            ? words.withdrawn
            : by
              ? words.resolvedBy(by)
              : words.resolved;
  return (
    <span className={`outcome outcome-${is}`}>
      <Icon name={is === 'snoozed' ? 'clock' : 'check'} size={14} />
      <span>
        {text}
        {until !== undefined && is !== 'resolved' && ` ${words.until(dayAndTime(until, zone, language, now, all))}`}
        {at !== undefined && (
          <span className="muted">
            {' · '}
            <Moment at={at} zone={zone} />
          </span>
        )}
        {outcome && <span> · {OUTCOMES[outcome].title[language]}</span>}
        {note && because === 'person' && <q className="outcome-note">{note}</q>}
      </span>
    </span>
  );
}
