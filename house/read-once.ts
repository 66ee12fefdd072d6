import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * Reads a file, and parses it only where its text is another than the last time: the house needs its packs, pathways and questionnaires in
 * several places, and all of them again when one has changed. What was handed out is the same for everybody: nobody changes it.
 * @param parse what it throws is thrown again at the next call
 */
export function readOnce<T>(parse: (text: string, file: string) => T): (file: string) => T {
  const known = new Map<string, { readonly of: string; readonly value: T }>();
  return (file) => {
    const text = readFileSync(file, 'utf8');
    const of = createHash('sha256').update(text).digest('base64');
    const last = known.get(file);
    if (last?.of === of) return last.value;
    const value = parse(text, file);
    known.set(file, { of, value });
    return value;
  };
}
