import type { Instant } from '../domain/clock.ts';
import type { ReadingId } from '../domain/reading.ts';
import { prefixOf } from './id-text.ts';
import { byTime, encodePoint, type Point, type StreamName } from './point.ts';
import { type KeptStream, MOST_CHARACTERS, type PointStream, startOf } from './stream.ts';

/** No point but its id takes more characters than this as text. */
const MOST_BESIDE_ID = 48;

/**
 * A stream that never rests as text: for a replay, which goes through millions of readings and writes no state. Remembers and forgets what
 * `Stream` does, to the character (semantics 2.6, 8.1). Measured on sensors of 90 days: a reading costs half of what it costs as text.
 */
export class ReplayStream implements PointStream {
  readonly #most: number;
  #points: Point[] = [];
  /** How many of them are forgotten: they are cut off now and then. */
  #gone = 0;
  #prefix = '';
  /** At least as many characters as the points would take. */
  #bound = 0;
  /** Worked out only for points of streams that come near their room. */
  readonly #lengths = new WeakMap<Point, number>();

  constructor(name: StreamName) {
    this.#most = MOST_CHARACTERS[name];
  }

  get length(): number {
    return this.#points.length - this.#gone;
  }

  at(index: number): Point {
    return this.#points[this.#gone + index]!;
  }

  has(id: ReadingId): boolean {
    return this.#indexOf(id) >= 0;
  }

  firstAt(): Instant | undefined {
    return this.#points[this.#gone]?.at;
  }

  last(): Point | undefined {
    return this.length > 0 ? this.#points.at(-1) : undefined;
  }

  lastAt(): Instant | undefined {
    return this.last()?.at;
  }

  append(point: Point): void {
    if (this.length === 0) this.#prefix = prefixOf(point.id);
    this.#points.push(point);
    this.#bound += point.id.length + MOST_BESIDE_ID;
  }

  insert(point: Point): number {
    let index = this.length;
    while (index > 0 && byTime(this.at(index - 1), point) > 0) index--;
    this.#points.splice(this.#gone + index, 0, point);
    this.#bound += point.id.length + MOST_BESIDE_ID;
    return index;
  }

  remove(id: ReadingId): Point | undefined {
    const index = this.#indexOf(id);
    if (index < 0) return undefined;
    const [point] = this.#points.splice(this.#gone + index, 1);
    this.#bound -= id.length + MOST_BESIDE_ID;
    return point;
  }

  startOf(from: Instant): number {
    return startOf(this, from);
  }

  trim(from: Instant): void {
    while (this.length > 0 && this.at(0).at < from) this.#dropFirst();
    if (this.#prefix.length + 1 + this.#bound > this.#most) this.#makeRoom();
    if (this.#gone > 1000 && this.#gone > this.length) {
      this.#points = this.#points.slice(this.#gone);
      this.#gone = 0;
    }
  }

  /** A replay writes no state. */
  kept(): KeptStream {
    throw new Error('a replayed stream is not kept');
  }

  #makeRoom(): void {
    let size = 0;
    for (let i = 0; i < this.length; i++) size += this.#lengthOf(this.at(i));
    while (this.#prefix.length + 1 + size > this.#most) {
      size -= this.#lengthOf(this.at(0));
      this.#dropFirst();
    }
  }

  #lengthOf(point: Point): number {
    const known = this.#lengths.get(point);
    if (known !== undefined) return known;
    const length = encodePoint(point, this.#prefix).length;
    this.#lengths.set(point, length);
    return length;
  }

  #dropFirst(): void {
    this.#bound -= this.at(0).id.length + MOST_BESIDE_ID;
    this.#gone += 1;
  }

  #indexOf(id: ReadingId): number {
    for (let i = this.length - 1; i >= 0; i--) if (this.at(i).id === id) return i;
    return -1;
  }
}
