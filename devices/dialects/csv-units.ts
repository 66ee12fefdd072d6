import { KG_IN_JIN, LB_IN_STONE } from '../../domain/units.ts';

/** A unit that heads and cells of tables name, how they write it, and what a value in it is in Hearth's own words. */
export interface TableUnit {
  readonly name: string;
  readonly written: RegExp;
  /** Hearth's own unit, and how many of it one of this is; the unit itself where this is absent. */
  readonly is?: { readonly unit: string; readonly each: number };
}

/* Compatibility letters are plain ones by then (NFKC): ℃ is °C, ㎏ is kg, （ is (. The longer word stands first: 公斤 is not 斤. */
const [MMOL, MG_DL, MMHG, KPA]: readonly TableUnit[] = [
  { name: 'mmol/L', written: /mmol ?\/ ?l|毫摩尔/i },
  { name: 'mg/dL', written: /mg ?\/ ?dl/i },
  { name: 'mmHg', written: /mm ?hg|毫米汞柱/i },
  { name: 'kPa', written: /kpa|千帕/i },
];
const [KG, LB, JIN, STONE, GRAM]: readonly TableUnit[] = [
  { name: 'kg', written: /kg|kilo|公斤|千克/i },
  { name: 'lb', written: /\b(lbs?|pounds?)\b|磅/i },
  { name: '斤', written: /斤/, is: { unit: 'kg', each: KG_IN_JIN } },
  { name: 'st', written: /\b(st|stones?)\b|英石/i, is: { unit: 'lb', each: LB_IN_STONE } },
  { name: 'g', written: /\bg\b|(?<!千)克/i, is: { unit: 'kg', each: 0.001 } },
];
const [CELSIUS, FAHRENHEIT]: readonly TableUnit[] = [
  { name: '°C', written: /°\s*C|\bC\b|celsius|摄氏|度/i },
  { name: '°F', written: /°\s*F|\bF\b|fahrenheit|华氏/i },
];
const PERCENT: TableUnit = { name: '%', written: /%|percent|百分/i };
const PER_MINUTE: TableUnit = { name: '1/min', written: /bpm|\/ ?min|次|每分/i, is: { unit: '1/min', each: 1 } };

export const UNITS = {
  glucose: [MMOL!, MG_DL!],
  pressure: [MMHG!, KPA!],
  mass: [KG!, LB!, JIN!, STONE!, GRAM!],
  temperature: [FAHRENHEIT!, CELSIUS!],
  percent: [PERCENT],
  rate: [PER_MINUTE],
} as const satisfies Record<string, readonly TableUnit[]>;

export const unitIn = (text: string, units: readonly TableUnit[]): TableUnit | undefined => units.find(({ written }) => written.test(text));
