import type { Instant } from '../domain/clock.ts';
import type { Figure, Shortfall } from './figure.ts';

/** A figure of two periods. `change` is there where both suffice; else `why` says what which of them lacks. */
export interface Change {
  readonly figure: ChangeName;
  readonly unit: Figure['unit'] | 'kg';
  readonly now: number | null;
  readonly before: number | null;
  readonly comparable: boolean;
  readonly change?: number;
  readonly why?: { readonly now?: Shortfall; readonly before?: Shortfall };
}
export type ChangeName =
  | 'glucose.mean'
  | 'glucose.target-share'
  | 'glucose.low-share'
  | 'glucose.high-share'
  | 'glucose.cv'
  | 'pressure.systolic'
  | 'pressure.diastolic'
  | 'weight.mean'
  | 'saturation.mean'
  | 'activity.steps'
  | 'alerts.count'
  | 'days.measured';

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}
