/** A number written in letters: where it stands, how long it is, what it is worth. NaN: it cannot be read, so nothing can vouch for it. */
export interface Numeral {
  readonly at: number;
  readonly length: number;
  readonly value: number;
  readonly unit?: string;
}

const DIGITS: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const POWERS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 };

/** Words that are made with numerals and count nothing. */
const NO_NUMBER =
  /三餐|两餐|两次测量之间|每一|万一|千万|十分(?!之|钟)|百合|五谷|四肢|三高|二甲双胍|八段锦|五禽戏|七八分饱|[七八]分饱|统一|唯一|第[一二三四五六七八九十]+(?![片粒颗针支])|进一步|一步步|一步一步|千克|千卡|千帕|千米|百分之百放心|一二|三三两两|两侧|两臂|双臂|一口一口|七嘴八舌|星期[一二三四五六]|周[一二三四五六](?!次)/g;
const COUNTED =
  /^(?:个?半?小时|分钟|克|毫克|毫升|公斤|斤|两|次|天|日|周|个?星期|个?月|年|岁|个|杯|碗|片|粒|颗|勺|匙|份|拳|步|倍|成|单位|个单位|点|组|餐|顿|种|毫米|根|块|袋|瓶|只|遍|层|指|厘米|米|公里)/u;
/** After a bare 一 these make a number; before others it is only an article: 一个, 一种, 一天. */
const COUNTED_ONE = /^(?:个?半?小时|分钟|克|毫克|毫升|公斤|斤|两|次(?!性)|杯|碗|片|粒|颗|勺|匙|倍|成|个?单位)/u;

/** Chinese numerals: 十五分钟, 三点九, 百分之二十, 三分之一, 半小时, 两片. */
export function chineseNumber(text: string): readonly Numeral[] {
  const rest = text.replaceAll(NO_NUMBER, (word) => '\u0000'.repeat(word.length));
  const found: Numeral[] = [];
  const taken = (at: number): boolean => found.some((one) => at >= one.at && at < one.at + one.length);
  const letters = '〇零一二两三四五六七八九十百千万';
  for (const { 0: all, 1: of, 2: part, index } of rest.matchAll(new RegExp(`(?<![${letters}])([${letters}]+)分之([${letters}]+)`, 'gu'))) {
    const percent = of === '百';
    found.push({ at: index, length: all.length, value: percent ? parse(part!) : parse(part!) / parse(of!), unit: percent ? '%' : 'part' });
  }
  for (const { 0: all, index } of rest.matchAll(/一半|半(?=个?小时|个?钟头|碗|杯|片|斤|天|份|勺|粒|年|个)/gu)) {
    found.push({ at: index, length: all.length, value: 0.5, ...(all === '一半' ? { unit: 'part' } : {}) });
  }
  for (const { 0: all, index } of rest.matchAll(new RegExp(`[${letters}]+(?:点[${letters}]+)?`, 'gu'))) {
    if (taken(index)) continue;
    const after = rest.slice(index + all.length);
    const value = parse(all);
    if (all.length === 1 ? !(value === 1 ? COUNTED_ONE : COUNTED).test(after) : false) continue;
    found.push({ at: index, length: all.length, value });
  }
  return found;
}

function parse(text: string): number {
  const [whole, decimals] = text.split('点') as [string, string?];
  if (decimals !== undefined) {
    const digits = [...decimals].map((letter) => DIGITS[letter]);
    return digits.includes(undefined) ? Number.NaN : Number(`${parse(whole)}.${digits.join('')}`);
  }
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  for (const letter of whole) {
    if (letter in DIGITS) {
      // 三五次: two digits side by side are a guess and no number; 一〇五 is read out and has a zero.
      if (digit !== undefined && digit !== 0 && DIGITS[letter] !== 0) return Number.NaN;
      digit = DIGITS[letter]!;
    } else if (letter === '万') {
      total = (total + section + (digit ?? 0)) * 10_000;
      section = 0;
      digit = undefined;
    } else {
      section += (digit ?? 1) * POWERS[letter]!;
      digit = undefined;
    }
  }
  return total + section + (digit ?? 0);
}

// biome-ignore format: a table reads better in rows.
const WORDS: Readonly<Record<string, number>> = {
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14,
  fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60,
  seventy: 70, eighty: 80, ninety: 90, dozen: 12,
};
const UNITS =
  /^(?:units?|tablets?|pills?|hours?|minutes?|grams?|cups?|glass(?:es)?|doses?|spoons?|teaspoons?|tablespoons?|percent|hundred|slices?|times?)\b/;

/** English numerals: fifteen minutes, twenty-five, one hundred and fifty, half a plate, twice a day, one tablet. */
export function englishNumber(text: string): readonly Numeral[] {
  const found: Numeral[] = [];
  const small = Object.keys(WORDS).join('|');
  const pattern = new RegExp(
    `\\b(?:(?:(?:a|one|${small}) (?:hundred|thousand)(?: and)?)(?:[ -](?:one|${small}))*|(?:${small})(?:-(?:one|${small}))?|one|half|(?:a |one )quarter|(?:a |one |two )thirds?|twice|once)\\b`,
    'g',
  );
  for (const { 0: all, index } of text.matchAll(pattern)) {
    const after = text.slice(index + all.length).trimStart();
    if (all === 'one' && !UNITS.test(after)) continue;
    if (all === 'once' && !/^(?:a|per|every|each|daily)\b/.test(after)) continue;
    found.push({ at: index, length: all.length, ...worth(all) });
  }
  return found;
}

function worth(words: string): { readonly value: number; readonly unit?: string } {
  if (words === 'half') return { value: 0.5, unit: 'part' };
  if (words.endsWith('quarter')) return { value: 0.25, unit: 'part' };
  if (/third/.test(words)) return { value: (words.startsWith('two') ? 2 : 1) / 3, unit: 'part' };
  if (words === 'twice') return { value: 2, unit: 'time' };
  if (words === 'once') return { value: 1, unit: 'time' };
  let total = 0;
  for (const word of words.split(/[ -]/)) {
    if (word === 'hundred' || word === 'thousand') total = (total || 1) * (word === 'hundred' ? 100 : 1000);
    else if (word !== 'and' && word !== 'a') total += word === 'one' ? 1 : (WORDS[word] ?? Number.NaN);
  }
  return { value: total };
}
