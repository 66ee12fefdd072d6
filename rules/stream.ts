import type { Instant } from '../domain/clock.ts';
import type { ReadingId } from '../domain/reading.ts';
import { byTime, decodePoint, encodePoint, type Point } from './point.ts';

/**
 * The most text that one stream keeps, about 450 points: a sensor that speaks every minute for seven hours, or thirty finger sticks a day
 * for two weeks. It bounds the state of a patient whose device never stops.
 */
export const MOST_CHARACTERS = 20_000;

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
  #text: string;
  /** The text of each point, then the point itself once it was asked for. */
  #cut: (string | Point)[] | undefined;
  /** The text is out of date: a point was put or taken somewhere else than at its ends. */
  #stale = false;

  constructor(text: string) {
    this.#text = text;
  }

  get length(): number {
    return this.#pieces().length;
  }

  at(index: number): Point {
    const pieces = this.#pieces();
    const piece = pieces[index]!;
    if (typeof piece !== 'string') return piece;
    const point = decodePoint(piece);
    pieces[index] = point;
    return point;
  }

  has(id: ReadingId): boolean {
    if (this.#stale) return this.#indexOf(id) >= 0;
    // The id alone is a rarer beginning than a comma, which makes the search of "not there", the usual answer, five times quicker.
    return this.#text.includes(id) && this.#text.includes(`,${id},`);
  }

  /** Undefined when the stream is empty. */
  firstAt(): Instant | undefined {
    if (this.#stale) return this.length > 0 ? this.at(0).at : undefined;
    return this.#text === '' ? undefined : Number.parseInt(this.#text.slice(0, this.#text.indexOf(',')), 36);
  }

  last(): Point | undefined {
    if (this.#cut) return this.#cut.length > 0 ? this.at(this.#cut.length - 1) : undefined;
    if (this.#text === '') return undefined;
    return decodePoint(this.#text.slice(this.#text.lastIndexOf(';', this.#text.length - 2) + 1, -1));
  }

  /** Only for a point that is later than all others. */
  append(point: Point): void {
    if (!this.#stale) this.#text += encodePoint(point);
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
    for (let first = this.firstAt(); first !== undefined && first < from; first = this.firstAt()) this.#dropFirst();
    while (this.text().length > MOST_CHARACTERS) this.#dropFirst();
  }

  text(): string {
    if (this.#stale) {
      this.#text = this.#pieces()
        .map((piece) => (typeof piece === 'string' ? `${piece};` : encodePoint(piece)))
        .join('');
      this.#stale = false;
    }
    return this.#text;
  }

  #pieces(): (string | Point)[] {
    this.#cut ??= this.#text === '' ? [] : this.#text.slice(0, -1).split(';');
    return this.#cut;
  }

  #indexOf(id: ReadingId): number {
    for (let i = this.length - 1; i >= 0; i--) if (this.at(i).id === id) return i;
    return -1;
  }

  #dropFirst(): void {
    if (!this.#stale) this.#text = this.#text.slice(this.#text.indexOf(';') + 1);
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
