import type { Language } from '../domain/source.ts';

/*
 * The placeholders of a template, a small part of ICU MessageFormat: `{name}` is a value as it is, `{name, time}` an instant with date
 * and time of day, `{name, date}` an instant as a day; both in the patient's zone. Braces have no other meaning.
 * The first line of a template is the subject, the rest is the text.
 */

const FORMATS = ['as-it-is', 'time', 'date'] as const;
type Format = (typeof FORMATS)[number];
type Part = string | { readonly name: string; readonly format: Format };

export interface Template {
  /** `en/alert.team`, for what goes wrong. */
  readonly name: string;
  /** The file, as somebody wrote it. */
  readonly written: string;
  readonly subject: readonly Part[];
  readonly text: readonly Part[];
}

/** A template that cannot be read, or that was given too little. Names the template and the value; quotes no value. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** Throws TemplateError for an unknown format, a brace without its partner, or a missing text. */
export function parseTemplate(text: string, name: string): Template {
  const written = text.replaceAll('\r\n', '\n');
  const [subject = '', ...rest] = written.split('\n');
  const body = rest.join('\n').trim();
  if (subject.trim() === '' || body === '') throw new TemplateError(`${name}: a template has a subject on its first line and a text below`);
  return { name, written, subject: parts(subject.trim(), name), text: parts(body, name) };
}

/** The values that a template asks for, each with its formats. */
export function asksFor({ subject, text }: Template): ReadonlyMap<string, readonly Format[]> {
  const found = new Map<string, Format[]>();
  for (const part of [...subject, ...text]) {
    if (typeof part !== 'string') found.set(part.name, [...(found.get(part.name) ?? []), part.format]);
  }
  return found;
}

/** The words of a message. Throws TemplateError when a value is missing, or is no instant where one is asked for. */
export function fill(
  template: Template,
  values: Readonly<Record<string, string | number>>,
  { language, zone }: { readonly language: Language; readonly zone: string },
): { readonly subject: string; readonly text: string } {
  const say = (part: Part): string => {
    if (typeof part === 'string') return part;
    const value = Object.hasOwn(values, part.name) ? values[part.name] : undefined;
    if (value === undefined) throw new TemplateError(`${template.name}: there is no value for {${part.name}}`);
    if (part.format === 'as-it-is') return String(value);
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new TemplateError(`${template.name}: {${part.name}} is no instant`);
    return instantText(value, part.format, language, zone);
  };
  const subject = template.subject.map(say).join('').replaceAll(/\s+/g, ' ').trim();
  return { subject, text: template.text.map(say).join('') };
}

function instantText(at: number, format: 'time' | 'date', language: Language, timeZone: string): string {
  const locale = language === 'en' ? 'en-GB' : language;
  const shape: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeZone };
  if (format === 'time') Object.assign(shape, { timeStyle: 'short', hourCycle: 'h23' });
  return new Intl.DateTimeFormat(locale, shape).format(at);
}

function parts(line: string, template: string): readonly Part[] {
  const found: Part[] = [];
  let at = 0;
  for (const match of line.matchAll(/\{([^{}]*)\}/g)) {
    if (match.index > at) found.push(line.slice(at, match.index));
    found.push(placeholder(match[1]!, template));
    at = match.index + match[0].length;
  }
  if (at < line.length) found.push(line.slice(at));
  const stray = found.find((part) => typeof part === 'string' && /[{}]/.test(part));
  if (stray !== undefined) throw new TemplateError(`${template}: a brace without its partner`);
  return found;
}

function placeholder(inside: string, template: string): Part {
  const [name = '', format = 'as-it-is', ...more] = inside.split(',').map((word) => word.trim());
  const known = FORMATS.find((one) => one === format);
  if (!/^[a-z][A-Za-z]*$/.test(name) || !known || more.length > 0) {
    throw new TemplateError(`${template}: {${inside}} is no placeholder: write {name}, {name, time} or {name, date}`);
  }
  return { name, format: known };
}
