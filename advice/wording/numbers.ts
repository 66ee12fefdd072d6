import type { Language } from '../../domain/source.ts';
import { chineseNumber, englishNumber } from './numerals.ts';
import { plain } from './surface.ts';

/** One number of a text, with the unit that stands beside it, if any, under one name for both languages. */
export interface NumberInText {
  readonly value: number;
  readonly unit?: string;
  readonly text: string;
}

const UNITS: readonly (readonly [string, string])[] = [
  ['mmol/l', 'mmol/l|毫摩尔每升|毫摩尔/升|毫摩尔'],
  ['mg/dl', 'mg/dl|毫克每分升|毫克/分升'],
  ['mmhg', 'mm ?hg|毫米汞柱|毫米水银柱'],
  ['kpa', 'kpa|千帕'],
  ['mg', 'mg\\b|毫克|milligrams?'],
  ['mcg', 'mcg\\b|µg|μg|微克|micrograms?'],
  ['ml', 'ml\\b|毫升|millilit(?:er|re)s?'],
  ['kg', 'kg\\b|公斤|千克|kilos?(?:grams?)?'],
  ['jin', '斤'],
  ['g', 'g\\b|克|grams?'],
  ['kcal', 'kcal|千卡|大卡|calories'],
  ['unit', 'units?\\b|iu\\b|u\\b|个?单位'],
  ['tablet', 'tablets?|pills?|片|粒|颗|丸'],
  ['%', '%|percent|per cent'],
  ['minute', 'minutes?|min\\b|分钟'],
  ['hour', 'hours?|h\\b|个?(?:半)?小时|个?钟头'],
  ['day', 'days?|天'],
  ['week', 'weeks?|周|个?星期'],
  ['month', 'months?|个月'],
  ['year', 'years?|年|周?岁'],
  ['beat', 'beats?|次/分(?:钟)?'],
  ['time', 'times?\\b|readings?|次'],
  ['cup', 'cups?|glasses|glass\\b|杯'],
  ['bowl', 'bowls?|碗'],
  ['spoon', '(?:tea|table)?spoons?(?:ful)?|勺|匙'],
  ['portion', 'portions?|servings?|份'],
  ['fist', 'fists?|个?拳头?'],
  ['step', 'steps?\\b|步'],
  ['fold', 'fold|倍'],
  ['tenth', '成'],
  ['date', '月|日|号|january|february|march|april|may\\b|june|july|august|september|october|november|december'],
  ['o-clock', '点钟?|时(?!间|候)|am\\b|pm\\b'],
  ['item', '个|只|根|块|袋|瓶|组|餐|顿|种|遍|层|指|厘米|cm\\b|米|公里|km\\b'],
];
const UNIT = UNITS.map(([name, words]) => [name, new RegExp(`^\\s*-?(?:${words})`, 'u')] as const);

/** These carry meaning of their own: a number with one of them is that number only with the same unit. */
const EXACT = new Set([
  'mmol/l',
  'mg/dl',
  'mmhg',
  'kpa',
  'mg',
  'mcg',
  'ml',
  'kg',
  'jin',
  'g',
  'kcal',
  'unit',
  'tablet',
  '%',
  'fold',
  'tenth',
  'minute',
  'hour',
]);

/** Numbers that say when or for how long. */
const TIME = new Set(['date', 'o-clock', 'minute', 'hour', 'day', 'week', 'month', 'year']);

const CLOCK = /(?<!\d)(\d{1,2}):(\d{2})(?!\d)/g;
// Digits in a word (A1c, B12) and in 1型, 2型 name things and count nothing.
const ARABIC = /(?<![\p{Script=Latin}\d.])(?<!type )\d+(?:,\d{3})*(?:\.\d+)?(?!\d|\s?型)/gu;
const RANGE = /^\s*(?:-|–|—|~|～|至|到|to|or|或|and|\/)\s*$/;

/** Every number that a text says: in digits of any width, in Chinese numerals and in English words; `07:30` counts as one, 450 minutes. */
export function numbersIn(text: string, language: Language): readonly NumberInText[] {
  let rest = plain(text);
  const found: { at: number; end: number; value: number; unit?: string }[] = [];
  const take = (at: number, length: number, value: number, unit?: string): void => {
    const end = at + length;
    found.push({ at, end, value, ...(unit === undefined ? {} : { unit }) });
    rest = rest.slice(0, at) + '\u0000'.repeat(length) + rest.slice(end);
  };
  const original = rest;
  for (const match of original.matchAll(CLOCK)) take(match.index, match[0].length, Number(match[1]) * 60 + Number(match[2]), 'clock');
  for (const match of rest.matchAll(ARABIC))
    take(match.index, match[0].length, Number(match[0].replaceAll(',', '')), unitAfter(original, match.index + match[0].length));
  for (const match of rest.matchAll(/(?![0-9])\p{Nd}+/gu)) take(match.index, match[0].length, Number.NaN);
  for (const { at, length, value, unit } of language === 'zh-CN' ? chineseNumber(rest) : englishNumber(rest)) {
    take(at, length, value, unit ?? unitAfter(original, at + length));
  }

  found.sort((a, b) => a.at - b.at);
  // "15 to 20 g", "146/88 mmHg": the first of a range has the unit of the second.
  for (let i = found.length - 2; i >= 0; i--) {
    const [one, next] = [found[i]!, found[i + 1]!];
    if (one.unit === undefined && next.unit !== undefined && RANGE.test(original.slice(one.end, next.at))) one.unit = next.unit;
  }
  return found.map(({ at, end, ...number }) => ({ ...number, text: original.slice(at, end) }));
}

/** Whether a number of a text is this one of a fact. */
export function sameNumber(said: NumberInText, known: NumberInText): boolean {
  // 两三次: nobody can say what it is worth, but it may be repeated.
  if (Number.isNaN(said.value)) return said.text === known.text;
  if (Math.abs(said.value - known.value) > 1e-9) return false;
  if (said.unit === known.unit) return true;
  if (said.unit === 'clock' || known.unit === 'clock') return false;
  // A date, an hour or a span vouches for no bare number: "rose by twenty" is not the twentieth.
  if (said.unit === undefined) return known.unit === undefined || !TIME.has(known.unit);
  return known.unit === undefined && !EXACT.has(said.unit);
}

function unitAfter(text: string, end: number): string | undefined {
  const after = text.slice(end, end + 16);
  return UNIT.find(([, words]) => words.test(after))?.[0];
}
