/** What separates the cells of a table, by its first line: that of tab, semicolon and comma which it has most of. */
export const separatorOf = (head: string): string => ['\t', ';', ','].toSorted((a, b) => head.split(b).length - head.split(a).length)[0]!;

/** The cells of one line; quotes as RFC 4180 has them. A decimal comma in a table with semicolons separates nothing. */
export function readCells(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const letter = line[i]!;
    if (letter === '"' && quoted && line[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}
