/** One thing that is wrong in a file, and where. Lines and columns count from 1; 0 where the file as a whole is meant. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `rules.2.thresholds.limit.unit`. */
  readonly path: string;
  /** What was expected there. */
  readonly expected: string;
}

/** Everything that is wrong with a pack or its cases, at once. A bad file never replaces a good one. */
export class PackError extends Error {
  override readonly name = 'PackError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(sentence).join('\n'));
    this.problems = problems;
  }
}

const sentence = ({ file, line, column, path, expected }: Problem): string =>
  `${file}${line > 0 ? `:${line}:${column}` : ''}: ${path || 'the file'}: ${expected}`;
