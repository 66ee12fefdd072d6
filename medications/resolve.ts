import type { Kind, MedicationGraph } from './graph.ts';
import { kidneyFunctionAsCondition } from './kidney-function.ts';

/** What a record's own words were understood as. */
export interface Resolved {
  readonly codes: readonly string[];
  /** What nobody understood of it: another ingredient, perhaps. Empty: all was understood, or it was only a dose and a form. */
  readonly rest: string;
}

/** Doses, forms, salts and times: they say nothing of what it is. */
const IGNORED =
  /(?<![a-z])(?:mg|mcg|µg|g|ml|iu|units?|tablets?|tabs?|capsules?|caps?|er|xr|sr|mr|la|hydrochloride|hcl|maleate|besylate|besilate|tartrate|succinate|fumarate|phosphate|mesylate|sodium|potassium|calcium|daily|once|twice|bid|tid|qd|qn|od|bd|tds|prn|bedtime|morning|evening|night|oral|injection|pen|film|coated|extended|sustained|release|before|after|at|in|the|a|an|day|every|hours?|times?|with|meals?|and|of|for|history|known|chronic|mild|moderate|stage|grade|allergy|allergic|to|juice|supplement|high|dose|low)(?![a-z])|盐酸|马来酸|苯磺酸|酒石酸|琥珀酸|富马酸|磷酸|甲磺酸|缓释|控释|肠溶|分散|薄膜|注射液|注射|口服|胶囊|颗粒|滴丸|片|丸|钙|钠|每日|每天|每晚|早晚|早餐|晚餐|餐前|餐后|睡前|饭前|饭后|一次|两次|三次|[早晚次天日粒支克]|毫克|单位|病史|既往|过敏|病|史|期|级/gu;
/** "No known allergies", "无": nothing was given. */
const NOTHING = /^(?:none|no|nil|n a|nkda|no known(?: drug)? allerg(?:y|ies)|无|没有|暂无|未知|否认|无过敏史|否认过敏史)$/u;
/** What begins like this denies or doubts what follows: nobody may take it for a fact, nor for its absence. */
const DENIED = /^(?:no |not |denies |without |family history|suspected |rule out |\?|无|没有|否认|排除|疑似|家族史|母亲|父亲)/u;

/** NFKC, small letters, one space for all punctuation, none beside Chinese letters: `2 型糖尿病` is `2型糖尿病`, `type-2` is `type 2`. */
export const plainName = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{N}%?]+/gu, ' ')
    .replaceAll(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '')
    .trim();

interface Entry {
  readonly name: string;
  readonly code: string;
  readonly kind: Kind;
}

const lexicons = new WeakMap<MedicationGraph, readonly Entry[]>();

/** Every name of every term, the longest first. Worked out once for a graph, which never changes. */
function lexiconOf(graph: MedicationGraph): readonly Entry[] {
  const known = lexicons.get(graph);
  if (known) return known;
  const entries = [...graph.terms.values()].flatMap(({ code, kind, name, names }) =>
    [...new Set([code, name.en, name['zh-CN'], ...names].map(plainName))].map((spelled) => ({ name: spelled, code, kind })),
  );
  const sorted = entries.toSorted((a, b) => b.name.length - a.name.length || (a.code < b.code ? -1 : 1));
  lexicons.set(graph, sorted);
  return sorted;
}

/** Undefined: nothing was given ("none"). A text of several ingredients has several codes; the longest names are found first. */
export function resolve(graph: MedicationGraph, text: string, kinds: readonly Kind[]): Resolved | undefined {
  let left = plainName(kinds.includes('condition') ? kidneyFunctionAsCondition(text) : text);
  if (left === '' || NOTHING.test(left)) return undefined;
  // 无尿 is a finding of its own, and denies nothing.
  const isName = lexiconOf(graph).some(({ name, kind }) => name === left && kinds.includes(kind));
  if (!isName && DENIED.test(left)) return { codes: [], rest: text };
  const codes: string[] = [];
  for (const { name, code, kind } of lexiconOf(graph)) {
    if (!kinds.includes(kind)) continue;
    const at = placeOf(left, name);
    if (at < 0) continue;
    if (!codes.includes(code)) codes.push(code);
    left = `${left.slice(0, at)}|${left.slice(at + name.length)}`;
  }
  const rest = left
    .replaceAll(IGNORED, ' ')
    .replaceAll(/[\p{N}%?|\s]+/gu, ' ')
    .trim();
  return { codes, rest: codes.length === 0 ? text : rest };
}

/** Latin names as whole words ("gout" is not in "gouty", "iron" not in "spironolactone"); Chinese ones anywhere. */
function placeOf(text: string, name: string): number {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const joins = (one: string | undefined, other: string | undefined) => /[a-z0-9]/.test(one ?? '') && /[a-z0-9]/.test(other ?? '');
    if (!joins(text[at - 1], name[0]) && !joins(name.at(-1), text[at + name.length])) return at;
  }
  return -1;
}
