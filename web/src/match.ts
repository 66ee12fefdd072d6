/** The parts of a path by the names in the pattern: `/patients/:id` and `/patients/demo-lin` give `{ id: 'demo-lin' }`. */
export function match(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/');
  const given = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [i, piece] of wanted.entries()) {
    const there = given[i]!;
    if (!piece.startsWith(':')) {
      if (piece !== there) return undefined;
    } else if (there === '') return undefined;
    else parts[piece.slice(1)] = decode(there);
  }
  return parts;
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
