import type { Alert } from '../../domain/alert.ts';
import { DAY, MINUTE } from '../../domain/clock.ts';
import type { Device } from '../../domain/device.ts';
import type { FollowUp, Run } from '../../domain/follow-up.ts';
import { alertId, readingId, runId } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import type { Patient } from '../../domain/patient.ts';
import type { BloodPressure, Glucose, Judgement, Measurement, Reading } from '../../domain/reading.ts';
import type { Store } from '../../domain/store.ts';

/* Invented people and their readings, for the suite that every driver must pass. */

/** 2026-03-01T08:00:00Z. */
export const MORNING = 1_772_352_000_000;

export const JUDGED: Judgement = { is: 'judged', rules: 'rules-1', at: MORNING + MINUTE };

/** One that a person can wait for: opens an empty store. */
export type Open = () => Promise<Store>;

export const ofDevice = (device: string, patient: string, said: Measurement, received = said.at + 1000): Reading => ({
  ...said,
  id: readingId(device, said),
  device,
  patient,
  received,
});

/** A finger-stick from a meter that counts: the sequence is part of its identity. */
export function glucose(sequence: number, mmolL: number, more: Partial<Glucose & Reading> = {}): Reading {
  const said: Glucose = {
    kind: 'glucose',
    at: MORNING + sequence * MINUTE,
    clock: 'device',
    sequence,
    quality: [],
    glucoseMmolL: mmolL,
    reported: { value: mmolL, unit: 'mmol/L' },
    specimen: 'capillary',
  };
  const { device = 'meter-1', patient = 'p1', received, ...rest } = more;
  return ofDevice(device, patient, { ...said, ...rest } as Measurement, received);
}

/** From a cuff that does not count: the time is part of its identity. */
export function pressure(at: number, systolicMmHg: number, more: Partial<BloodPressure & Reading> = {}): Reading {
  const said: BloodPressure = { kind: 'blood-pressure', at, clock: 'device', quality: [], systolicMmHg, diastolicMmHg: 80 };
  const { device = 'cuff-1', patient = 'p1', received, ...rest } = more;
  return ofDevice(device, patient, { ...said, ...rest } as Measurement, received);
}

export const patient = (id: string, more: Partial<Patient> = {}): Patient => ({
  id,
  language: 'zh-CN',
  zone: 'Asia/Shanghai',
  birthYear: 1950,
  glucoseUnit: 'mmol/L',
  group: 'older-adult',
  conditions: ['type-2-diabetes'],
  medicines: [],
  allergies: [],
  plan: [{ kind: 'glucose', everyDays: 3 }],
  ...more,
});

export const device = (id: string, more: Partial<Device> = {}): Device & { readonly secretHash: string } => ({
  id,
  zone: 'Asia/Shanghai',
  enrolled: MORNING - DAY,
  secretHash: `hash of ${id}`,
  ...more,
});

export function alert(opening: string, more: Partial<Alert> = {}): Alert {
  const { patient: about = 'p1', rule = { id: 'glucose.low', version: 1 } } = more;
  return {
    id: alertId(about, rule.id, opening),
    patient: about,
    rule,
    severity: 'high',
    opened: MORNING,
    raised: MORNING + MINUTE,
    late: false,
    evidence: [opening],
    values: { value: 2.8, unit: 'mmol/L', limit: 3 },
    state: { is: 'active' },
    ...more,
  };
}

export const message = (key: string, more: Partial<Message> = {}): Message => ({
  key,
  to: { person: 'p1', role: 'patient' },
  about: 'p1',
  template: 'glucose-low',
  values: { value: 2.8 },
  urgent: false,
  due: MORNING,
  ...more,
});

export const run = (more: Partial<Run> = {}): Run => ({
  id: runId('p1', 'low-glucose', 'a1'),
  pathway: 'low-glucose',
  patient: 'p1',
  started: MORNING,
  at: 'ask',
  done: false,
  ...more,
});

export const followUp = (more: Partial<FollowUp> = {}): FollowUp => ({
  id: 'follow-up-1',
  run: run().id,
  patient: 'p1',
  question: { en: 'Did you eat?', 'zh-CN': '您吃东西了吗？' },
  options: [{ id: 'yes', text: { en: 'Yes', 'zh-CN': '吃了' } }],
  asked: MORNING,
  due: MORNING + 15 * MINUTE,
  state: { is: 'open' },
  ...more,
});

/** Appends, all judged, in one transaction. */
export const append = (store: Store, ...readings: readonly Reading[]) =>
  store.transact((records) => records.readings.append(readings.map((reading) => ({ reading, judgement: JUDGED }))));

export async function collected<Value>(values: AsyncIterable<Value>): Promise<readonly Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}
