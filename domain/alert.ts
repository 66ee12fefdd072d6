import type { Instant } from './clock.ts';
import type { PatientId, ReadingId } from './reading.ts';
import type { Localized } from './source.ts';

/** Priorities in the sense of IEC 60601-1-8: high needs somebody now, medium today, low at the next look. */
export type Severity = 'low' | 'medium' | 'high';
export type AlertId = string;

/** One episode of one rule for one patient, from the reading that opened it to its end. */
export interface Alert {
  /** hash(patient, rule, opening reading): every replay of the same history names it the same. */
  readonly id: AlertId;
  readonly patient: PatientId;
  readonly rule: { readonly id: string; readonly version: number };
  readonly severity: Severity;
  /** When the body was measured, not when Hearth heard of it. */
  readonly opened: Instant;
  /** When Hearth judged it. Much later than `opened`: the reading came late. */
  readonly raised: Instant;
  /** Older than the rule's freshness when it was judged: told as "missed, please review", pages nobody. */
  readonly late: boolean;
  /** The readings that raised it, oldest first, at most 50. */
  readonly evidence: readonly ReadingId[];
  /** The numbers that decided, for people: { value: 2.8, unit: 'mmol/L', limit: 3 }. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly state: AlertState;
}

/** What an alert says itself that it is about, where no rule of a pack raised it: `title.en` and `title.zh-CN` among its values. */
export function ownTitle({ values }: Pick<Alert, 'values'>): Localized | undefined {
  const [zhCN, en] = [values['title.zh-CN'], values['title.en']];
  return zhCN === undefined || en === undefined ? undefined : { 'zh-CN': String(zhCN), en: String(en) };
}

/**
 * Where an alert stands. Whoever acknowledged or snoozed it did so until a moment: then it is active again, `since` that moment, and
 * somebody is told.
 */
export type AlertState =
  | { readonly is: 'active'; readonly since?: Instant }
  | { readonly is: 'acknowledged'; readonly by: string; readonly at: Instant; readonly until?: Instant }
  /** Quiet for the team, because somebody knows of it; `snooze` names the snooze, which may quiet others of the same direction too. */
  | { readonly is: 'snoozed'; readonly by: string; readonly at: Instant; readonly until: Instant; readonly snooze: string }
  | {
      readonly is: 'resolved';
      readonly at: Instant;
      readonly because: 'recovered' | 'person' | 'withdrawn';
      readonly by?: string;
      readonly note?: string;
      /** What a person says came of it. */
      readonly outcome?: AlertOutcome;
    };

/** When somebody, or time, brought an open alert to where it stands; before everything, for one that nobody has touched. */
export const momentOf = (state: Exclude<AlertState, { is: 'resolved' }>): Instant =>
  state.is === 'active' ? (state.since ?? Number.NEGATIVE_INFINITY) : state.at;

/** The moment of what happens to it next: now, and after what happened last, also where a clock was put back. */
export const afterLast = (state: AlertState, now: Instant): Instant => (state.is === 'resolved' ? now : Math.max(now, momentOf(state) + 1));

/** What may come of an alert, and whether it led to something: an alarm that leads to nothing is noise, and is counted as such. */
export const OUTCOMES = {
  spoken: { acted: true, title: { en: 'Spoke with the patient or the family', 'zh-CN': '已与患者或家属沟通' } },
  treated: { acted: true, title: { en: 'Treatment discussed or changed', 'zh-CN': '已讨论或调整治疗' } },
  visit: { acted: true, title: { en: 'Visit arranged', 'zh-CN': '已安排就诊' } },
  emergency: { acted: true, title: { en: 'Sent to emergency care', 'zh-CN': '已转急诊' } },
  device: { acted: true, title: { en: 'Device or measuring put right', 'zh-CN': '已处理设备或测量问题' } },
  'not-reached': { acted: false, title: { en: 'Nobody could be reached', 'zh-CN': '未能联系上' } },
  untrue: { acted: false, title: { en: 'False alarm: the value was wrong', 'zh-CN': '误报：测量值不真实' } },
  nothing: { acted: false, title: { en: 'Nothing to be done', 'zh-CN': '无需处理' } },
} as const satisfies Readonly<Record<string, { readonly acted: boolean; readonly title: Localized }>>;
export type AlertOutcome = keyof typeof OUTCOMES;

/** What became of an alert: what the alarm budget counts. */
export interface AlertLife {
  readonly id: AlertId;
  readonly patient: PatientId;
  readonly rule: string;
  readonly severity: Severity;
  readonly raised: Instant;
  readonly late: boolean;
  /** The first person who acknowledged, snoozed or resolved it. */
  readonly answered?: { readonly by: string; readonly at: Instant };
  readonly state: AlertState;
}
