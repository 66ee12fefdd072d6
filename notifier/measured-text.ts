import type { Message } from '../domain/message.ts';
import { inBothUnits, valuesIn } from '../domain/reader-unit.ts';
import type { Language } from '../domain/source.ts';
import { type GlucoseUnit, glucoseText, mmolPerLFromMgPerDl } from '../domain/units.ts';
import { windowNote } from '../domain/window-note.ts';

type Values = Message['values'];

const MEALS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  fasting: { 'zh-CN': '空腹', en: 'fasting' },
  before: { 'zh-CN': '餐前', en: 'before a meal' },
  after: { 'zh-CN': '餐后', en: 'after a meal' },
  bedtime: { 'zh-CN': '睡前', en: 'at bedtime' },
  casual: { 'zh-CN': '随机', en: 'at any time' },
};
const FIELDS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  systolic: { 'zh-CN': '收缩压', en: 'systolic' },
  diastolic: { 'zh-CN': '舒张压', en: 'diastolic' },
  pulse: { 'zh-CN': '脉搏', en: 'pulse' },
  weight: { 'zh-CN': '体重', en: 'weight' },
  temperature: { 'zh-CN': '体温', en: 'temperature' },
  saturation: { 'zh-CN': '血氧饱和度', en: 'oxygen saturation' },
};

/**
 * What was measured, as this person reads it, from the values of an alert: `2.8 mmol/L (fasting)`, `192/124 mmHg, pulse 96`,
 * `142/88 mmHg (mean of 14 readings)`, `nothing for 5 days`. Undefined where the values say nothing of the kind.
 */
export function measuredText(values: Values, language: Language, glucoseUnit: GlucoseUnit): string | undefined {
  const { value, unit } = values;
  if (value === undefined) return undefined;
  const zh = language === 'zh-CN';
  if (unit === 'd') {
    const clock =
      values.ahead === undefined
        ? ''
        : zh
          ? '（收到的读数日期在未来：请检查设备时钟）'
          : ' (what came in is dated in the future: check the clock of the device)';
    return zh ? `已 ${value} 天没有读数${clock}` : `nothing for ${value} ${value === 1 ? 'day' : 'days'}${clock}`;
  }
  const notes: string[] = [];
  const meal = MEALS[String(values.meal)];
  if (meal) notes.push(meal[language]);
  if (values.readings !== undefined) notes.push(zh ? `${values.readings} 个读数的平均值` : `mean of ${values.readings} readings`);
  const window = windowNote(valuesIn(values, glucoseUnit), language);
  if (window !== undefined) notes.push(window);
  const aside = notes.length === 0 ? '' : zh ? `（${notes.join('，')}）` : ` (${notes.join(', ')})`;
  if (unit === 'mmol/L' || unit === 'mg/dL') return `${beyond(values, language)}${glucose(Number(value), unit, glucoseUnit)}${aside}`;
  const isMean = values.readings !== undefined || values.statistic !== undefined || values.evening !== undefined || isShare(values);
  const pulse = values.pulse === undefined || isMean ? '' : zh ? `，脉搏 ${values.pulse} 次/分` : `, pulse ${values.pulse}`;
  return `${value}${unit === undefined ? '' : ` ${unit}`}${pulse}${aside}`;
}

/** The limit that decided: `3.0 mmol/L`, `180 mmHg (systolic)`, `4 days`. Undefined where the values name none. */
export function limitText(values: Values, language: Language, glucoseUnit: GlucoseUnit): string | undefined {
  const { limit, unit, field } = values;
  if (limit === undefined) return undefined;
  if (unit === 'd') return language === 'zh-CN' ? `${limit} 天` : `${limit} days`;
  if (unit === 'mmol/L' || unit === 'mg/dL')
    return `${inBothUnits(Number(limit), unit)[glucoseUnit].toFixed(glucoseUnit === 'mmol/L' ? 1 : 0)} ${glucoseUnit}`;
  if (isShare(values)) return `${limit} %`;
  const of = FIELDS[String(field)]?.[language];
  const shown = `${limit} ${field === 'pulse' ? (language === 'zh-CN' ? '次/分' : '/min') : field === 'systolic' || field === 'diastolic' ? 'mmHg' : unit}`;
  return of === undefined ? shown : language === 'zh-CN' ? `${shown}（${of}）` : `${shown} (${of})`;
}

/** Per cent of readings; a saturation is per cent of something else. */
const isShare = ({ unit, field }: Values): boolean => unit === '%' && field !== 'saturation';

const glucose = (value: number, unit: GlucoseUnit, wanted: GlucoseUnit): string =>
  `${glucoseText(unit === 'mmol/L' ? value : mmolPerLFromMgPerDl(value), wanted)} ${wanted}`;

/** The meter showed HI or LO: the true value lies beyond the number. */
function beyond({ beyond: side }: Values, language: Language): string {
  if (side === 'high') return language === 'zh-CN' ? 'HI，高于 ' : 'HI, above ';
  if (side === 'low') return language === 'zh-CN' ? 'LO，低于 ' : 'LO, below ';
  return '';
}
