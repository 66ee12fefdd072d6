import type { Alert } from '../domain/alert.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import type { Patient } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import type { ReportInput } from '../reports/build.ts';

const END = Date.UTC(2026, 2, 15, 16);
const said = { clock: 'device', quality: [], patient: 'p1', device: 'd1' } as const;

/** A small generator of its own, so that every run measures the same report. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** A patient with a sensor (a reading every 5 minutes) and a cuff (twice a day, two readings), over `days` and as many before. */
export function reportInput(days: number, seed = 7, more: Partial<Patient> = {}): ReportInput {
  const [from, to] = [END - days * DAY, END];
  const patient: Patient = {
    id: 'p1',
    language: 'zh-CN',
    zone: 'Asia/Shanghai',
    birthYear: 1962,
    sex: 'female',
    glucoseUnit: 'mmol/L',
    group: 'adult',
    conditions: ['type-2-diabetes', 'hypertension'],
    medicines: ['metformin', 'amlodipine'],
    allergies: [],
    plan: [
      { kind: 'glucose', everyDays: 1 },
      { kind: 'blood-pressure', everyDays: 1 },
      { kind: 'weight', everyDays: 7 },
    ],
    ...more,
  };
  const random = randomFrom(seed);
  const readings = readingsOf(from, to, random, 0);
  return {
    patient,
    readings,
    previous: readingsOf(from - days * DAY, from, random, 1.2),
    heardBefore: [],
    alerts: alertsOf(from, days),
    alertsBefore: alertsOf(from - days * DAY, days).slice(0, 5),
    answers: new Map(alertsOf(from, days).map(({ id, raised }, i) => [id, raised + (i + 1) * 7 * MINUTE])),
    advice: [],
    followUps: [],
    medicineChanges: [
      { at: from + 0.35 * days * DAY, what: 'started', medicine: 'amlodipine' },
      { at: from + 0.7 * days * DAY, what: 'stopped', medicine: 'gliclazide' },
    ],
    from,
    to,
    generatedAt: to,
    words: (rule) => ({
      title: {
        en: rule === 'glucose.low' ? 'Low glucose' : 'Very high blood pressure',
        'zh-CN': rule === 'glucose.low' ? '低血糖' : '血压过高',
      },
    }),
  };
}

function readingsOf(from: Instant, to: Instant, random: () => number, higher: number): Reading[] {
  const readings: Reading[] = [];
  let drift = 0;
  for (let at = from; at < to; at += 5 * MINUTE) {
    const hour = ((at + 8 * HOUR) % DAY) / HOUR;
    drift = drift * 0.985 + (random() - 0.5) * 0.75;
    const meals = [7.5, 12.2, 18.6].reduce((sum, meal) => sum + 3.6 * Math.exp(-(((hour - meal - 1.3) / 1.25) ** 2)), 0);
    const value = Math.max(2.3, Math.round((6.4 + higher + meals + drift - (hour > 2 && hour < 5 ? 1.4 : 0)) * 10) / 10);
    readings.push({
      ...said,
      kind: 'glucose',
      id: `g${at}`,
      at,
      received: at,
      glucoseMmolL: value,
      reported: { value, unit: 'mmol/L' },
      specimen: 'interstitial',
    });
  }
  for (let day = Math.ceil(from / DAY); day * DAY < to; day += 1) {
    for (const [hour, base] of [
      [23, 143],
      [12, 133],
    ] as const) {
      for (const minute of [0, 2]) {
        const at = day * DAY + hour * HOUR + minute * MINUTE + Math.round(random() * 20) * MINUTE;
        if (at < from || at >= to) continue;
        const systolicMmHg = Math.round(base + higher * 4 + (random() - 0.5) * 22);
        readings.push({
          ...said,
          kind: 'blood-pressure',
          id: `b${at}`,
          at,
          received: at,
          systolicMmHg,
          diastolicMmHg: Math.round(systolicMmHg * 0.61),
          pulsePerMin: 72,
        });
      }
    }
    const at = day * DAY + 23.2 * HOUR;
    if (day % 3 === 0 && at >= from && at < to)
      readings.push({ ...said, kind: 'weight', id: `w${at}`, at, received: at, weightKg: Math.round((71 + higher + random()) * 10) / 10 });
  }
  return readings;
}

function alertsOf(from: Instant, days: number): Alert[] {
  const states: readonly Alert['state'][] = [
    { is: 'active' },
    { is: 'resolved', at: from + 3 * DAY, because: 'person', by: 'doctor', outcome: 'spoken' },
    { is: 'resolved', at: from + 5 * DAY, because: 'recovered' },
  ];
  return Array.from({ length: 12 }, (_, i) => {
    const opened = from + ((i + 0.4) / 12) * days * DAY;
    const low = i % 3 !== 0;
    return {
      id: `a${from}-${i}`,
      patient: 'p1',
      rule: { id: low ? 'glucose.low' : 'bp.crisis', version: 1 },
      severity: low ? 'medium' : 'high',
      opened,
      raised: opened + MINUTE,
      late: false,
      evidence: [`g${opened}`],
      values: low ? { value: 3.4, unit: 'mmol/L', limit: 3.9 } : { value: 186, unit: 'mmHg', limit: 180 },
      state: states[i % 3]!,
    };
  });
}
