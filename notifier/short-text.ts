/**
 * A message for a way that has little room: subject, text and link in at most `most` characters. The link is never cut, the text is.
 * Characters are counted as people see them.
 */
export function shortText(
  { subject, text, link }: { readonly subject: string; readonly text: string; readonly link?: string },
  most: number,
): string {
  const whole = text.includes(subject) ? text : `${subject}\n${text}`;
  // Templates end with the link already; a cut would go through it.
  const rest = link === undefined ? whole : whole.replaceAll(link, '').trimEnd();
  const end = link === undefined ? '' : `\n${link}`;
  const room = most - graphemes(end).length;
  const letters = graphemes(rest);
  return (letters.length <= room ? rest : `${letters.slice(0, Math.max(0, room - 1)).join('')}…`) + end;
}

/** At most so many characters, the last an ellipsis where something was left out. */
export function cut(text: string, most: number): string {
  const letters = graphemes(text.replaceAll(/\s+/g, ' ').trim());
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most - 1).join('')}…`;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);
