import { expect, test } from 'vitest';
import { createMemory, frozen, noMemory, recall } from './memory.ts';

test('a shelf keeps what was used last', () => {
  const shelf = createMemory().shelf<number>('numbers', 2);
  shelf.put('a', 1);
  shelf.put('b', 2);
  expect(shelf.get('a')).toBe(1);
  shelf.put('c', 3);
  expect([shelf.get('a'), shelf.get('b'), shelf.get('c')]).toEqual([1, undefined, 3]);
});

test('the same name is the same shelf, and emptied with all', () => {
  const memory = createMemory();
  memory.shelf<number>('numbers', 2).put('a', 1);
  expect(memory.shelf<number>('numbers', 2).get('a')).toBe(1);
  expect(memory.shelf<number>('others', 2).get('a')).toBeUndefined();
  memory.empty();
  expect(memory.shelf<number>('numbers', 2).get('a')).toBeUndefined();
});

test('recall loads what is missing, in one go and in order, and nothing twice', async () => {
  const shelf = createMemory().shelf<string>('words', 9);
  const asked: (readonly string[])[] = [];
  const load = async (missing: readonly string[]) => {
    asked.push(missing);
    return missing.map((key) => (key === 'none' ? undefined : `<${key}>`));
  };
  shelf.put('b', '<b>');
  expect(await recall(shelf, ['a', 'b', 'none', 'c'], load)).toEqual(['<a>', '<b>', undefined, '<c>']);
  expect(await recall(shelf, ['c', 'a'], load)).toEqual(['<c>', '<a>']);
  expect(asked).toEqual([['a', 'none', 'c']]);
  expect(await recall(noMemory.shelf<string>('words', 9), ['a'], load)).toEqual(['<a>']);
});

test('what is handed out cannot be changed', () => {
  const kept = frozen({ list: [{ deep: 1 }] });
  expect(() => {
    kept.list[0]!.deep = 2;
  }).toThrow();
  expect(() => kept.list.push({ deep: 3 })).toThrow();
});
