import type { Severity } from '../domain/alert.ts';
import type { Figure } from './figure.ts';
import type { SourceId } from './sources.ts';

/** What a figure says that a doctor should see first. */
export interface Finding {
  readonly finding: FindingName;
  readonly severity: Severity;
  /** In the unit of `unit`; glucose in mmol/L. */
  readonly value: number;
  readonly unit: Figure['unit'];
  /** What the source asks for; `limit2` is the diastolic one. */
  readonly limit?: number;
  readonly value2?: number;
  readonly limit2?: number;
  /** Readings that it stands on. */
  readonly n: number;
  readonly source: SourceId;
}
export type FindingName =
  | 'glucose.very-low-share'
  | 'glucose.low-share'
  | 'glucose.target-share'
  | 'glucose.high-share'
  | 'glucose.very-high-share'
  | 'glucose.unstable'
  | 'glucose.level-2-lows'
  | 'glucose.prolonged-lows'
  | 'glucose.nocturnal-lows'
  | 'pressure.home-mean'
  | 'pressure.standing-falls'
  | 'pressure.morning-evening'
  | 'pressure.night-pattern';
