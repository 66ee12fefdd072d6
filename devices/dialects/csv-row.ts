import type { Posture } from '../../domain/reading.ts';
import { DecodeError } from '../decoder.ts';
import { type Column, plainly, type Quantity, type Table } from './csv-table.ts';
import { type TableUnit, unitIn } from './csv-units.ts';
import { ENDS, highOrLow } from './high-or-low.ts';
import { momentInTable } from './table-time.ts';

type Said = Readonly<Record<string, unknown>>;

/** A number without a unit, in a column without one, of a quantity in which nobody may guess it. */
export class UnitWanted extends Error {
  override readonly name = 'UnitWanted';
  readonly quantity: Quantity;
  readonly units: readonly TableUnit[];
  constructor(quantity: Quantity, units: readonly TableUnit[]) {
    super(`${quantity} without a unit`);
    this.quantity = quantity;
    this.units = units;
  }
}

/**
 * One row in Hearth's own words (`native-reading.ts`), the time by the wall clock of `zone` where it names none. `stated` are the units
 * that the person stated for the table; they overrule its head, and a cell that names its own overrules both. Cells that cannot be read
 * are told, and leave the others alone. Throws DecodeError for a row of which nothing can be read, and UnitWanted.
 */
export function rowOf(
  cells: readonly string[],
  table: Table,
  zone: string,
  stated: readonly string[],
): { readonly readings: readonly Said[]; readonly problems: readonly string[] } {
  const at = momentInTable(plainly(`${cells[table.date] ?? ''}${table.time < 0 ? '' : ` ${cells[table.time] ?? ''}`}`), zone);
  const readings: Said[] = [];
  const problems: string[] = [];
  const attempt = (read: () => Said | undefined) => {
    try {
      const said = read();
      if (said) readings.push({ ...said, at });
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      problems.push(error.message);
    }
  };

  const value = (quantity: Quantity) => valueIn(cells, table, quantity, stated);
  const pulse = attemptPulse(value);
  attempt(() => {
    const glucose = beyondIn(cells, table, stated) ?? value('glucose');
    const control = cells.some((cell) => CONTROL.test(plainly(cell))) ? { quality: ['control-solution'] } : {};
    return glucose && { kind: 'glucose', ...glucose, ...mealOf(cells[table.meal]), ...control };
  });
  attempt(() => {
    const pressure = pressureOf(cells, table, stated, pulse.said);
    return pressure && { ...pressure, ...postureIn(cells[table.posture]) };
  });
  attempt(() => {
    const weight = value('weight');
    return weight && { kind: 'weight', ...weight };
  });
  attempt(() => {
    const fat = value('fat');
    return fat && { kind: 'body-composition', fatPercent: fat.value };
  });
  attempt(() => {
    const temperature = value('temperature');
    return temperature && { kind: 'temperature', ...temperature };
  });
  attempt(() => {
    const saturation = value('saturation');
    const withPulse = pulse.said === undefined || readings.some(({ kind }) => kind === 'blood-pressure') ? {} : { pulse: pulse.said };
    // No living body has 1 %: a cell that a spreadsheet formats as percent holds the share.
    return (
      saturation && {
        kind: 'oxygen-saturation',
        value: saturation.value <= 1 ? rounded(saturation.value * 100) : saturation.value,
        ...withPulse,
      }
    );
  });
  const carriesPulse = readings.some(({ kind }) => kind === 'blood-pressure' || kind === 'oxygen-saturation');
  if (!carriesPulse && problems.length === 0) {
    if (pulse.problem) problems.push(pulse.problem);
    else if (pulse.said !== undefined) readings.push({ kind: 'heart-rate', value: pulse.said, at });
  }
  if (readings.length === 0 && problems.length === 0) throw nothingIn(cells, table);
  return { readings, problems };
}

/** The pulse beside a pressure may be missing or dirty: the pressure stands. Alone in its row it must be a number. */
function attemptPulse(value: (quantity: Quantity) => { readonly value: number } | undefined): { said?: number; problem?: string } {
  try {
    const said = value('pulse')?.value;
    return said === undefined ? {} : { said };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { problem: error.message };
  }
}

const BLANK = /^([-–—/]*|n\/?a|null|none|无|未测)$/i;
const blank = (cell: string | undefined): boolean => BLANK.test(plainly(cell ?? ''));

const NUMBER = /^([+-]?\d+(?:[.,]\d+)?)\s*(.*)$/;

/** The usual unit of what nobody takes for anything else: a temperature in the other one is refused, as no body has it. */
const USUAL: Partial<Record<Quantity, string>> = {
  systolic: 'mmHg',
  diastolic: 'mmHg',
  pressure: 'mmHg',
  temperature: '°C',
  fat: '%',
  saturation: '%',
  pulse: '1/min',
};

/** Undefined for a blank cell. Throws DecodeError, UnitWanted. */
function valueIn(
  cells: readonly string[],
  table: Table,
  quantity: Quantity,
  stated: readonly string[],
): { readonly value: number; readonly unit: string } | undefined {
  const column = table.columns.get(quantity);
  const cell = column && cells[column.at];
  if (!column || blank(cell)) return undefined;
  const [, digits, rest = ''] = NUMBER.exec(plainly(cell!)) ?? [];
  const own = rest === '' ? undefined : unitIn(rest, column.units);
  const value = Number(digits?.replace(',', '.'));
  if (digits === undefined || (rest !== '' && !own)) throw new DecodeError(quantity, `"${cell!.slice(0, 40)}" is no number`);
  const unit = own ?? unitFor(quantity, column, stated);
  return unit.is ? { value: rounded(value * unit.is.each), unit: unit.is.unit } : { value, unit: unit.name };
}

/** A test with control solution, in whatever column a meter's export says so: nobody's blood. */
const CONTROL = /^(control|control solution|control test|ctl|质控|质控液|对照液)$/i;

/** What a meter's display showed in place of a number: HI or LO. A low without a number is a low. */
function beyondIn(cells: readonly string[], table: Table, stated: readonly string[]): (Said & { readonly value: number }) | undefined {
  const column = table.columns.get('glucose');
  const beyond = highOrLow(plainly((column && cells[column.at]) ?? ''));
  if (!column || beyond === undefined) return undefined;
  const { name, is } = unitFor('glucose', column, stated);
  const unit = (is?.unit ?? name) === 'mg/dL' ? 'mg/dL' : 'mmol/L';
  return { value: ENDS[unit][beyond], unit, beyond };
}

function unitFor(quantity: Quantity, { units, unit }: Column, stated: readonly string[]): TableUnit {
  const found = units.find(({ name }) => stated.includes(name)) ?? unit ?? units.find(({ name }) => name === USUAL[quantity]);
  if (!found) throw new UnitWanted(quantity, units);
  return found;
}

/** Both values in columns of their own, or in one as `120/80`. */
function pressureOf(cells: readonly string[], table: Table, stated: readonly string[], pulse: number | undefined): Said | undefined {
  const column = table.columns.get('pressure');
  const cell = plainly((column && cells[column.at]) ?? '');
  const said = { kind: 'blood-pressure', ...(pulse === undefined ? {} : { pulse }) };
  if (column && !blank(cell)) {
    const [, above, below, rest = ''] = /^(\d+(?:[.,]\d+)?) ?[/、] ?(\d+(?:[.,]\d+)?)\s*(.*)$/.exec(cell) ?? [];
    const own = rest === '' ? undefined : unitIn(rest, column.units);
    if (above === undefined || below === undefined || (rest !== '' && !own))
      throw new DecodeError('pressure', `"${cell.slice(0, 40)}" is no pressure like 120/80`);
    const unit = (own ?? unitFor('pressure', column, stated)).name;
    return { ...said, systolic: Number(above.replace(',', '.')), diastolic: Number(below.replace(',', '.')), unit };
  }
  const [systolic, diastolic] = [valueIn(cells, table, 'systolic', stated), valueIn(cells, table, 'diastolic', stated)];
  if (!systolic && !diastolic) return undefined;
  if (!systolic || !diastolic) throw new DecodeError(systolic ? 'diastolic' : 'systolic', 'is missing, and half a pressure says nothing');
  return { ...said, systolic: systolic.value, diastolic: diastolic.value, unit: systolic.unit };
}

/** A table of one quantity says which cell is empty. */
function nothingIn(cells: readonly string[], { columns }: Table): DecodeError {
  const [first, ...others] = columns;
  if (!first || others.length > 0) return new DecodeError('the row', 'holds no value');
  return new DecodeError(first[0], `"${cells[first[1].at] ?? ''}" is no number`);
}

const MEALS: readonly (readonly [meal: string, written: RegExp])[] = [
  ['fasting', /空腹|fast/i],
  ['bedtime', /睡前|bed/i],
  ['before', /前|before|pre/i],
  ['after', /后|after|post/i],
  ['casual', /随机|random|casual/i],
];
const mealOf = (cell: string | undefined): Said => {
  const meal = cell === undefined ? undefined : MEALS.find(([, written]) => written.test(cell));
  return meal ? { meal: meal[0] } : {};
};

const WRITTEN: readonly (readonly [posture: Posture, written: RegExp])[] = [
  ['standing', /^(standing|stand|upright|站|立|直立)/i],
  ['lying', /^(lying|supine|recumbent|卧|躺|平卧|仰卧)/i],
  ['sitting', /^(sitting|sit|seated|坐|端坐)/i],
];

/** A blank cell says nothing. Throws DecodeError for a word that is none of the three: a standing pressure taken for a sitting one is a wrong mean. */
function postureIn(cell: string | undefined): { readonly posture?: Posture } {
  if (blank(cell)) return {};
  const posture = WRITTEN.find(([, written]) => written.test(plainly(cell!)))?.[0];
  if (!posture) throw new DecodeError('posture', `"${cell!.slice(0, 40)}" is none of lying, sitting, standing`);
  return { posture };
}

const rounded = (value: number): number => Number(value.toPrecision(10));
