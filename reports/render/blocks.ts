import type { Severity } from '../../domain/alert.ts';

/** What a report is made of for the eye, whatever it is shown on: words and numbers ready to be read, nothing of HTML or of paper. */
export type Block =
  | { readonly is: 'tiles'; readonly tiles: readonly Tile[] }
  | { readonly is: 'bar'; readonly title: string; readonly parts: readonly BarPart[]; readonly muted?: boolean }
  | { readonly is: 'chart'; readonly title?: string; readonly svg: string; readonly note?: string }
  | {
      readonly is: 'table';
      readonly title?: string;
      readonly heads: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Which rows are grey, because what they say does not suffice. */
      readonly muted?: readonly number[];
      /** The columns of numbers: set to the right. */
      readonly numbers?: readonly number[];
    }
  | { readonly is: 'list'; readonly items: readonly Item[] }
  | { readonly is: 'text'; readonly text: string };

export interface Tile {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  /** Its data do not suffice. */
  readonly muted?: boolean;
}

export interface BarPart {
  readonly name: string;
  readonly percent: number;
  readonly colour: string;
  readonly goal?: string;
}

export interface Item {
  readonly mark?: Severity;
  readonly strong?: string;
  readonly text: string;
  readonly after?: string;
  readonly flag?: string;
  readonly note?: string;
}

export interface Part {
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A whole report, said in one language. */
export interface Page {
  readonly language: string;
  readonly title: string;
  readonly name: string;
  /** At the head of every page beside the name: two people may share one. */
  readonly beside: string;
  /** What else the record says, on the first page: it may be long. */
  readonly facts: string;
  readonly clinic: string;
  readonly period: string;
  readonly foot: string;
  readonly parts: readonly Part[];
}
