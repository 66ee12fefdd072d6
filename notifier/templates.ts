import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language } from '../domain/source.ts';
import { asksFor, parseTemplate, type Template, TemplateError } from './template.ts';

/**
 * Every template and the values that it may use; both languages use all of them. Whoever sends a message gives those that `speak`
 * does not work out by itself (values-for.ts says which).
 */
export const TEMPLATES = {
  'alert.patient': ['title', 'explanation', 'measured', 'at', 'link'],
  'alert.pathway': ['title', 'besides', 'measured', 'at', 'text', 'link'],
  'alert.question': ['title', 'besides', 'measured', 'at', 'text', 'question', 'options', 'link'],
  'alert.team': ['patient', 'title', 'explanation', 'severity', 'measured', 'limit', 'at', 'raised', 'zone', 'link'],
  'alert.again': ['patient', 'text', 'title', 'severity', 'measured', 'limit', 'at', 'zone', 'link'],
  'alert.unstable': ['patient', 'text', 'title', 'severity', 'measured', 'limit', 'at', 'zone', 'link'],
  'alert.caregiver': ['text', 'title', 'measured', 'at', 'zone'],
  'alert.late': ['patient', 'title', 'severity', 'measured', 'limit', 'at', 'raised', 'zone', 'link'],
  'reading.corrected': ['title', 'measured', 'right', 'at', 'link'],
  'reading.corrected.team': ['patient', 'title', 'severity', 'measured', 'right', 'at', 'zone', 'link'],
  'reading.withdrawn': ['title', 'measured', 'at', 'link'],
  'reading.withdrawn.team': ['patient', 'title', 'severity', 'measured', 'at', 'zone', 'link'],
  'pathway.message': ['text'],
  advice: ['text'],
  answer: ['text', 'link'],
  'answer.person': ['text', 'who', 'link'],
  'words.person': ['text', 'who'],
  'follow-up.question': ['question', 'options', 'link'],
  'follow-up.reminder': ['question', 'options', 'link'],
  'questionnaire.invitation': ['question', 'link'],
  'questionnaire.reminder': ['question', 'link'],
  'visit.proposal': ['question', 'options', 'visit', 'link'],
  task: ['patient', 'text', 'link'],
  'report.ready': ['patient', 'from', 'to', 'link'],
  'report.corrected': ['patient', 'from', 'to', 'link'],
  'reports.ready': ['count', 'from', 'to', 'link'],
  'report.clinic': ['count', 'from', 'to', 'link'],
  digest: ['count', 'text', 'link'],
  drill: ['channel', 'link'],
  'house.not-watching': ['text', 'since', 'zone', 'link'],
  'adverse.report': ['patient', 'text', 'link'],
  'rule.fault': ['patient', 'matter', 'link'],
  'together.team': ['patient', 'count', 'items', 'link'],
  'together.patient': ['count', 'items', 'link'],
  'delivery.failed': ['patient', 'recipient', 'channel', 'link'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type TemplateName = keyof typeof TEMPLATES;

/** What a patient reads. Each says that it does not replace the doctor. */
export const FOR_PATIENTS: ReadonlySet<TemplateName> = new Set([
  'alert.patient',
  'alert.pathway',
  'alert.question',
  'reading.corrected',
  'reading.withdrawn',
  'alert.caregiver',
  'together.patient',
  'pathway.message',
  'advice',
  'answer',
  'answer.person',
  'words.person',
  'follow-up.question',
  'follow-up.reminder',
  'questionnaire.invitation',
  'questionnaire.reminder',
  'visit.proposal',
]);

/** What goes to whoever it is for, and is about nobody in particular. */
export const FOR_ANYBODY: ReadonlySet<TemplateName> = new Set(['digest', 'drill', 'house.not-watching', 'reports.ready', 'report.clinic']);

/** By language and name: `en/alert.team`. */
export type Templates = ReadonlyMap<string, Template>;

/**
 * Reads all templates of a folder, a subfolder for each language.
 * @throws TemplateError for one that is missing, that nobody knows, or that does not use exactly its values
 */
export function readTemplates(folder = join(import.meta.dirname, 'templates')): Templates {
  const templates = new Map<string, Template>();
  for (const language of Language.options) {
    const files = readdirSync(join(folder, language)).filter((file) => file.endsWith('.txt'));
    const stray = files.find((file) => !Object.hasOwn(TEMPLATES, file.slice(0, -4)));
    if (stray) throw new TemplateError(`${language}/${stray}: nobody knows this template`);
    for (const [name, values] of Object.entries(TEMPLATES)) {
      if (!files.includes(`${name}.txt`)) throw new TemplateError(`${language}/${name}: there is no such template`);
      const template = parseTemplate(readFileSync(join(folder, language, `${name}.txt`), 'utf8'), `${language}/${name}`);
      const asked = new Set(asksFor(template).keys());
      const apart = [...asked.symmetricDifference(new Set<string>(values))];
      if (apart.length > 0) throw new TemplateError(`${template.name}: {${apart.join('}, {')}} is not among its values, or is not used`);
      templates.set(template.name, template);
    }
  }
  return templates;
}
