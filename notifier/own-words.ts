import type { ClinicWords } from '../domain/clinic-words.ts';
import type { Language } from '../domain/source.ts';
import { asksFor, parseTemplate, type Template, TemplateError } from './template.ts';
import { TEMPLATES, type TemplateName, type Templates } from './templates.ts';

/** The paragraph that ends what patients read: what to do in an emergency, and that a message replaces no doctor. No clinic changes it. */
const CLOSING = /does not replace your doctor|不能替代医生/;

/** A shipped template as a clinic may reword it: the words, and the closing paragraph that stays. */
export function openWords({ written }: Template): { readonly words: string; readonly closing?: string } {
  const paragraphs = written.trim().split('\n\n');
  const closing = paragraphs.at(-1)!;
  return paragraphs.length > 1 && CLOSING.test(closing)
    ? { words: paragraphs.slice(0, -1).join('\n\n'), closing }
    : { words: written.trim() };
}

/** Why words cannot stand for a template. `values`: the placeholders that it is about. */
export interface WordsProblem {
  readonly is: 'syntax' | 'missing' | 'unknown' | 'format';
  readonly values: readonly string[];
  readonly detail: string;
}

/** A clinic's words as a template, with the closing of the shipped one; or everything by which they do not fit it. */
export function fitted(shipped: Template, words: string): { readonly template: Template } | { readonly problems: readonly WordsProblem[] } {
  const { closing } = openWords(shipped);
  let template: Template;
  try {
    template = parseTemplate(closing === undefined ? words : `${words.trim()}\n\n${closing}`, shipped.name);
    // With only the closing left there would be no text of its own.
    parseTemplate(words, shipped.name);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { problems: [{ is: 'syntax', values: [], detail: error.message.replace(`${shipped.name}: `, '') }] };
  }
  const [said, wanted] = [asksFor(template), asksFor(shipped)];
  const missing = [...wanted.keys()].filter((name) => !said.has(name));
  const unknown = [...said.keys()].filter((name) => !wanted.has(name));
  // An instant without its format would be a number of thirteen digits, and words with one would be none.
  const instant = (formats: readonly string[]) => formats.some((format) => format !== 'as-it-is');
  const format = [...said].flatMap(([name, formats]) => {
    const shippedFormats = wanted.get(name);
    if (!shippedFormats) return [];
    return (instant(shippedFormats) ? formats.every((one) => one !== 'as-it-is') : !instant(formats)) ? [] : [name];
  });
  const braced = (names: readonly string[]) => names.map((name) => `{${name}}`).join(', ');
  const problems: WordsProblem[] = [
    ...(missing.length > 0 ? [{ is: 'missing', values: missing, detail: `${braced(missing)} is left out` } as const] : []),
    ...(unknown.length > 0 ? [{ is: 'unknown', values: unknown, detail: `${braced(unknown)} is no value of this message` } as const] : []),
    ...(format.length > 0
      ? [{ is: 'format', values: format, detail: `${braced(format)} is not written as in the shipped words` } as const]
      : []),
  ];
  return problems.length > 0 ? { problems } : { template };
}

/**
 * The templates with a clinic's own words in the place of the shipped ones. Words that no longer fit, after an upgrade for instance, are passed over:
 * the shipped ones go out.
 */
export function withOwnWords(shipped: Templates, own: readonly Pick<ClinicWords, 'template' | 'language' | 'words'>[]): Templates {
  const templates = new Map(shipped);
  for (const { template: name, language, words } of own) {
    const beneath = words === undefined ? undefined : shipped.get(`${language}/${name}`);
    const found = beneath && fitted(beneath, words!);
    if (found && 'template' in found) templates.set(found.template.name, found.template);
  }
  return templates;
}

export const isTemplate = (name: string): name is TemplateName => Object.hasOwn(TEMPLATES, name);
export const templateKey = (template: string, language: Language): string => `${language}/${template}`;
