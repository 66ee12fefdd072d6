/** For the tests of this room: invented people, readings and alerts, as short as they can be said. */
import type { Alert } from '../domain/alert.ts';
import { DAY, HOUR, type Instant } from '../domain/clock.ts';
import { alertId } from '../domain/identity.ts';
import type { Patient } from '../domain/patient.ts';
import type { Glucose, Reading } from '../domain/reading.ts';
import { MG_PER_DL_IN_MMOL_PER_L } from '../domain/units.ts';

/** 20 March 2026, 08:00 in Shanghai. */
export const NOW: Instant = Date.UTC(2026, 2, 20, 0, 0);

export const person = (more: Partial<Patient> = {}): Patient => ({
  id: 'p-1',
  language: 'zh-CN',
  zone: 'Asia/Shanghai',
  glucoseUnit: 'mmol/L',
  group: 'adult',
  conditions: [],
  medicines: [],
  allergies: [],
  plan: [],
  ...more,
});

let nth = 0;
const base = (at: Instant) => ({
  id: `r-${nth++}`,
  device: 'meter-1',
  patient: 'p-1',
  received: at,
  at,
  clock: 'device' as const,
  quality: [],
});

/** @param at days before NOW, and the hour in Shanghai: `[1, 19.5]` is 19:30 of the day before. */
export type When = Instant | readonly [days: number, hour: number];
export const instant = (when: When): Instant => (typeof when === 'number' ? when : NOW - when[0] * DAY + (when[1] - 8) * HOUR);

export const glucose = (
  when: When,
  value: number,
  more: Partial<Glucose> = {},
  unit: 'mmol/L' | 'mg/dL' = 'mmol/L',
): Reading & Glucose => ({
  ...base(instant(when)),
  kind: 'glucose',
  glucoseMmolL: unit === 'mmol/L' ? value : value / MG_PER_DL_IN_MMOL_PER_L,
  reported: { value, unit },
  specimen: 'capillary',
  ...more,
});

export const pressure = (
  when: When,
  systolicMmHg: number,
  diastolicMmHg: number,
  pulsePerMin = 72,
): Extract<Reading, { kind: 'blood-pressure' }> => ({
  ...base(instant(when)),
  kind: 'blood-pressure',
  systolicMmHg,
  diastolicMmHg,
  pulsePerMin,
});

export function alertOf(rule: string, evidence: readonly Reading[], more: Partial<Alert> = {}): Alert {
  const opened = evidence.at(-1)?.at ?? NOW;
  return {
    id: alertId('p-1', rule, evidence.at(-1)?.id ?? opened),
    patient: 'p-1',
    rule: { id: rule, version: 1 },
    severity: 'medium',
    opened,
    raised: Math.max(opened, evidence.at(-1)?.received ?? opened),
    late: false,
    evidence: evidence.map(({ id }) => id),
    values: {},
    state: { is: 'active' },
    ...more,
  };
}
