/** How many days of 30 hold a reading that a device sent, for those whom a payer asks. */
export interface Transmission {
  /** Of the 30 days that end with the last day of the period, however short it is. */
  readonly days: number;
  readonly of: number;
  readonly need: number;
  readonly met: boolean;
}

export const WINDOW_DAYS = 30;
const NEED_DAYS = 16;

/**
 * Days with readings in the 30 days that end with `last`. CMS pays CPT 99454 for 16 or more days of data in 30 (Medicare Physician Fee
 * Schedule; 2 to 15 days are 99445 from 2026 on). Days are the patient's calendar days; what was typed in by hand must not be among `days`.
 * @param days any order, repeats allowed; of all 30 days, also those before the report's period
 */
export function transmissionOf(days: Iterable<number>, last: number): Transmission {
  const from = last - WINDOW_DAYS + 1;
  const heard = new Set([...days].filter((day) => day >= from && day <= last));
  return { days: heard.size, of: WINDOW_DAYS, need: NEED_DAYS, met: heard.size >= NEED_DAYS };
}
