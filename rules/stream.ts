import type { Instant } from '../domain/clock.ts';
import type { ReadingId } from '../domain/reading.ts';
import { prefixOf, writeId } from './id-text.ts';
import { byTime, decodePoint, encodePoint, type Point, type StreamName } from './point.ts';

/**
 * The most text that a stream keeps, which bounds the state of a patient whose device never stops: some 200 finger sticks or
 * pressures (fourteen a day for two weeks), some 400 values of a sensor (every minute for nearly seven hours).
 */
export const MOST_CHARACTERS: Readonly<Record<StreamName, number>> = { glucose: 8_000, sensor: 16_000, 'blood-pressure': 8_000 };

/** Points, oldest first. */
export interface History {
  readonly length: number;
  at(index: number): Point;
}

/**
 * The recent points of one patient and one stream. Carried as text, cut up only when somebody looks back, and each point read only when
 * it is looked at; a point that comes in order is appended to the text without a look at the rest.
 */
export class Stream implements History {
  readonly #most: number;
  /** What most ids begin with, written once. */
  #prefix: string;
  /** The text as it came, from `#start` on, and what was appended since: joined only at the end, because joining copies all of it. */
  #head: string;
  #start = 0;
  #tail = '';
  /** The text of each point, then the point itself once it was asked for. */
  #cut: (string | Point)[] | undefined;
  /** Head and tail are out of date: a point was put or taken somewhere else than at the ends. */
  #stale = false;

  /** @param text what `text()` gave, or empty */
  constructor(name: StreamName, text: string) {
    this.#most = MOST_CHARACTERS[name];
    const bar = text.indexOf('|');
    this.#prefix = text.slice(0, Math.max(0, bar));
    this.#head = text.slice(bar + 1);
  }

  get length(): number {
    return this.#pieces().length;
  }

  at(index: number): Point {
    const pieces = this.#pieces();
    const piece = pieces[index]!;
    if (typeof piece !== 'string') return piece;
    const point = decodePoint(piece, this.#prefix);
    pieces[index] = point;
    return point;
  }

  has(id: ReadingId): boolean {
    if (this.#stale) return this.#indexOf(id) >= 0;
    // The id alone is a rarer beginning than a comma, which makes the search of "not there", the usual answer, five times quicker.
    const written = writeId(id, this.#prefix);
    if (this.#head.indexOf(written, this.#start) < 0 && !this.#tail.includes(written)) return false;
    return this.#head.indexOf(`,${written},`, this.#start) >= 0 || this.#tail.includes(`,${written},`);
  }

  /** Undefined when the stream is empty. */
  firstAt(): Instant | undefined {
    if (this.#stale) return this.length > 0 ? this.at(0).at : undefined;
    if (this.#start < this.#head.length) return Number.parseInt(this.#head.slice(this.#start, this.#head.indexOf(',', this.#start)), 36);
    return this.#tail === '' ? undefined : Number.parseInt(this.#tail.slice(0, this.#tail.indexOf(',')), 36);
  }

  last(): Point | undefined {
    if (this.#cut) return this.#cut.length > 0 ? this.at(this.#cut.length - 1) : undefined;
    const text = this.#tail === '' ? this.#head : this.#tail;
    if (this.#size() === 0) return undefined;
    return decodePoint(text.slice(text.lastIndexOf(';', text.length - 2) + 1, -1), this.#prefix);
  }

  /** Only for a point that is later than all others. */
  append(point: Point): void {
    if (!this.#stale) {
      if (this.#size() === 0) this.#prefix = prefixOf(point.id);
      this.#tail += encodePoint(point, this.#prefix);
    }
    this.#cut?.push(point);
  }

  /** Puts it at its place in time and says which. */
  insert(point: Point): number {
    let index = this.length;
    while (index > 0 && byTime(this.at(index - 1), point) > 0) index--;
    this.#pieces().splice(index, 0, point);
    this.#stale = true;
    return index;
  }

  remove(id: ReadingId): Point | undefined {
    if (!this.has(id)) return undefined;
    const index = this.#indexOf(id);
    const point = this.at(index);
    this.#pieces().splice(index, 1);
    this.#stale = true;
    return point;
  }

  /** The first place that is not before `from`; the length, if there is none. */
  startOf(from: Instant): number {
    return startOf(this, from);
  }

  /** Forgets what lies before `from`, and the oldest when there is too much. */
  trim(from: Instant): void {
    this.#refresh();
    for (let first = this.firstAt(); first !== undefined && first < from; first = this.firstAt()) this.#dropFirst();
    while (this.#prefix.length + 1 + this.#size() > this.#most) this.#dropFirst();
  }

  text(): string {
    this.#refresh();
    return this.#size() === 0 ? '' : `${this.#prefix}|${this.#written()}`;
  }

  #written(): string {
    return this.#head.slice(this.#start) + this.#tail;
  }

  #size(): number {
    return this.#head.length - this.#start + this.#tail.length;
  }

  #refresh(): void {
    if (!this.#stale) return;
    this.#head = this.#pieces()
      .map((piece) => (typeof piece === 'string' ? `${piece};` : encodePoint(piece, this.#prefix)))
      .join('');
    this.#start = 0;
    this.#tail = '';
    this.#stale = false;
  }

  #pieces(): (string | Point)[] {
    this.#cut ??= this.#size() === 0 ? [] : this.#written().slice(0, -1).split(';');
    return this.#cut;
  }

  #indexOf(id: ReadingId): number {
    for (let i = this.length - 1; i >= 0; i--) if (this.at(i).id === id) return i;
    return -1;
  }

  #dropFirst(): void {
    if (this.#start < this.#head.length) this.#start = this.#head.indexOf(';', this.#start) + 1;
    else this.#tail = this.#tail.slice(this.#tail.indexOf(';') + 1);
    this.#cut?.shift();
  }
}

/** The first place in a history that is not before `from`, sought from the end: windows are short and memories long. */
export function startOf(history: History, from: Instant): number {
  let start = history.length;
  while (start > 0 && history.at(start - 1).at >= from) start--;
  return start;
}

/** The same history up to and including one place. */
export const upTo = (history: History, index: number): History => ({ length: index + 1, at: (i) => history.at(i) });
