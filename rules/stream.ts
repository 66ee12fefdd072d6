import type { Instant } from '../domain/clock.ts';
import type { ReadingId } from '../domain/reading.ts';
import { prefixOf, writeId } from './id-text.ts';
import { byTime, decodePoint, decodeTime, encodePoint, type Point, type StreamName } from './point.ts';

/**
 * The most text that a stream keeps, which bounds the state of a patient whose device never stops: some 200 finger sticks or
 * pressures (fourteen a day for two weeks), some 400 values of a sensor (every minute for nearly seven hours).
 */
export const MOST_CHARACTERS: Readonly<Record<StreamName, number>> = {
  glucose: 8_000,
  sensor: 16_000,
  'blood-pressure': 8_000,
  weight: 8_000,
  temperature: 8_000,
  'oxygen-saturation': 8_000,
  'heart-rate': 8_000,
};

/**
 * A tail this long becomes a piece of its own. Shorter ones are written more often, longer ones make the tail heavier, which every
 * reading writes anew.
 */
const PIECE_CHARACTERS = 1_500;

/** Points, oldest first. */
export interface History {
  readonly length: number;
  at(index: number): Point;
}

/** The recent points of one patient and one stream, oldest first: kept as text between readings, or as they are while a history is replayed. */
export interface PointStream extends History {
  has(id: ReadingId): boolean;
  /** Undefined when the stream is empty. */
  firstAt(): Instant | undefined;
  last(): Point | undefined;
  /** Of the last, without a look at the rest of it. */
  lastAt(): Instant | undefined;
  /** Only for a point that is later than all others. */
  append(point: Point): void;
  /** Puts it at its place in time and says which. */
  insert(point: Point): number;
  remove(id: ReadingId): Point | undefined;
  /** The first place that is not before `from`; the length, if there is none. */
  startOf(from: Instant): number;
  /** Forgets what lies before `from`, and the oldest when there is too much. */
  trim(from: Instant): void;
  kept(): KeptStream;
}

/**
 * A stream as it is kept. A reading changes the tail alone; what lies before it stands in pieces, each written once and dropped once,
 * because a sensor's whole memory, written anew with each of its readings, was most of what a commit wrote.
 */
export interface KeptStream {
  /** What most ids begin with, a bar, the latest points; empty when there is no point, here or in a piece. */
  readonly tail: string;
  /** Oldest first. */
  readonly pieces: readonly string[];
  /** The number of the first piece: pieces are counted from the first that ever was. */
  readonly first: number;
  /** So many characters of the first piece are forgotten. */
  readonly start: number;
}

export const NOTHING_KEPT: KeptStream = { tail: '', pieces: [], first: 0, start: 0 };

/**
 * The recent points of one patient and one stream. Carried as text, cut up only when somebody looks back, and each point read only when
 * it is looked at; a point that comes in order is appended to the text without a look at the rest.
 */
export class Stream implements PointStream {
  readonly #most: number;
  /** What most ids begin with, written once. */
  #prefix: string;
  #pieces: string[];
  #first: number;
  /** Into the first piece, or into the tail where there is none. */
  #start: number;
  #tail: string;
  /** The last point, when it was appended and not read from the text. */
  #appended: Point | undefined;
  /** The text of each point, then the point itself once it was asked for. */
  #cut: (string | Point)[] | undefined;
  /** Pieces and tail are out of date: a point was put or taken somewhere else than at the ends. */
  #stale = false;

  constructor(name: StreamName, { tail, pieces, first, start }: KeptStream = NOTHING_KEPT) {
    this.#most = MOST_CHARACTERS[name];
    const bar = tail.indexOf('|');
    this.#prefix = tail.slice(0, Math.max(0, bar));
    this.#tail = tail.slice(bar + 1);
    this.#pieces = [...pieces];
    this.#first = first;
    this.#start = start;
  }

  get length(): number {
    return this.#points().length;
  }

  at(index: number): Point {
    const points = this.#points();
    const known = points[index]!;
    if (typeof known !== 'string') return known;
    const point = decodePoint(known, this.#prefix);
    points[index] = point;
    return point;
  }

  has(id: ReadingId): boolean {
    if (this.#stale) return this.#indexOf(id) >= 0;
    const written = writeId(id, this.#prefix);
    return this.#texts().some((text, i) => holds(text, written, i === 0 ? this.#start : 0));
  }

  firstAt(): Instant | undefined {
    if (this.#stale) return this.length > 0 ? this.at(0).at : undefined;
    if (this.#size() === 0) return undefined;
    const text = this.#pieces[0] ?? this.#tail;
    return decodeTime(text, this.#start);
  }

  last(): Point | undefined {
    if (this.#appended) return this.#appended;
    if (this.#cut) return this.#cut.length > 0 ? this.at(this.#cut.length - 1) : undefined;
    if (this.#size() === 0) return undefined;
    return decodePoint(this.#lastText().slice(0, -1), this.#prefix);
  }

  lastAt(): Instant | undefined {
    if (this.#appended || this.#cut) return this.last()?.at;
    return this.#size() === 0 ? undefined : decodeTime(this.#lastText());
  }

  #lastText(): string {
    const text = this.#tail === '' ? this.#pieces.at(-1)! : this.#tail;
    return text.slice(text.lastIndexOf(';', text.length - 2) + 1);
  }

  append(point: Point): void {
    if (!this.#stale) {
      if (this.#size() === 0) this.#prefix = prefixOf(point.id);
      this.#tail += encodePoint(point, this.#prefix);
    }
    this.#appended = point;
    this.#cut?.push(point);
  }

  insert(point: Point): number {
    let index = this.length;
    while (index > 0 && byTime(this.at(index - 1), point) > 0) index--;
    this.#points().splice(index, 0, point);
    this.#change();
    return index;
  }

  remove(id: ReadingId): Point | undefined {
    if (!this.has(id)) return undefined;
    const index = this.#indexOf(id);
    const point = this.at(index);
    this.#points().splice(index, 1);
    this.#change();
    return point;
  }

  startOf(from: Instant): number {
    return startOf(this, from);
  }

  trim(from: Instant): void {
    this.#refresh();
    for (let first = this.firstAt(); first !== undefined && first < from; first = this.firstAt()) this.#dropFirst();
    while (this.#prefix.length + 1 + this.#size() > this.#most) this.#dropFirst();
  }

  kept(): KeptStream {
    this.#refresh();
    if (this.#size() === 0) return NOTHING_KEPT;
    if (this.#pieces.length === 0 && this.#start > 0) {
      this.#tail = this.#tail.slice(this.#start);
      this.#start = 0;
    }
    if (this.#tail.length >= PIECE_CHARACTERS) {
      this.#pieces.push(this.#tail);
      this.#tail = '';
    }
    return { tail: `${this.#prefix}|${this.#tail}`, pieces: this.#pieces, first: this.#first, start: this.#start };
  }

  /** From now on the points that were cut out say what there is. */
  #change(): void {
    this.#stale = true;
    this.#appended = undefined;
  }

  #texts(): readonly string[] {
    return this.#pieces.length === 0 ? [this.#tail] : [...this.#pieces, this.#tail];
  }

  #size(): number {
    let size = this.#tail.length - this.#start;
    for (const piece of this.#pieces) size += piece.length;
    return size;
  }

  /** All of it in new pieces, under new numbers. */
  #refresh(): void {
    if (!this.#stale) return;
    this.#first += this.#pieces.length;
    this.#start = 0;
    this.#pieces = [];
    this.#tail = '';
    for (const point of this.#points()) {
      this.#tail += typeof point === 'string' ? `${point};` : encodePoint(point, this.#prefix);
      if (this.#tail.length < PIECE_CHARACTERS) continue;
      this.#pieces.push(this.#tail);
      this.#tail = '';
    }
    this.#stale = false;
  }

  #points(): (string | Point)[] {
    this.#cut ??= this.#size() === 0 ? [] : this.#texts().join('').slice(this.#start, -1).split(';');
    return this.#cut;
  }

  #indexOf(id: ReadingId): number {
    for (let i = this.length - 1; i >= 0; i--) if (this.at(i).id === id) return i;
    return -1;
  }

  #dropFirst(): void {
    const text = this.#pieces[0] ?? this.#tail;
    this.#start = text.indexOf(';', this.#start) + 1;
    this.#cut?.shift();
    if (this.#start < text.length) return;
    this.#start = 0;
    if (this.#pieces.length === 0) {
      this.#tail = '';
      this.#appended = undefined;
    } else {
      this.#pieces.shift();
      this.#first += 1;
    }
  }
}

/** The id alone is a rarer beginning than a comma, which makes the search of "not there", the usual answer, five times quicker. */
const holds = (text: string, written: string, from: number): boolean =>
  text.indexOf(written, from) >= 0 && text.indexOf(`,${written},`, from) >= 0;

/** The first place in a history that is not before `from`, sought from the end: windows are short and memories long. */
export function startOf(history: History, from: Instant): number {
  let start = history.length;
  while (start > 0 && history.at(start - 1).at >= from) start--;
  return start;
}

/** The same history up to and including one place. */
export const upTo = (history: History, index: number): History => ({ length: index + 1, at: (i) => history.at(i) });
