import { DAY, type Instant } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import type { Document } from '../../reports/nightscout/entry.ts';

/** What is asked of a collection: those of which every test holds, between two moments, so many at most. */
export interface Search {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly most: number;
  readonly skip: number;
  readonly lets: (document: Document) => boolean;
}

const EVER = 253_402_300_800_000;
/** A search that names no moment looks back so far (cgm-remote-monitor, lib/server/query.js). */
const USUAL_DAYS = 4;
export const MOST_DOCUMENTS = 20_000;
/** The fields that say when. `created_at` and `dateString` are ISO 8601, the others milliseconds. */
const MOMENTS = ['date', 'dateString', 'mills', 'created_at', 'sysTime'];

type Compare = (said: string | number, wanted: string | number) => boolean;
const OPERATORS: Readonly<Record<string, Compare>> = {
  eq: (said, wanted) => said === wanted,
  ne: (said, wanted) => said !== wanted,
  gt: (said, wanted) => said > wanted,
  gte: (said, wanted) => said >= wanted,
  lt: (said, wanted) => said < wanted,
  lte: (said, wanted) => said <= wanted,
};

interface Test {
  readonly field: string;
  readonly operator: string;
  readonly value: string;
}

/** `find[date][$gte]=…`, `find[type]=sgv` and `count`, as API v1 has them. Throws HearthError. */
export function searchV1(query: Readonly<Record<string, unknown>>, now: Instant, usual: number): Search {
  const tests = pairs(query).flatMap(([name, value]): Test[] => {
    const [, field, operator = 'eq'] = /^find\[(\w+)\](?:\[\$(\w+)\])?$/.exec(name) ?? [];
    return field === undefined ? [] : [{ field, operator, value }];
  });
  const most = numberOf(query, 'count') ?? usual;
  return searchBy(tests, now - USUAL_DAYS * DAY, { most, skip: 0 });
}

const RESERVED = ['token', 'now', 'limit', 'skip', 'sort', 'sort$desc', 'fields', 'secret'];
const USUAL_LIMIT = 100;
const MOST_LIMIT = 1000;

/** `date$gte=…`, `type=sgv`, `limit` and `skip`, as API v3 has them. Throws HearthError. */
export function searchV3(query: Readonly<Record<string, unknown>>): Search {
  const tests = pairs(query).flatMap(([name, value]): Test[] => {
    if (RESERVED.includes(name)) return [];
    const [field = '', operator = 'eq'] = name.split('$');
    return [{ field, operator, value: value.replace(/^'(.*)'$/, '$1') }];
  });
  const most = numberOf(query, 'limit') ?? USUAL_LIMIT;
  if (most < 1 || most > MOST_LIMIT) throw new HearthError('api.invalid', `limit: a number from 1 to ${MOST_LIMIT}`);
  return searchBy(tests, 0, { most, skip: numberOf(query, 'skip') ?? 0 });
}

function searchBy(tests: readonly Test[], usualFrom: Instant, { most, skip }: { most: number; skip: number }): Search {
  const named = tests.some(({ field }) => MOMENTS.includes(field));
  let [from, to] = [named ? 0 : usualFrom, EVER];
  const checks = tests.map(({ field, operator, value }) => {
    const compare = OPERATORS[operator];
    if (!compare)
      throw new HearthError('api.invalid', `The operator ${operator} is not supported; there are ${Object.keys(OPERATORS).join(', ')}.`);
    if (!MOMENTS.includes(field)) return (document: Document) => compareField(document[field], value, operator);
    const moment = momentOf(field, value);
    if (operator === 'gt' || operator === 'gte' || operator === 'eq') from = Math.max(from, moment);
    if (operator === 'lt' || operator === 'lte' || operator === 'eq') to = Math.min(to, moment + 1);
    return ({ mills }: Document) => typeof mills === 'number' && compare(mills, moment);
  });
  return { from, to, most: Math.min(most, MOST_DOCUMENTS), skip, lets: (document) => checks.every((holds) => holds(document)) };
}

/** A field that a document does not have fits nothing but "not this". */
function compareField(said: unknown, value: string, operator: string): boolean {
  const compare = OPERATORS[operator]!;
  if (typeof said === 'number') return compare(said, Number(value));
  return typeof said === 'string' ? compare(said, value) : operator === 'ne';
}

function momentOf(field: string, value: string): Instant {
  // Some do not escape the plus of a zone.
  const moment = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : Date.parse(value.replace(/ (?=\d\d:?\d\d$)/, '+'));
  if (Number.isNaN(moment)) throw new HearthError('api.invalid', `${field}: "${value.slice(0, 40)}" is no moment.`);
  return moment;
}

const pairs = (query: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] =>
  Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)] as const));

function numberOf(query: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0)
    throw new HearthError('api.invalid', `${name}: "${String(value).slice(0, 40)}" is no number.`);
  return number;
}
