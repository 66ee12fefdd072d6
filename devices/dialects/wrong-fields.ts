import type { z } from 'zod';

/** A field that is wrong: where it stands (RFC 6901), and what is wrong with it. */
export interface WrongField {
  readonly pointer: string;
  readonly problem: string;
}

/** So many are named: a person mends the first few, and a payload of nonsense must not become a page of text. */
const NAMED = 5;

/** What zod found, one entry for each field, below `pointer`. Never empty. */
export function wrongFields({ issues }: z.ZodError, pointer: string): readonly WrongField[] {
  return issues
    .flatMap((issue) => {
      const place = pointer + issue.path.map(step).join('');
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ pointer: place + step(key), problem: 'no such field' }))
        : [{ pointer: place, problem: issue.message.slice(0, 120) }];
    })
    .slice(0, NAMED);
}

/** [RFC 6901 section 3] `~` and `/` in a key are written `~0` and `~1`. */
const step = (key: PropertyKey): string => `/${String(key).slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`;
