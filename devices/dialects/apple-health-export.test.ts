import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodeError } from '../decoder.ts';
import { createAppleHealthReader } from './apple-health-export.ts';
import { createPressures } from './apple-health-pressures.ts';
import { readingsOf } from './native.ts';

/*
 * The shape is that of exports which their owners quote in public (the broken DTD of iOS 16 and the control characters:
 * jameno/Simple-Apple-Health-XML-to-CSV, issues 2 and 3, 2022); values and names are made up.
 */
const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ATTLIST VisionPrescription
  brand            CDATA #IMPLIED
<!ELEMENT RightEye EMPTY>
<!ENTITY who SYSTEM "file:///etc/hostname">
<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<HealthData locale="zh_CN">
 <ExportDate value="2024-05-02 09:00:00 +0800"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="1950-01-01"/>
`;
const LINES = HEAD.split('\n').length - 1;
const DAY = '2024-05-01';
const record = (type: string, unit: string, value: string, time = `${DAY} 08:12:33 +0800`, inside = '', source = 'Wang’s Health') =>
  ` <Record type="HKQuantityTypeIdentifier${type}" sourceName="${source}" sourceVersion="17.4" device="&lt;&lt;HKDevice: 0x1&gt;, name:Wang’s iPhone&gt;" unit="${unit}" creationDate="${DAY} 09:00:00 +0800" startDate="${time}" endDate="${time}" value="${value}"${inside ? `>${inside}</Record>` : '/>'}\n`;
const pressures = (systolic: number, diastolic: number, time: string) =>
  record('BloodPressureSystolic', 'mmHg', String(systolic), time) + record('BloodPressureDiastolic', 'mmHg', String(diastolic), time);
const correlation = (inside: string) => ` <Correlation type="HKCorrelationTypeIdentifierBloodPressure">\n${inside} </Correlation>\n`;

function read(body: string, piece = Number.POSITIVE_INFINITY, end = '</HealthData>\n') {
  const reader = createAppleHealthReader();
  const text = `${HEAD}${body}${end}`;
  const rows = [];
  for (let at = 0; at < text.length; at += piece) rows.push(...reader.read(text.slice(at, at + piece)));
  return { rows: [...rows, ...reader.end()], passed: reader.passed() };
}
const AT = Date.UTC(2024, 4, 1, 0, 12, 33);
const meal = (time: string) => `<MetadataEntry key="HKBloodGlucoseMealTime" value="${time}"/>`;

test.each([
  [record('BloodGlucose', 'mg/dL', '70'), { kind: 'glucose', value: 70, unit: 'mg/dL' }],
  [
    record('BloodGlucose', 'mmol&lt;180.1558800000541&gt;/L', '4.59', undefined, meal('1')),
    { value: 4.59, unit: 'mmol/L', meal: 'before' },
  ],
  [record('BloodGlucose', 'mmol&lt;180.15588000005408&gt;/L', '3.8999999999999995', undefined, meal('2')), { value: 3.9, meal: 'after' }],
  [record('BodyMass', 'kg', '65.4'), { kind: 'weight', value: 65.4, unit: 'kg' }],
  [record('BodyMass', 'lb', '150'), { kind: 'weight', value: 150, unit: 'lb' }],
  [record('BodyMass', 'g', '65400'), { kind: 'weight', value: 65.4, unit: 'kg' }],
  [record('BodyMass', 'st', '11'), { kind: 'weight', value: 154, unit: 'lb' }],
  [record('BodyFatPercentage', '%', '0.245'), { kind: 'body-composition', fatPercent: 24.5 }],
  [record('BodyTemperature', 'degF', '100.4'), { kind: 'temperature', value: 100.4, unit: '°F' }],
  [
    record('BodyTemperature', 'degC', '38', undefined, '<MetadataEntry key="HKBodyTemperatureSensorLocation" value="3"/>'),
    { kind: 'temperature', value: 38, unit: '°C', site: 'ear' },
  ],
  [record('OxygenSaturation', '%', '0.57'), { kind: 'oxygen-saturation', value: 57 }],
  [record('HeartRate', 'count/min', '72', `${DAY} 00:12:33 +0000`), { kind: 'heart-rate', value: 72 }],
])('%s', (xml, said) => {
  const { rows } = read(xml);
  expect(rows).toEqual([
    {
      line: LINES + 1,
      text: expect.any(String),
      readings: [{ ...said, kind: expect.any(String), at: AT }].map((one) => expect.objectContaining(one)),
      problems: [],
    },
  ]);
  expect(() => readingsOf([{ said: rows[0]!.readings[0], pointer: '' }], { received: AT, zone: 'UTC', topic: '' })).not.toThrow();
  expect(JSON.stringify(rows)).not.toContain('Wang');
});

test.each([
  [record('BloodGlucose', 'mg/mL', '70'), 'unit: "mg/mL" is not known here, mg/dL or mmol/L is'],
  [record('BloodGlucose', '', '70'), 'unit: no unit is stated'],
  [record('BloodGlucose', 'mg/dL', 'HI'), 'value: "HI" is no number'],
  [record('BodyMass', 'kg', ''), 'value: "" is no number'],
  [record('OxygenSaturation', '%', '97'), 'value: 97 is no share; Health writes 97 % as 0.97'],
  [record('HeartRate', 'count/min', '72', '2024-02-30 08:00:00 +0800'), 'startDate: "2024-02-30 08:00:00 +0800" is in no calendar'],
  [record('HeartRate', 'count/min', '72', '1/5/24'), 'startDate: "1/5/24" is no time like 2024-05-01 08:12:33 +0800'],
  [record('BloodPressureSystolic', 'mmHg', '120'), 'pressure: no diastolic value of the same time belongs to this systolic one'],
  [record('BloodPressureDiastolic', 'kPa', '10'), 'unit: "kPa" is not known here, mmHg is'],
])('%s is told with its line', (xml, why) => {
  const { rows } = read(`\n${xml}`);
  expect(rows).toEqual([{ line: LINES + 2, text: expect.any(String), readings: [], problems: [expect.stringContaining(why)] }]);
});

test('a blood pressure is written up to three times, and is one reading', () => {
  const [first, second] = [`${DAY} 08:00:00 +0800`, `${DAY} 20:00:00 +0800`];
  const halves = (systolic: number, diastolic: number, at: string) => [
    record('BloodPressureSystolic', 'mmHg', String(systolic), at),
    record('BloodPressureDiastolic', 'mmHg', String(diastolic), at),
  ];
  const [a, b] = [halves(120, 80, first), halves(130, 85, second)];
  const outside = `${a[0]}${b[0]}${a[1]}${b[1]}`;
  const inside = `${correlation(b.join(''))}${correlation(a.toReversed().join(''))}`;
  const said = [
    { kind: 'blood-pressure', systolic: 120, diastolic: 80, unit: 'mmHg', at: Date.UTC(2024, 4, 1) },
    { kind: 'blood-pressure', systolic: 130, diastolic: 85, unit: 'mmHg', at: Date.UTC(2024, 4, 1, 12) },
  ];
  const readingsIn = (xml: string) => {
    const { rows } = read(xml);
    expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
    return rows.flatMap(({ readings }) => readings).toSorted((x, y) => Number(x.at) - Number(y.at));
  };
  for (const xml of [outside, inside, outside + inside, inside + outside, outside + outside]) expect(readingsIn(xml)).toEqual(said);
});

test('half a correlation is told, once', () => {
  const half = record('BloodPressureSystolic', 'mmHg', '120');
  for (const xml of [correlation(half), half + correlation(half), correlation(half) + half])
    expect(read(xml).rows.map(({ problems }) => problems)).toEqual([[expect.stringContaining('no diastolic value')]]);
});

test('two apps at the same second: each systolic keeps its own diastolic', () => {
  const of = (type: string, value: number, source: string) => record(type, 'mmHg', String(value), undefined, '', source);
  const { rows } = read(
    of('BloodPressureSystolic', 120, 'A') +
      of('BloodPressureSystolic', 140, 'B') +
      of('BloodPressureDiastolic', 90, 'B') +
      of('BloodPressureDiastolic', 80, 'A'),
  );
  expect(rows.flatMap(({ readings }) => readings)).toMatchObject([
    { systolic: 140, diastolic: 90 },
    { systolic: 120, diastolic: 80 },
  ]);
});

test('halves that wait in vain do not fill the memory', () => {
  const waiting = createPressures(3);
  const half = (i: number) => ({ which: 'systolic' as const, mmHg: 120, at: i, source: '', line: i, text: '' });
  const rows = Array.from({ length: 10 }, (_, i) => waiting.add(half(i)));
  expect(rows.map((row) => row?.line)).toEqual([undefined, undefined, undefined, 0, 1, 2, 3, 4, 5, 6]);
  expect(waiting.end().map(({ line }) => line)).toEqual([7, 8, 9]);
});

test('cut into pieces anywhere, it says the same', () => {
  const body = record('HeartRate', 'count/min', '72', undefined, meal('1')) + correlation(pressures(120, 80, `${DAY} 08:00:00 +0800`));
  const whole = read(body);
  expect(whole.rows).toHaveLength(2);
  for (const piece of [1, 2, 3, 7, 64, 1000]) expect(read(body, piece)).toEqual(whole);
});

test('steps are added up by the day on the phone; of a telephone and a watch the one that counted more; the last day until its last piece', () => {
  const piece = (value: string, time: string, source: string, type = 'StepCount', unit = 'count') =>
    record(type, unit, value, `${time} +0800`, '', source);
  const { rows } = read(
    piece('500', '2024-05-02 07:59:30', 'phone') +
      piece('300', `${DAY} 00:05:00`, 'phone') +
      piece('4000', `${DAY} 12:00:00`, 'watch') +
      piece('2000', `${DAY} 23:59:00`, 'phone') +
      piece('12', `${DAY} 12:00:00`, 'watch', 'AppleExerciseTime', 'min') +
      piece('9', `${DAY} 13:00:00`, 'watch', 'AppleExerciseTime', 'min') +
      piece('30', '2024-04-30 13:00:00', 'watch', 'AppleExerciseTime', 'min') +
      piece('x', `${DAY} 14:00:00`, 'watch') +
      piece('7', `${DAY} 14:00:00`, 'watch', 'StepCount', 'mi'),
  );
  expect(rows.flatMap(({ readings }) => readings)).toEqual([
    { kind: 'activity', at: Date.UTC(2024, 3, 30, 16), minutes: 1440, steps: 4000, activeMinutes: 21 },
    { kind: 'activity', at: Date.UTC(2024, 4, 1, 16), minutes: 480, steps: 500 },
  ]);
  expect(rows.flatMap(({ problems }) => problems)).toEqual(
    ['"x" is no number', '"mi" is not known here, count is'].map((text) => expect.stringContaining(text)),
  );
});

test('what Hearth does not keep is counted by its type', () => {
  const { rows, passed } = read(
    `${record('DistanceWalkingRunning', 'km', '12').repeat(3)} <Record type="HKCategoryTypeIdentifierSleepAnalysis" value="x"/>\n <Workout><MetadataEntry key="HKBloodGlucoseMealTime" value="1"/></Workout>\n`,
  );
  expect(rows).toEqual([]);
  expect([...passed]).toEqual([
    ['HKQuantityTypeIdentifierDistanceWalkingRunning', 3],
    ['HKCategoryTypeIdentifierSleepAnalysis', 1],
  ]);
});

test('entities of the DTD are not expanded, and no file is read', () => {
  const { rows } = read(record('BodyMass', 'kg', '65', undefined, '', '&c;&who;') + record('BodyMass', '&who;', '65'));
  expect(rows.map(({ problems }) => problems)).toEqual([
    ['xml: undefined entity'],
    ['xml: undefined entity'],
    [],
    ['xml: undefined entity'],
    [expect.stringContaining('unit: "&who;" is not known here')],
  ]);
  expect(rows[2]!.readings).toHaveLength(1);
});

test('what is no XML in between is told, and the rest is read', () => {
  const { rows } = read(record('BodyMass', 'kg', '65', undefined, '', 'a\u000bb') + record('BodyMass', 'kg', '66'));
  expect(rows.map(({ problems, readings }) => [problems[0], readings.length])).toEqual([
    ['xml: disallowed character', 0],
    [undefined, 1],
    [undefined, 1],
  ]);
});

test('a file that was cut off says so, and gives what stands before', () => {
  const { rows } = read(record('BodyMass', 'kg', '65') + record('BodyMass', 'kg', '66').slice(0, 60), 50, '');
  expect(rows.map(({ problems, readings }) => [problems[0], readings.length])).toEqual([
    [undefined, 1],
    ['the file: it ends in the middle, as if it had been cut off; what stands before its end was read', 0],
  ]);
});

test.each([
  ['a DTD without an end', `<?xml version="1.0"?><!DOCTYPE HealthData [${' '.repeat(3_000_000)}`],
  ['an attribute without an end', `<HealthData><Record type="${'a'.repeat(3_000_000)}`],
  ['nonsense', `<HealthData>${'&x;'.repeat(1_000_000)}`],
])('%s is refused before it fills the memory', (_, text) => {
  const reader = createAppleHealthReader();
  let at = 0;
  for (; at < text.length && reader.trouble() === undefined; at += 10_000) reader.read(text.slice(at, at + 10_000));
  expect(reader.trouble()).toContain('the rest was not read');
  expect(at).toBeLessThan(2_000_000);
});

test('another XML is none', () => {
  const reader = createAppleHealthReader();
  reader.read('<ClinicalDocument/>');
  expect(() => reader.end()).toThrow('holds no <HealthData>');
});

test('an export in which something was changed: rows, and no fault', () => {
  const body = `${record('BloodGlucose', 'mg/dL', '70', undefined, meal('1'))}${correlation(pressures(120, 80, `${DAY} 08:00:00 +0800`))}${record('BodyMass', 'kg', '65')}`;
  const text = `${HEAD}${body}</HealthData>\n`;
  const change = fc.tuple(
    fc.nat(text.length - 1),
    fc.nat(3),
    fc.constantFrom('', '<', '>', '"', '&', ']', '/', '0', '-', '\u0000', '<Record ', '</Record>'),
  );
  let whole = 0;
  fc.assert(
    fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
      const spoilt = changes.reduce((so, [at, length, by]) => so.slice(0, at) + by + so.slice(at + length), text);
      const reader = createAppleHealthReader();
      try {
        const rows = [...reader.read(spoilt), ...reader.end()];
        if (rows.flatMap(({ readings }) => readings).length === 3) whole++;
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
      }
    }),
    { numRuns: 2_000 },
  );
  expect(whole).toBeGreaterThan(100);
});
