import { DAY, type Instant, MINUTE } from '../domain/clock.ts';
import type { Patient, PatientIdentity } from '../domain/patient.ts';
import type { DeviceId } from '../domain/reading.ts';
import { contextNotification, glucoseNotification, pressureNotification, weightNotification } from './gatt-bytes.ts';
import { generatePressure } from './pressure.ts';
import { fingerSticks, type GlucosePoint, homePressures, sensorTrace } from './series.ts';
import { asStepCount, generateSteps } from './steps.ts';
import { generateVitalSigns, type VitalSigns } from './vital-signs.ts';

/** One publish of one device: what leaves the home, when. */
export interface Publish {
  readonly at: Instant;
  readonly device: DeviceId;
  readonly topic: string;
  readonly payload: Buffer;
}

export interface Resident {
  readonly patient: Patient;
  readonly identity: PatientIdentity;
  readonly devices: readonly { readonly id: DeviceId; readonly model: string }[];
  /** Where the numbers come from, for the page and the terminal. */
  readonly data: string;
  /** The option this person chooses when asked how it goes; undefined: never answers. */
  readonly answers: (options: readonly string[], nth: number) => string | undefined;
  readonly publishes: (from: Instant, until: Instant) => readonly Publish[];
}

const data = (name: string): URL => new URL(`./data/${name}`, import.meta.url);
const SHANGHAI = 'Asia/Shanghai';
const LONDON = 'Europe/London';

/** Six plainly invented people. Each carries a real (or, where said, generated) series of somebody whose name nobody knows. */
export const residents: readonly Resident[] = [
  {
    patient: patient('demo-lin', 'zh-CN', SHANGHAI, {
      birthYear: 1968,
      sex: 'female',
      conditions: ['type-1-diabetes'],
      medicines: ['insulin'],
      plan: [{ kind: 'glucose', everyDays: 2 }],
    }),
    identity: { name: '林示例', phone: '+86 000 0000 0001' },
    devices: [{ id: 'meter-lin', model: 'glucose meter, Bluetooth' }],
    data: 'UCI Diabetes, data-47',
    answers: (options) => options[0],
    publishes: (from, until) =>
      fingerSticks(data('uci-47.tsv'), SHANGHAI, until).filter(since(from)).flatMap(overBluetooth('meter-lin', SHANGHAI)),
  },
  {
    patient: patient('demo-chen', 'zh-CN', SHANGHAI, {
      birthYear: 1959,
      sex: 'male',
      conditions: ['type-2-diabetes', 'chronic-kidney-disease'],
      medicines: ['metformin', 'gliclazide'],
      plan: [{ kind: 'glucose', everyDays: 2 }],
    }),
    identity: { name: '陈样本', phone: '+86 000 0000 0002' },
    devices: [{ id: 'meter-chen', model: 'glucose meter, JSON' }],
    data: 'UCI Diabetes, data-63',
    answers: (options, nth) => (nth % 3 === 2 ? undefined : options.at(-1)),
    publishes: (from, until) => fingerSticks(data('uci-63.tsv'), SHANGHAI, until).filter(since(from)).map(asJson('meter-chen', 'mmol/L')),
  },
  {
    patient: patient('demo-avery', 'en', LONDON, {
      birthYear: 1981,
      sex: 'other',
      glucoseUnit: 'mg/dL',
      conditions: ['type-1-diabetes'],
      medicines: ['insulin'],
      plan: [{ kind: 'glucose', everyDays: 2 }],
    }),
    identity: { name: 'Avery Example', email: 'avery@example.org' },
    devices: [{ id: 'meter-avery', model: 'glucose meter, JSON' }],
    data: 'UCI Diabetes, data-36; stops measuring four days before the end',
    answers: () => undefined,
    publishes: (from, until) =>
      fingerSticks(data('uci-36.tsv'), LONDON, until)
        .filter(since(from))
        .filter(({ at }) => at < until - 4 * DAY)
        .map(asJson('meter-avery', 'mg/dL')),
  },
  {
    patient: patient('demo-sam', 'en', LONDON, {
      birthYear: 1974,
      sex: 'male',
      conditions: ['type-2-diabetes'],
      medicines: ['metformin'],
      plan: [{ kind: 'glucose', everyDays: 1 }],
    }),
    identity: { name: 'Sam Sample', email: 'sam@example.org' },
    devices: [{ id: 'sensor-sam', model: 'continuous sensor, JSON' }],
    data: 'Hall et al. 2018, subject 2133-018',
    answers: (options) => options[0],
    publishes: (from, until) =>
      sensorTrace(data('hall-2133-018.csv'), LONDON, until)
        .filter(since(from))
        .map(asJson('sensor-sam', 'mg/dL', 'interstitial')),
  },
  {
    patient: patient('demo-zhao', 'zh-CN', SHANGHAI, {
      birthYear: 1990,
      sex: 'female',
      conditions: [],
      plan: [{ kind: 'blood-pressure', everyDays: 7 }],
    }),
    identity: { name: '赵演示' },
    devices: [{ id: 'cuff-zhao', model: 'blood-pressure cuff, JSON' }],
    data: 'Welltory, user a1c2e6b2eb',
    answers: (options) => options[0],
    publishes: (from, until) =>
      homePressures(data('welltory-a1c2e6b2eb.csv'), SHANGHAI, until)
        .filter(since(from))
        .map(({ at, systolic, diastolic }, i) => ({
          at,
          device: 'cuff-zhao',
          topic: 'hearth/v1/cuff-zhao/readings',
          payload: json({ kind: 'blood-pressure', at, sequence: i + 1, systolic, diastolic, unit: 'mmHg' }),
        })),
  },
  {
    patient: patient('demo-robin', 'en', LONDON, {
      birthYear: 1952,
      sex: 'male',
      group: 'older-adult',
      conditions: ['hypertension', 'heart-failure'],
      medicines: ['amlodipine'],
      plan: [
        { kind: 'blood-pressure', everyDays: 2 },
        { kind: 'weight', everyDays: 1 },
      ],
    }),
    identity: { name: 'Robin Placeholder', phone: '+44 0000 000006' },
    devices: [
      { id: 'cuff-robin', model: 'blood-pressure cuff, Bluetooth' },
      { id: 'scale-robin', model: 'scale, Bluetooth' },
      { id: 'oximeter-robin', model: 'pulse oximeter, JSON' },
      { id: 'band-robin', model: 'activity band, Open mHealth' },
    ],
    data: 'generated: raised mean and one crisis, demo/pressure.ts; weight and saturation, demo/vital-signs.ts; steps, demo/steps.ts',
    answers: (options, nth) => (options.includes('none') ? 'none' : options[nth % 3 === 1 ? 1 : 0]),
    publishes: (from, until) => [
      ...generatePressure({ from, until, zone: LONDON, systolic: 146, diastolic: 88, crisisDay: 2, seed: 20 }).map((record) => ({
        at: record.at,
        device: 'cuff-robin',
        topic: `hearth/v1/cuff-robin/gatt/2a35/${record.at}`,
        payload: pressureNotification(record),
      })),
      ...generateVitalSigns({ from, until, zone: LONDON, weightKg: 81.4, seed: 21 }).flatMap(overScaleAndOximeter('robin')),
      ...generateSteps({ from, until, zone: LONDON, aDay: 4200, seed: 22 }).map((told) => ({
        at: told.at,
        device: 'band-robin',
        topic: 'hearth/v1/band-robin/open-mhealth',
        payload: json(asStepCount(told)),
      })),
    ],
  },
];

function patient(id: string, language: Patient['language'], zone: string, more: Partial<Patient>): Patient {
  return { id, language, zone, glucoseUnit: 'mmol/L', group: 'adult', conditions: [], medicines: [], allergies: [], plan: [], ...more };
}

const since =
  (from: Instant) =>
  (point: { readonly at: Instant }): boolean =>
    point.at >= from;

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** The native JSON dialect, in the unit that this meter shows. */
const asJson =
  (device: DeviceId, unit: 'mmol/L' | 'mg/dL', specimen: 'capillary' | 'interstitial' = 'capillary') =>
  ({ at, mgPerDl, meal }: GlucosePoint, i: number): Publish => ({
    at,
    device,
    topic: `hearth/v1/${device}/readings`,
    payload: json({
      kind: 'glucose',
      at,
      sequence: i + 1,
      value: unit === 'mg/dL' ? mgPerDl : Number((mgPerDl / 18.0156).toFixed(1)),
      unit,
      specimen,
      ...(meal ? { meal } : {}),
    }),
  });

/** A Bluetooth meter's two notifications: the value, then its meal. The meter's clock is its owner's wall clock. */
const overBluetooth =
  (device: DeviceId, zone: string) =>
  ({ at, mgPerDl, meal }: GlucosePoint, i: number): readonly Publish[] => {
    const sequence = i + 1;
    const clock = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
    const value = {
      at,
      device,
      topic: `hearth/v1/${device}/gatt/2a18/${at}`,
      payload: glucoseNotification({ sequence, clock, mgPerDl, contextFollows: meal !== undefined }),
    };
    if (meal === undefined) return [value];
    return [value, { at, device, topic: `hearth/v1/${device}/gatt/2a34/${at}`, payload: contextNotification(sequence, meal) }];
  };

/** A scale's notification, and the oximeter's JSON two minutes later. */
const overScaleAndOximeter =
  (whose: string) =>
  ({ at, weightKg, saturationPercent, pulsePerMin }: VitalSigns): readonly Publish[] => [
    { at, device: `scale-${whose}`, topic: `hearth/v1/scale-${whose}/gatt/2a9d/${at}`, payload: weightNotification(weightKg) },
    {
      at: at + 2 * MINUTE,
      device: `oximeter-${whose}`,
      topic: `hearth/v1/oximeter-${whose}/readings`,
      payload: json({ kind: 'oxygen-saturation', at: at + 2 * MINUTE, value: saturationPercent, pulse: pulsePerMin }),
    },
  ];
