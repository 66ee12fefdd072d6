/** A link to a patient's own page is a key: what a message says is shown to the team without it. */
export const withoutKeys = (text: string): string => text.replaceAll(/(\/[pr]\/)[\w.-]+(\?m=[\w.-]+)?/g, '$1…');

/** On the own page itself the line that leads there says nothing. */
export const withoutLinkLine = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/https?:\/\/\S+\/p\/[\w.-]+/.test(line))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
