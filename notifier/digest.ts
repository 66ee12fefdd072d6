import { messageKey } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';

interface Rendered {
  readonly subject: string;
  readonly text: string;
}

/** Several messages as one: the list of what they are about, then each in full. The link stands once, at the end. */
export function digestValues(parts: readonly Rendered[], link: string): Message['values'] {
  const whole = parts.map(({ subject, text }) => `${subject}\n${text.replaceAll(link, '').trimEnd()}`);
  return { count: parts.length, text: whole.join('\n\n– – –\n\n') };
}

/** The same messages together have the same key, in whatever order they were taken. */
export const digestKey = (keys: readonly string[]): string => messageKey(keys.toSorted().join(' '), 'digest', '', '');
