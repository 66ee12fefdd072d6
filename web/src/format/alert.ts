import type { AlertView } from '../../../api/contract.ts';
import { valuesIn } from '../../../domain/reader-unit.ts';
import { windowNote } from '../../../domain/window-note.ts';
import type { Words } from '../words/en.ts';
import { decimals } from './reading.ts';

const DAY = 86_400_000;

/** What an alert says about its numbers, in the unit that its patient reads, as everything beside it. */
export interface AlertFigures {
  readonly value: string;
  readonly unit?: string;
  readonly limit?: string;
  /** What the number is: `mean of 24 readings in 7 days`, `after a meal`. */
  readonly note?: string;
}

/** `now`: a silence grows while nobody looks; what it was when it was raised is of no use. */
export function figuresOf({ values: judged, state, glucoseUnit }: AlertView, words: Words, now?: number): AlertFigures {
  const { alert, meal } = words;
  const values = glucoseUnit === undefined ? judged : valuesIn(judged, glucoseUnit);
  const { value, unit, limit, field, beyond } = values;
  const daysOf = (at: number | undefined): number =>
    at !== undefined && typeof values.heard === 'number' && state.is !== 'resolved' ? Math.floor((at - values.heard) / DAY) : Number(value);
  if (unit === 'd') {
    return {
      value: values.never === undefined ? alert.days(daysOf(now)) : alert.never,
      ...(limit === undefined ? {} : { limit: alert.planned(Number(limit)) }),
      ...(values.ahead === undefined ? {} : { note: alert.ahead }),
    };
  }
  const glucose = unit === 'mmol/L' || unit === 'mg/dL';
  const notes: string[] = [];
  const eaten = meal[String(values.meal) as keyof Words['meal']];
  if (eaten) notes.push(eaten);
  if (values.readings !== undefined) notes.push(alert.meanOf(Number(values.readings), Number(values.days)));
  else if (values.times !== undefined) {
    notes.push(values.ofLast === undefined ? alert.times(Number(values.times)) : alert.ofLast(Number(values.times), Number(values.ofLast)));
  }
  const window = windowNote(values, alert.language === 'en' ? 'en' : 'zh-CN');
  if (window !== undefined) notes.push(window);
  if (values.minutes !== undefined) notes.push(alert.minutes(Number(values.minutes)));
  if (beyond !== undefined) notes.push(beyond === 'low' ? alert.below : alert.above);

  // A limit on a change is none of what was measured.
  const of = glucose || values.change !== undefined ? undefined : alert.field[String(field) as keyof Words['alert']['field']];
  const limitText = limit === undefined ? undefined : alert.limit(glucose ? decimals(Number(limit), String(unit)) : String(limit), of);
  return {
    value:
      beyond === 'low'
        ? 'LO'
        : beyond === 'high'
          ? 'HI'
          : glucose && typeof value === 'number'
            ? decimals(value, String(unit))
            : String(value ?? ''),
    ...(unit === undefined ? {} : { unit: String(unit) }),
    ...(limitText === undefined ? {} : { limit: limitText }),
    ...(notes.length === 0 ? {} : { note: notes.join(' · ') }),
  };
}

const URGENCY = { high: 0, medium: 1, low: 2 } as const;

/** What needs a person first, as the server has it: unseen by urgency, what came too late to act on, acknowledged, snoozed. */
const needOf = ({ severity, state, late }: AlertView): number =>
  state.is === 'active' ? (late ? URGENCY.low : URGENCY[severity]) : (state.is === 'acknowledged' ? 10 : 20) + URGENCY[severity];

/** What needs a person first; of these what has waited longest. */
export const byUrgency = (a: AlertView, b: AlertView): number => needOf(a) - needOf(b) || a.raised - b.raised || (a.id < b.id ? -1 : 1);

export interface PatientAlerts {
  readonly patient: string;
  readonly alerts: readonly AlertView[];
}

/** One group for each patient, in the order of each one's most urgent alert. */
export function byPatient(alerts: readonly AlertView[]): readonly PatientAlerts[] {
  const groups = new Map<string, AlertView[]>();
  for (const alert of alerts.toSorted(byUrgency)) {
    const theirs = groups.get(alert.patient);
    if (theirs) theirs.push(alert);
    else groups.set(alert.patient, [alert]);
  }
  return [...groups].map(([patient, theirs]) => ({ patient, alerts: theirs }));
}

/** A person looks at a late one within seconds of its alert only if the lag is worth a word: more than five minutes. */
export const lagOf = ({ opened, raised }: Pick<AlertView, 'opened' | 'raised'>): number | undefined =>
  raised - opened > 5 * 60_000 ? raised - opened : undefined;
