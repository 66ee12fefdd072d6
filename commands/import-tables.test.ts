import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DecodeError } from '../devices/decoder.ts';
import { rowOf, UnitWanted } from '../devices/dialects/csv-row.ts';
import { tableOf } from '../devices/dialects/csv-table.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { temporaryFolder } from '../tests/services.ts';
import { importFile } from './import.ts';

/** Tables of every kind, as spreadsheets of this world write them. */

const AT = Date.UTC(2026, 2, 1, 0, 5);
const TIME = '2026-03-01 08:05';

describe('columns', () => {
  test.each<[heads: string[], cells: string[], said: object[]]>([
    [['日期', '血糖（mmol/L）', '时段'], [TIME, '5.6', '空腹'], [{ kind: 'glucose', value: 5.6, unit: 'mmol/L', meal: 'fasting' }]],
    [['time', 'Glucose mg/dL', 'Meal'], [TIME, '126', 'After lunch'], [{ kind: 'glucose', value: 126, unit: 'mg/dL', meal: 'after' }]],
    [['时间', '血糖'], [TIME, '5.6 mmol/L'], [{ kind: 'glucose', value: 5.6, unit: 'mmol/L' }]],
    [
      ['测量时间', '血压(mmHg)', '脉搏'],
      [TIME, '138/88', '70'],
      [{ kind: 'blood-pressure', systolic: 138, diastolic: 88, unit: 'mmHg', pulse: 70 }],
    ],
    [
      ['日期', '收缩压(kPa)', '舒张压(kPa)'],
      [TIME, '18,4', '11,7'],
      [{ kind: 'blood-pressure', systolic: 18.4, diastolic: 11.7, unit: 'kPa' }],
    ],
    [
      ['Date', 'Heart rate', 'Systolic', 'Diastolic'],
      [TIME, '-', '120', '80'],
      [{ kind: 'blood-pressure', systolic: 120, diastolic: 80, unit: 'mmHg' }],
    ],
    [['日期', '体重(公斤)', 'BMI'], [TIME, '65.4', '23'], [{ kind: 'weight', value: 65.4, unit: 'kg' }]],
    [['日期', '体重（斤）'], [TIME, '130.8'], [{ kind: 'weight', value: 65.4, unit: 'kg' }]],
    [['Date', 'Weight (lb)', 'Fat mass (lb)'], [TIME, '150', '30'], [{ kind: 'weight', value: 150, unit: 'lb' }]],
    [['Date', 'Weight'], [TIME, '11 st'], [{ kind: 'weight', value: 154, unit: 'lb' }]],
    [
      ['Date', 'Weight (㎏)', 'Body fat %'],
      [TIME, '65', '24.5 %'],
      [
        { kind: 'weight', value: 65, unit: 'kg' },
        { kind: 'body-composition', fatPercent: 24.5 },
      ],
    ],
    [['日期', '体温(℃)'], [TIME, '36.6'], [{ kind: 'temperature', value: 36.6, unit: '°C' }]],
    [['Date', 'Temperature (°F)'], [TIME, '98.6'], [{ kind: 'temperature', value: 98.6, unit: '°F' }]],
    [['Date', 'Temp'], [TIME, '３６．６℃'], [{ kind: 'temperature', value: 36.6, unit: '°C' }]],
    [['日期', '血氧饱和度(%)', '脉率(次/分)'], [TIME, '97', '66'], [{ kind: 'oxygen-saturation', value: 97, pulse: 66 }]],
    [['Date', 'SpO₂'], [TIME, '0.97'], [{ kind: 'oxygen-saturation', value: 97 }]],
    [['Date', 'Heart Rate (bpm)'], [TIME, '72'], [{ kind: 'heart-rate', value: 72 }]],
    [
      ['日期', '时间', '体温', '心率', '血氧', '体重kg'],
      ['2026-03-01', '08:05', '36.6', '72', '', '无'],
      [
        { kind: 'temperature', value: 36.6, unit: '°C' },
        { kind: 'heart-rate', value: 72 },
      ],
    ],
  ])('%j: %j', (heads, cells, said) => {
    expect(rowOf(cells, tableOf(heads), 'Asia/Shanghai', [])).toEqual({ readings: said.map((one) => ({ ...one, at: AT })), problems: [] });
  });

  test('a cell that is none leaves the others of its row alone', () => {
    const table = tableOf(['Date', 'Weight (kg)', 'Temperature', 'Systolic', 'Diastolic']);
    const { readings, problems } = rowOf([TIME, '65,2', 'warm', '120', ''], table, 'Asia/Shanghai', []);
    expect(readings).toEqual([{ kind: 'weight', value: 65.2, unit: 'kg', at: AT }]);
    expect(problems).toEqual(['diastolic: is missing, and half a pressure says nothing', 'temperature: "warm" is no number']);
  });

  test.each([
    [['Date', 'Weight'], '65'],
    [['日期', '体重'], '130'],
    [['日期', '血糖'], '5.6'],
  ])('%j: nobody guesses the unit', (heads, cell) => {
    expect(() => rowOf([TIME, cell], tableOf(heads), 'Asia/Shanghai', [])).toThrow(UnitWanted);
    expect(() => rowOf([TIME, '-'], tableOf(heads), 'Asia/Shanghai', [])).toThrow(DecodeError);
  });

  test.each([
    ['2026/3/1 上午8:05', AT],
    ['2026/3/1 下午 8:05', AT + 12 * 3_600_000],
    ['2026年3月1日 20:05:00', AT + 12 * 3_600_000],
    ['01.03.2026 08:05', AT],
    ['2026-03-01 8:05 AM', AT],
    ['2026-03-01 12:05 AM', AT - 8 * 3_600_000],
    ['2026-03-01, 8:05 p.m.', AT + 12 * 3_600_000],
  ])('%s is a time', (text, at) => {
    expect(rowOf([text, '72'], tableOf(['time', 'pulse']), 'Asia/Shanghai', []).readings).toEqual([{ kind: 'heart-rate', value: 72, at }]);
  });
});

describe('files', () => {
  let house: TestHouse;
  const folder = temporaryFolder();
  const config = join(folder, 'hearth.yaml');
  beforeAll(async () => {
    house = await openTestHouse({ folder });
    await house.moveIn('p1', [], { zone: 'Asia/Shanghai' });
    writeFileSync(config, `data: ${folder}\n`);
  });
  afterAll(() => house.close());

  async function run(content: string | Buffer, ...args: string[]) {
    const file = join(temporaryFolder(), 'table.csv');
    writeFileSync(file, content);
    let written = '';
    let said = '';
    const out = { write: (one: string) => void (written += one), say: (one: string) => void (said += one), isTerminal: false };
    const code = await importFile.run([file, '--config', config, '--patient', 'p1', ...args], out);
    return { code, written, said };
  }
  const utf16 = (text: string, big = false) => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  /** 日期,体温(℃),备注 / 2026-03-01 08:05,36.6,发烧 in GB18030, typed in byte by byte: Node writes no such thing. */
  const GB18030 = Buffer.concat([
    Buffer.from('c8d5c6da2ccce5cec228a1e6292cb1b8d7a20d0a', 'hex'),
    Buffer.from('2026-03-01 08:05,36.6,'),
    Buffer.from('b7a2c9d50d0a', 'hex'),
  ]);
  const WESTERN = Buffer.from('Date;Temperature (°C);Remarque\r\n2026-03-01 08:05;36,6;fièvre légère\r\n', 'latin1');
  const CHINESE = '日期,体温(℃),备注\r\n2026-03-01 08:05,36.6,发烧\r\n';

  test.each([
    ['UTF-8', CHINESE],
    ['UTF-8 with a mark', `\uFEFF${CHINESE}`],
    ['GB18030, as Excel in China saves CSV', GB18030],
    ['UTF-16 with tabs, as Excel saves Unicode text', utf16(CHINESE.replaceAll(',', '\t'))],
    ['UTF-16, big end first', utf16(CHINESE, true)],
    ['UTF-16 without a mark', Buffer.from('time;temp\n2026-03-01 08:05;36,6\n', 'utf16le')],
    ['a European Windows: semicolons, a decimal comma', WESTERN],
    ['the same in °F', Buffer.from(WESTERN.toString('latin1').replace('°C', '°F').replace('36,6', '97,9'), 'latin1')],
    ['with Excel’s own word for the separator', `sep=;\r\n${CHINESE.replaceAll(',', ';')}`],
    ['lines that end as on an old Mac', CHINESE.replaceAll('\r\n', '\r')],
    ['without a last line end, behind empty lines', `\n\n${CHINESE.trim()}`],
  ])('%s', async (_, content) => {
    const { code, written, said } = await run(content, '--dry-run');
    expect([code, said, written]).toEqual([
      0,
      '',
      'temperature  2026-03-01  1 could be taken in\n1 could be taken in, 0 known already, 0 corrected, 0 rows left out.\n',
    ]);
  });

  test('GB18030 begins far behind the head: the first megabyte is all ASCII', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString()},36.6,\n`).join('');
    const content = Buffer.concat([Buffer.from(`time,temp,note\n${rows}2026-03-01 08:05,36.6,`), Buffer.from('b7a2c9d5', 'hex')]);
    expect((await run(content, '--dry-run')).written).toMatch(/^30001 could be taken in, 0 known already, 0 corrected, 0 rows left out/m);
  });

  test('quotes: a cell with line ends is one; a quote that never closes costs its own row', async () => {
    const rows = [
      'date,weight (kg),note',
      '2026-03-01 08:00,65,"one',
      'two',
      '""three"""',
      '2026-03-02 08:00,66,"open',
      '2026-03-03 08:00,67,',
    ];
    const { code, written, said } = await run(rows.join('\n'), '--dry-run');
    expect(code).toBe(1);
    expect(written).toMatch(/^weight {2}2026-03-01 to 2026-03-03 {2}2 could be taken in$/m);
    expect(said).toBe('line 5: the row: a quotation mark opens in it and never closes (2026-03-02 08:00,66,"open)\n');
  });

  test('a line without an end is told and does not fill the memory', async () => {
    const { written, said } = await run(`date,weight (kg)\n${'x'.repeat(3_000_000)}\n2026-03-01 08:00,65\n`, '--dry-run');
    expect(written).toMatch(/^1 could be taken in, .*1 rows left out/m);
    expect(said).toMatch(/^line 2: the row: it is longer than 100000 letters/);
  });

  test('one moment, two values: neighbours in one file contradict one another; a later file corrects an earlier one', async () => {
    const table = (...rows: string[]) => `date,glucose (mmol/L)\n${rows.join('\n')}\n`;
    const first = await run(table('2026-04-01 08:00,5.5', '2026-04-01 08:00,6.5', '2026-04-01 08:00,5.5'));
    expect(first.written).toMatch(/^1 taken in, 1 known already, 0 corrected, 1 rows left out/m);
    expect(first.said).toBe('line 3: the time: line 2 has the same one, and says something else, which stands (2026-04-01 08:00,6.5)\n');
    const again = await run(table('2026-04-01 08:00,5.5', '2026-04-01 08:00,6.5'));
    expect(again.written).toMatch(/^0 taken in, 1 known already, 0 corrected, 1 rows left out/m);
    expect((await run(table('2026-04-01 08:00,5.6'), '--dry-run')).written).toMatch(/^0 could be taken in, 0 known already, 1 corrected/m);
    expect((await run(table('2026-04-01 08:00,5.6'))).written).toMatch(/^0 taken in, 0 known already, 1 corrected, 0 rows/m);
    const [reading] = await house.store.readings.latest('p1', 'glucose', 1);
    expect(reading).toMatchObject({ reported: { value: 5.6 } });
    expect(await house.store.readings.corrections(reading!.id)).toHaveLength(1);
  });

  test('units that were stated, each for its own column', async () => {
    const table = 'date,glucose,weight\n2026-05-01 08:00,110,130\n';
    await expect(run(table)).rejects.toThrow('In which unit is the glucose? The table does not say: --unit mmol/L or --unit mg/dL.');
    await expect(run(table, '--unit', 'mg/dl')).rejects.toThrow(
      'In which unit is the weight? The table does not say: --unit kg, --unit lb, --unit 斤, --unit st or --unit g.',
    );
    await expect(run(table, '--unit', 'cubits')).rejects.toThrow('"cubits" is no unit that is known here');
    expect((await run(table, '--unit', 'mg/dl', '--unit', '斤')).code).toBe(0);
    const [weight] = await house.store.readings.latest('p1', 'weight', 1);
    expect(weight).toMatchObject({ weightKg: 65 });
  });

  test.each([
    ['%PDF-1.7', 'is a PDF: no table can be read out of it'],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'is an old Excel workbook: save its table as CSV first'],
    [Buffer.from('1f8b0800', 'hex'), 'is packed with gzip: unpack it first'],
    ['<?xml version="1.0"?><ClinicalDocument/>', 'the readings are in export.xml'],
    ['<!DOCTYPE html><html></html>', 'is XML or a web page, and no export of Apple Health'],
    ['[{"kind":"glucose"}]', 'is JSON: post it to /api/v1/readings instead'],
    ['a', 'no column is a time: a'],
    ['date,systolic\n', 'no column is glucose, nor two a pressure'],
  ])('%j is refused in one sentence', async (content, sentence) => {
    await expect(run(content)).rejects.toThrow(sentence);
  });
});
