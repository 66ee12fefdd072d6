import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byTime, type Point } from './point.ts';
import { ReplayStream } from './replay-stream.ts';
import { MOST_CHARACTERS, NOTHING_KEPT, type PointStream, Stream, startOf, upTo } from './stream.ts';
import { shortPoint } from './try-condition.ts';

const point = (at: number, id = nameOf(at)): Point => shortPoint({ at, id, glucose: 5 });
/** Of two devices, with what a text must not mind. */
const nameOf = (at: number): string => (at % 3 === 0 ? `meter~glucose~s${at}~a,b;c|d` : `other~glucose~t${at}`);
const ids = (stream: PointStream): string[] => Array.from({ length: stream.length }, (_, i) => stream.at(i).id);
const put = (stream: PointStream, one: Point): void => {
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
      let stream = new Stream('glucose');
      let model: Point[] = [];
      for (const one of steps) {
        if ('put' in one && !model.some(({ at }) => at === one.put)) {
          put(stream, point(one.put));
          model = [...model, point(one.put)].sort(byTime);
        } else if ('take' in one) {
          expect(stream.remove(nameOf(one.take))?.at).toBe(model.find(({ at }) => at === one.take)?.at);
          model = model.filter(({ at }) => at !== one.take);
        } else if ('trim' in one) {
          stream.trim(one.trim);
          model = model.filter(({ at }) => at >= one.trim);
        } else if ('rest' in one) stream = new Stream('glucose', JSON.parse(JSON.stringify(stream.kept())));
        else if ('look' in one) expect(ids(stream)).toEqual(model.map(({ id }) => id));
        expect([stream.firstAt(), stream.last()?.at]).toEqual([model[0]?.at, model.at(-1)?.at]);
        for (const { id } of model) expect(stream.has(id)).toBe(true);
        expect(stream.has('meter~glucose~s')).toBe(false);
      }
      if (model.length === 0) expect(stream.kept()).toEqual(NOTHING_KEPT);
      expect(ids(stream)).toEqual(model.map(({ id }) => id));
    }),
  );
});

test('a device that never stops fills no more than its room', () => {
  const stream = new Stream('glucose');
  for (let i = 0; i < 3000; i++) {
    stream.append(point(i * 60_000, `meter-1~glucose~s${i}~2026-03-01T08:00:00`));
    stream.trim(0);
  }
  const { tail, pieces, start } = stream.kept();
  const characters = [tail, ...pieces].join('').length - start;
  expect(characters).toBeLessThanOrEqual(MOST_CHARACTERS.glucose);
  expect(characters).toBeGreaterThan(MOST_CHARACTERS.glucose - 80);
  expect(stream.at(stream.length - 1).id).toBe('meter-1~glucose~s2999~2026-03-01T08:00:00');
});

test('what most ids begin with is written once', () => {
  const stream = new Stream('glucose');
  for (const at of [3, 6, 7]) put(stream, point(at, at === 7 ? 'b~glucose~t7' : `a~glucose~t${at}`));
  expect(stream.kept().tail).toBe('a~glucose~|3,!t3,5,m--;6,!t6,5,m--;7,b~glucose~t7,5,m--;');
});

test('it forgets what lies before a moment, and not what lies at it', () => {
  const stream = new Stream('glucose');
  for (const at of [10, 20, 30]) put(stream, point(at, `p${at}`));
  stream.trim(20);
  expect(ids(stream)).toEqual(['p20', 'p30']);
});

test('a part of a history', () => {
  const stream = new Stream('glucose');
  for (const at of [10, 20, 20, 30]) put(stream, point(at, `p${at}-${stream.length}`));
  expect([0, 10, 11, 20, 21, 31].map((from) => startOf(stream, from))).toEqual([0, 0, 1, 1, 3, 4]);
  expect(upTo(stream, 1)).toMatchObject({ length: 2 });
  expect(upTo(stream, 1).at(1).at).toBe(20);
});

test('a replayed stream remembers and forgets what one that is kept as text does, to the character', () => {
  const step = fc.oneof(
    { weight: 8, arbitrary: fc.record({ put: fc.integer({ min: 0, max: 900 }) }) },
    fc.record({ take: fc.integer({ min: 0, max: 900 }) }),
    fc.record({ trim: fc.integer({ min: 0, max: 300 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
      const [kept, replayed] = [new Stream('glucose'), new ReplayStream('glucose')];
      for (const one of steps) {
        for (const stream of [kept, replayed]) {
          if ('put' in one && !stream.has(nameOf(one.put))) put(stream, point(one.put));
          else if ('take' in one) stream.remove(nameOf(one.take));
          else if ('trim' in one) stream.trim(one.trim);
        }
        expect([replayed.length, replayed.firstAt(), replayed.last()?.id]).toEqual([kept.length, kept.firstAt(), kept.last()?.id]);
      }
      expect(ids(replayed)).toEqual(ids(kept));
    }),
    { numRuns: 60 },
  );
});

test('a replayed stream of a device that never stops is as long as one that is kept', () => {
  const [kept, replayed] = [new Stream('glucose'), new ReplayStream('glucose')];
  for (let i = 0; i < 3000; i++) {
    for (const stream of [kept, replayed]) {
      stream.append(point(i * 60_000, `meter-1~glucose~s${i}~2026-03-01T08:00:00`));
      stream.trim(0);
    }
    expect(replayed.length).toBe(kept.length);
  }
});
