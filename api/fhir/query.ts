import { idOfFhir } from '../../domain/fhir-names.ts';
import { FhirError } from './outcome.ts';

export interface SearchParameter {
  readonly name: string;
  readonly type: 'token' | 'reference' | 'date' | 'string';
  readonly documentation: string;
}

/** A search as it was asked, and as it is understood. */
export interface Query {
  /** For each parameter: its values, one list for each time that it stands there (all must fit), of which one must fit. */
  readonly values: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** How many resources a page holds; 0: only how many there are. */
  readonly count: number;
  readonly sort: readonly { readonly by: string; readonly down: boolean }[];
  /** What shall come with what is found, by the names of the kind's `includes`. */
  readonly include: readonly string[];
  /** Where the page begins; the server's own. */
  readonly cursor?: string;
  /** What was understood, as it stands in the link `self`. */
  readonly used: readonly (readonly [string, string])[];
  /** What was not, and is left out (Prefer: handling=lenient, which is the default). */
  readonly ignored: readonly string[];
}

const USUAL = 50;
export const MOST_IN_A_PAGE = 200;
/** So many values of one parameter at most: each is a walk of its own through the store. */
const MOST_VALUES = 20;

/** For every resource; the others are of `known`. `_format` and `_pretty` are looked at elsewhere. */
const COMMON = ['_count', '_sort', '_summary', '_cursor', '_format', '_pretty'];

/**
 * Reads a search (HL7 FHIR R4, search). A parameter that is not known is left out, and said so, or refused where the caller wrote
 * `Prefer: handling=strict`; a modifier that is not known is refused always, as the standard asks. Throws FhirError.
 */
export function readQuery(
  given: URLSearchParams,
  known: readonly SearchParameter[],
  sorts: readonly string[],
  prefer: string | undefined,
  includes: readonly string[] = [],
): Query {
  const strict = /handling\s*=\s*strict/i.test(prefer ?? '');
  const values = new Map<string, string[][]>();
  const ignored: string[] = [];
  const leave = (text: string) => {
    if (strict) throw new FhirError(400, 'not-supported', `${text} is not supported here.`);
    ignored.push(text);
  };
  let [count, sort, cursor]: [number, Query['sort'], string | undefined] = [USUAL, [], undefined];
  const used: [string, string][] = [];
  const include = new Set<string>();
  for (const [name, value] of given) {
    const [bare = '', modifier] = name.split(':');
    if (name === '_include' && includes.includes(value)) {
      include.add(value);
      used.push([name, value]);
      continue;
    }
    const parameter = known.find((one) => one.name === bare);
    if (!parameter && !COMMON.includes(bare)) {
      if (known.some((one) => bare.startsWith(`${one.name}.`)))
        throw new FhirError(400, 'not-supported', `${name}: searches do not go on through a reference here.`);
      leave(`The search parameter ${name}`);
      continue;
    }
    if (modifier !== undefined && !(parameter?.type === 'reference' && modifier === 'Patient'))
      throw new FhirError(400, 'not-supported', `${name}: this modifier is not supported.`);
    if (value === '') continue; // A parameter without a value is left out: the standard says so.
    if (parameter) {
      const ors = value.split(',').filter((one) => one !== '');
      if (ors.length > MOST_VALUES) throw new FhirError(400, 'too-costly', `${name}: ${ors.length} values, ${MOST_VALUES} are the most.`);
      values.set(bare, [...(values.get(bare) ?? []), ors]);
    } else if (bare === '_count') count = countOf(value);
    else if (bare === '_cursor') cursor = value;
    else if (bare === '_summary') {
      if (value === 'count') count = 0;
      else if (value !== 'false') leave(`_summary=${value}`);
    } else if (bare === '_sort') {
      const wanted = value.split(',').map((one) => ({ by: one.replace(/^-/, ''), down: one.startsWith('-') }));
      const unknown = wanted.find(({ by }) => !sorts.includes(by));
      if (unknown || wanted.length > 1) {
        leave(`_sort=${value}`);
        continue;
      }
      sort = wanted;
    }
    if (bare !== '_cursor' && bare !== '_format' && bare !== '_pretty') used.push([name, value]);
  }
  return { values, count, sort, include: [...include], used, ignored, ...(cursor === undefined ? {} : { cursor }) };
}

function countOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new FhirError(400, 'value', `_count: "${text}" is no number.`);
  return Math.min(Number(text), MOST_IN_A_PAGE);
}

/** `p1`, `Patient/p1` or the whole address: the patients that a reference parameter names, as Hearth calls them. All that stand there must fit. */
export function patientsOf(query: Query, ...names: readonly string[]): readonly string[] | undefined {
  const lists = names.flatMap((name) => query.values.get(name) ?? []).map((list) => list.map(patientOf));
  const [first, ...others] = lists;
  return first && [...new Set(first.filter((id) => others.every((list) => list.includes(id))))];
}

export const patientOf = (reference: string): string => idOfFhir(reference.replace(/^(.*\/)?Patient\//, ''));

/** Whether one of `codings` fits each time that a token parameter stands there: `code`, `system|code`, `|code`, `system|`. */
export function fitsToken(
  lists: readonly (readonly string[])[] | undefined,
  codings: readonly { readonly system?: string; readonly code: string }[],
): boolean {
  const fits = (token: string): boolean => {
    const bar = token.indexOf('|');
    const [system, code] = bar < 0 ? [undefined, token] : [token.slice(0, bar), token.slice(bar + 1)];
    return codings.some(
      (one) => (code === '' || one.code === code) && (system === undefined || (one.system ?? '') === system.replace(/\/$/, '')),
    );
  };
  return (lists ?? []).every((list) => list.some(fits));
}
