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

export type AlertState =
  | { readonly is: 'active' }
  | { readonly is: 'acknowledged'; readonly by: string; readonly at: Instant }
  | {
      readonly is: 'resolved';
      readonly at: Instant;
      readonly because: 'recovered' | 'person' | 'withdrawn';
      readonly by?: string;
      readonly note?: string;
    };
