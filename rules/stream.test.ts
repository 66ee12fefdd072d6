import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byTime, encodePoint, type Point } from './point.ts';
import { MOST_CHARACTERS, Stream, startOf, upTo } from './stream.ts';
import { shortPoint } from './try-condition.ts';

const point = (at: number, id = `p${at}`): Point => shortPoint({ at, id, glucose: 5 });
const ids = (stream: Stream): string[] => Array.from({ length: stream.length }, (_, i) => stream.at(i).id);
const put = (stream: Stream, one: Point): void => {
  const last = stream.last();
  if (last === undefined || byTime(last, one) < 0) stream.append(one);
  else stream.insert(one);
};

test('whatever is put in, taken out and forgotten: the same as a sorted list, and the same after a rest as text', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ put: fc.integer({ min: 0, max: 500 }) }) },
    fc.record({ take: fc.integer({ min: 0, max: 500 }) }),
    fc.record({ trim: fc.integer({ min: 0, max: 200 }) }),
    fc.constant({ rest: true }),
    fc.constant({ look: true }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let stream = new Stream('');
      let model: Point[] = [];
      for (const one of steps) {
        if ('put' in one && !model.some(({ at }) => at === one.put)) {
          put(stream, point(one.put));
          model = [...model, point(one.put)].sort(byTime);
        } else if ('take' in one) {
          expect(stream.remove(`p${one.take}`)?.at).toBe(model.find(({ at }) => at === one.take)?.at);
          model = model.filter(({ at }) => at !== one.take);
        } else if ('trim' in one) {
          stream.trim(one.trim);
          model = model.filter(({ at }) => at >= one.trim);
        } else if ('rest' in one) stream = new Stream(JSON.parse(JSON.stringify(stream.text())));
        else if ('look' in one) expect(ids(stream)).toEqual(model.map(({ id }) => id));
        expect([stream.firstAt(), stream.last()?.at]).toEqual([model[0]?.at, model.at(-1)?.at]);
        for (const { id } of model) expect(stream.has(id)).toBe(true);
        expect(stream.has('p')).toBe(false);
      }
      expect(stream.text()).toBe(model.map(encodePoint).join(''));
      expect(ids(stream)).toEqual(model.map(({ id }) => id));
    }),
  );
});

test('a device that never stops fills no more than its room', () => {
  const stream = new Stream('');
  for (let i = 0; i < 3000; i++) {
    stream.append(point(i * 60_000, `reading-of-22-chars-${String(i).padStart(4, '0')}`));
    stream.trim(0);
  }
  expect(stream.text().length).toBeLessThanOrEqual(MOST_CHARACTERS);
  expect(stream.text().length).toBeGreaterThan(MOST_CHARACTERS - 60);
  expect(stream.at(stream.length - 1).id).toBe('reading-of-22-chars-2999');
});

test('a part of a history', () => {
  const stream = new Stream('');
  for (const at of [10, 20, 20, 30]) put(stream, point(at, `p${at}-${stream.length}`));
  expect([0, 10, 11, 20, 21, 31].map((from) => startOf(stream, from))).toEqual([0, 0, 1, 1, 3, 4]);
  expect(upTo(stream, 1)).toMatchObject({ length: 2 });
  expect(upTo(stream, 1).at(1).at).toBe(20);
});
