import { DecodeError, type Decoder } from '../decoder.ts';
import { objectOf, parseJson, readingsOf, type Translated } from './native.ts';

const MOST_GROUPS = 1000;

/** Measure types that are read. 12 (of a room, in a body scale) and 73 (skin) are no body temperature; height and bone are not kept. */
const [WEIGHT, FAT_FREE, FAT_PERCENT, DIASTOLIC, SYSTOLIC, PULSE, SATURATION, BODY_TEMPERATURE, MUSCLE, WATER] = [
  1, 5, 6, 9, 10, 11, 54, 71, 76, 77,
];

/**
 * Known to be this user's: measured by a device (0, 8), typed in (2), the result of several by the cuff itself (5), confirmed (7). What may be
 * another's (1), was said when the account was made (4), or is of a guided examination (15) is passed over; when the user confirms a 1, Withings
 * sends it again as 7.
 */
const THEIRS: readonly unknown[] = [0, 2, 5, 7, 8];

/**
 * The answer of Withings to `Measure - Getmeas`, whole or its `body`. The webhook itself holds no values, only whose there are and since when:
 * whoever receives it asks Withings for them, and hands the answer on. One account is one device here.
 */
export const withings: Decoder = {
  id: 'dialect/withings',
  title: 'Withings Measure - Getmeas: weight, body composition, blood pressure, pulse, SpO₂, temperature',
  source: {
    organisation: 'Withings',
    title: 'Public API: Measure - Getmeas',
    year: 2025,
    url: 'https://developer.withings.com/api-reference#tag/measure/operation/measure-getmeas',
    evidence: 'secondary',
  },
  hears: { topic: 'hearth/v1/+/withings' },

  decode(payload, context) {
    refuseNotification(payload);
    const json = objectOf(parseJson(payload));
    if (json.status !== undefined && json.status !== 0)
      throw new DecodeError('/status', `Withings answered ${JSON.stringify(json.status).slice(0, 20)}, not 0: no measures`);
    const place = json.body === undefined ? '' : '/body';
    const { measuregrps: groups } = json.body === undefined ? json : objectOf(json.body);
    if (!Array.isArray(groups)) throw new DecodeError(`${place}/measuregrps`, 'a list of measure groups');
    if (groups.length > MOST_GROUPS) throw new DecodeError(`${place}/measuregrps`, `${groups.length} groups, ${MOST_GROUPS} are the most`);
    const translated = groups.flatMap((group, i) => translate(objectOf(group), `${place}/measuregrps/${i}`));
    if (translated.length === 0)
      throw new DecodeError(`${place}/measuregrps`, 'no group holds what is read here and is known to be this user’s');
    return readingsOf(translated, context);
  },
};

/** `userid=13&startdate=1594245600&enddate=…&appli=1` is what arrives at a webhook. */
function refuseNotification(payload: Uint8Array): void {
  const beginning = new TextDecoder().decode(payload.subarray(0, 200));
  if (/(^|&)userid=\d+&/.test(beginning))
    throw new DecodeError('payload', 'a notification holds no values: fetch them (Measure - Getmeas), and send that answer');
}

function translate(group: Readonly<Record<string, unknown>>, pointer: string): readonly Translated[] {
  const { category, attrib, date, measures } = group;
  // 2: what the user wishes to weigh.
  if (category === 2 || (attrib !== undefined && !THEIRS.includes(attrib))) return [];
  if (!Array.isArray(measures)) throw new DecodeError(`${pointer}/measures`, 'a list of measures');
  if (typeof date !== 'number' || !Number.isInteger(date)) throw new DecodeError(`${pointer}/date`, 'Unix seconds');
  const values = new Map(measures.map((measure, i) => measureOf(objectOf(measure), `${pointer}/measures/${i}`)));
  const of = (type: number | undefined) => values.get(type!);
  const [systolic, diastolic, pulse, percent] = [of(SYSTOLIC), of(DIASTOLIC), of(PULSE), of(SATURATION)];
  if ((systolic === undefined) !== (diastolic === undefined))
    throw new DecodeError(`${pointer}/measures`, 'a blood pressure needs both of its numbers');
  const pressure = systolic === undefined ? [] : [{ kind: 'blood-pressure', systolic, diastolic, pulse, unit: 'mmHg' }];
  const saturation = percent === undefined ? [] : [{ kind: 'oxygen-saturation', value: percent, ...(systolic === undefined && { pulse }) }];
  const rate = pulse === undefined || pressure.length + saturation.length > 0 ? [] : [{ kind: 'heart-rate', value: pulse }];
  const weight = of(WEIGHT) === undefined ? [] : [{ kind: 'weight', value: of(WEIGHT), unit: 'kg' }];
  const fatPercent = of(FAT_PERCENT);
  const composition =
    fatPercent === undefined
      ? []
      : [
          {
            kind: 'body-composition',
            fatPercent,
            fatFreeKg: of(FAT_FREE),
            muscleKg: of(MUSCLE),
            waterKg: of(WATER),
            weightKg: of(WEIGHT),
          },
        ];
  const temperature =
    of(BODY_TEMPERATURE) === undefined ? [] : [{ kind: 'temperature', value: of(BODY_TEMPERATURE), unit: '°C', site: 'body' }];
  return [...pressure, ...saturation, ...rate, ...weight, ...composition, ...temperature].map((said) => ({
    said: { ...said, at: date * 1000 },
    pointer,
  }));
}

/** `{ "value": 79300, "type": 1, "unit": -3 }` is 79.3 of type 1: the unit is a power of ten. Written as text, so that 652 and -1 are 65.2. */
function measureOf({ value, type, unit }: Readonly<Record<string, unknown>>, pointer: string): readonly [number, number] {
  if (typeof type !== 'number') throw new DecodeError(`${pointer}/type`, 'the number of a measure type');
  if (!Number.isInteger(value) || !Number.isInteger(unit)) throw new DecodeError(pointer, 'a whole value, and its power of ten as unit');
  return [type, Number(`${value as number}e${unit as number}`)];
}
