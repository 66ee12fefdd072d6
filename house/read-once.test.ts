import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../tests/services.ts';
import { readOnce } from './read-once.ts';

const parsed: string[] = [];
const read = readOnce((text, file) => {
  parsed.push(text);
  if (text === 'bad') throw new Error(`${file}: bad`);
  return { text };
});

test('a file is parsed again when its text is another, and whenever it was bad', () => {
  const [one, other] = [join(temporaryFolder(), 'one'), join(temporaryFolder(), 'other')];
  writeFileSync(one, 'a');
  writeFileSync(other, 'a');
  expect(read(one)).toBe(read(one));
  expect(read(other)).not.toBe(read(one));
  expect(parsed).toEqual(['a', 'a']);

  writeFileSync(one, 'b');
  expect([read(one), read(one)]).toEqual([{ text: 'b' }, { text: 'b' }]);
  writeFileSync(one, 'bad');
  expect(() => read(one)).toThrow('bad');
  expect(() => read(one)).toThrow('bad');
  writeFileSync(one, 'a');
  expect(read(one)).toEqual({ text: 'a' });
  expect(parsed).toEqual(['a', 'a', 'b', 'bad', 'bad', 'a']);
});
