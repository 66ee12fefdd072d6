/** The bands of kidney function that facts speak of, by their lower bound in mL/min/1.73 m². Metformin labelling, FDA 2016: below 30, and 30 to 45. */
const BANDS = [
  { from: 60, code: 'egfr-60-or-above' },
  { from: 45, code: 'egfr-45-60' },
  { from: 30, code: 'egfr-30-45' },
  { from: 0, code: 'egfr-below-30' },
] as const;
/** No laboratory reports more: such a number is mistyped, and nobody may guess. */
const HIGHEST = 200;

const WRITTEN =
  /(?:e-?gfr|(?:估算|估计)?肾小球滤过率)\s*(?:\((?:ckd-epi|mdrd)\))?\s*(?:[:=,]|is|of|was|为|是|约)?\s*(<=|<|>=|>|≤|≥|below|under|above|over|低于|小于|大于|高于)?\s*(\d+(?:\.\d+)?)(?!\d*\s*(?:-|–|~|to\b|至|到)\s*\d)\s*(?:(?:ml|毫升)\s*\/\s*(?:min|分钟?)(?:\s*\/\s*1[.,]73\s*(?:m(?:2|\^2)?|平方米)?)?)?(\s*or above|\s*(?:或|及)?以上)?/gu;

const bandOf = (value: number): string => BANDS.find(({ from }) => value >= from)!.code;

/**
 * A measured kidney function as the condition that facts name: `eGFR 25 mL/min` is `egfr-below-30`. A bound is taken only where it says
 * enough: "eGFR < 45" leaves open whether it is below 30, and is kidney disease of a stage that nobody wrote.
 */
export const kidneyFunctionAsCondition = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(WRITTEN, (all, before: string | undefined, number: string, after: string | undefined) => {
      const value = Number(number);
      if (value > HIGHEST) return all;
      const bound = before ?? (after === undefined ? undefined : '>');
      if (bound === undefined) return ` ${bandOf(value)} `;
      if (/^(?:<|≤|below|under|低于|小于)/u.test(bound))
        return value <= 30 ? ' egfr-below-30 ' : value <= 60 ? ' chronic-kidney-disease ' : all;
      return value >= 60 ? ' egfr-60-or-above ' : all;
    });
