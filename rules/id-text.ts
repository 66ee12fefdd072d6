import type { ReadingId } from '../domain/reading.ts';

/*
 * Ids inside of texts that separate by commas, semicolons, bars and exclamation marks. They hold none of these as a rule;
 * a device's own time stamp, which is part of an id, may.
 */
const SEPARATORS = /[%,;|!]/;

export const escapeId = (id: ReadingId): string =>
  SEPARATORS.test(id) ? id.replaceAll(/[%,;|!]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`) : id;

export const unescapeId = (text: string): ReadingId =>
  text.includes('%') ? text.replaceAll(/%([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))) : text;

/** What the ids of one device and kind begin with (`cuff-1~blood-pressure~`), escaped; empty when the id is not of that form. */
export function prefixOf(id: ReadingId): string {
  const text = escapeId(id);
  const first = text.indexOf('~');
  const second = first < 0 ? -1 : text.indexOf('~', first + 1);
  return text.slice(0, second + 1);
}

/** An id as it stands among others, most of which begin alike: `!s12~` for `cuff-1~blood-pressure~s12~`. */
export function writeId(id: ReadingId, prefix: string): string {
  const text = escapeId(id);
  return prefix !== '' && text.startsWith(prefix) ? `!${text.slice(prefix.length)}` : text;
}

export const readId = (text: string, prefix: string): ReadingId => unescapeId(text.startsWith('!') ? prefix + text.slice(1) : text);
