import { toCaregiver } from '../domain/caregiver-words.ts';
import { emergencyNumber, withEmergencyNumber } from '../domain/emergency-number.ts';
import type { Message, Role } from '../domain/message.ts';
import type { Patient } from '../domain/patient.ts';
import type { Language, Localized } from '../domain/source.ts';
import { CHANNELS } from './channel-words.ts';
import { type GatheredPart, PARTS, partsOf } from './gather.ts';
import { limitText, measuredText } from './measured-text.ts';
import { fill, type Template, TemplateError } from './template.ts';
import { FOR_PATIENTS, type TemplateName, type Templates } from './templates.ts';

/** What a rule is called, for people. */
export type Words = (rule: string) =>
  | {
      readonly title: Localized;
      readonly titleForPatient?: Localized | undefined;
      readonly explanation: Localized;
      readonly forPatient?: Localized | undefined;
      readonly withPathway?: Localized | 'nothing' | undefined;
    }
  | undefined;

/** What the clinic has set. */
export interface Numbers {
  /** Left out, the patient's zone says it. */
  readonly emergencyNumber?: string | undefined;
  /** Of the clinic: stands under what patients and caregivers read. */
  readonly telephone?: string | undefined;
}

/** What a message needs to be put in words, besides itself. */
export interface Setting extends Numbers {
  readonly templates: Templates;
  readonly language: Language;
  readonly patient: Pick<Patient, 'zone' | 'glucoseUnit'>;
  readonly words: Words;
  /** Where this person goes from here. */
  readonly link: string;
}

/** What may come where there is room for one line only: their subjects say no more than from whom it is. */
const SAYS_IT_IN_TEXT: ReadonlySet<string> = new Set([
  'pathway.message',
  'alert.pathway',
  'alert.question',
  'answer',
] satisfies readonly TemplateName[]);

export interface Rendered {
  readonly subject: string;
  readonly text: string;
  /** For a way with room for one line: what to do, where that is urgent and the subject does not say it. */
  readonly brief?: string;
}

/** A message in words, for one person and one language. Pure. Throws TemplateError when the message lacks what its template says. */
export function render(message: Message, setting: Setting): Rendered {
  const template = setting.templates.get(`${setting.language}/${message.template}`);
  if (!template) throw new TemplateError(`${setting.language}/${message.template}: there is no such template`);
  const parts = partsOf(message.values);
  if (parts) return renderTogether(message, parts, template, setting);
  const values = valuesFor(message, setting);
  const { subject, text } = fill(template, values, { language: setting.language, zone: setting.patient.zone });
  const here = (words: string) => withEmergencyNumber(words, setting.language, numberOf(setting));
  const brief = message.urgent && SAYS_IT_IN_TEXT.has(message.template) ? String(values.text).split('\n')[0] : undefined;
  // A rule that has no words for patients leaves its paragraph out.
  const whole = here(text.replaceAll(/\n{3,}/g, '\n\n')) + telephoneOf(message, setting);
  return { subject, text: whole, ...(brief ? { brief: here(brief) } : {}) };
}

/** Whom to call when it is no emergency. */
const telephoneOf = ({ template }: Message, { telephone, language }: Setting): string =>
  telephone === undefined || !FOR_PATIENTS.has(template as TemplateName)
    ? ''
    : language === 'en'
      ? `\n\nThe clinic's telephone: ${telephone}`
      : `\n\n诊所电话：${telephone}`;

const numberOf = ({ patient, emergencyNumber: own }: Setting) => emergencyNumber(patient.zone, own);

/** Several messages in one: each with its number and its subject, its text below. */
function renderTogether(message: Message, parts: readonly GatheredPart[], template: Template, setting: Setting): Rendered {
  const { [PARTS]: _, ...values } = message.values;
  const items = parts.map((part, i) => {
    const { subject, text } = render({ ...message, ...part }, { ...setting, telephone: undefined });
    return `${i + 1}. ${subject}\n${text}`;
  });
  const given = { ...valuesFor({ ...message, values }, setting), items: items.join(`\n\n${'-'.repeat(24)}\n\n`) };
  const { subject, text } = fill(template, given, { language: setting.language, zone: setting.patient.zone });
  return { subject, text: withEmergencyNumber(text, setting.language, numberOf(setting)) + telephoneOf(message, setting) };
}

/** What a letter that opens a pathway says of the rule: only what the pathway does not say. */
function besidesPathway(rule: ReturnType<Words>, language: Language): string | undefined {
  const { withPathway = rule?.forPatient } = rule ?? {};
  return withPathway === 'nothing' ? '' : withPathway?.[language];
}

const SEVERITIES: Readonly<Record<string, Localized>> = {
  high: { 'zh-CN': '紧急', en: 'high' },
  medium: { 'zh-CN': '今日处理', en: 'medium' },
  low: { 'zh-CN': '一般', en: 'low' },
};
const ROLES: Readonly<Record<Role, Localized>> = {
  patient: { 'zh-CN': '患者', en: 'patient' },
  caregiver: { 'zh-CN': '家属', en: 'caregiver' },
  coordinator: { 'zh-CN': '随访护士', en: 'coordinator' },
  doctor: { 'zh-CN': '医生', en: 'doctor' },
  pharmacist: { 'zh-CN': '药师', en: 'pharmacist' },
  dietitian: { 'zh-CN': '营养师', en: 'dietitian' },
};
/** What a message to somebody at home calls the finding: a caregiver is no colleague either, and not the one who has it. */
function titleFor(rule: ReturnType<Words>, role: Role | undefined): Localized | undefined {
  const own = rule?.titleForPatient;
  return role === 'patient' ? own : role === 'caregiver' && own ? toCaregiver(own) : undefined;
}

/**
 * The values of a message and what follows from them: texts in one language (`text` from `text.zh-CN` and `text.en`), the rule's
 * `title` and `explanation`, what it says `besides` its pathway, `measured` and `limit` in the patient's unit, words for `severity`, `recipient` and `channel`, the
 * `patient`'s pseudonym, the `zone` of the times, the `link`.
 */
function valuesFor({ about, to, template, values }: Message, { language, patient, words, link }: Setting): Record<string, string | number> {
  const atHome = FOR_PATIENTS.has(template as TemplateName);
  const rule = values.rule === undefined ? undefined : words(String(values.rule));
  const spoken = Object.entries(values).flatMap(([key, value]) =>
    key.endsWith(`.${language}`) ? [[key.slice(0, -language.length - 1), value] as const] : [],
  );
  const word = (of: Readonly<Record<string, Localized>>, key: string) => {
    const said = values[key];
    return said === undefined ? undefined : (of[String(said)]?.[language] ?? said);
  };
  const worked = {
    // A rule that was taken out since: its id still says what the message is about. What no rule found (a patient's message, a way that is silent) carries its own title.
    title: (titleFor(rule, atHome ? to.role : undefined) ?? rule?.title)?.[language] ?? values[`title.${language}`] ?? values.rule,
    explanation: (atHome ? rule?.forPatient : rule?.explanation)?.[language] ?? (values.rule === undefined ? undefined : ''),
    besides: besidesPathway(rule, language) ?? (values.rule === undefined ? undefined : ''),
    measured: measuredText(values, language, patient.glucoseUnit) ?? (values.rule === undefined ? undefined : '—'),
    limit: limitText(values, language, patient.glucoseUnit) ?? (values.rule === undefined ? undefined : '—'),
    severity: word(SEVERITIES, 'severity'),
    recipient: word(ROLES, 'recipient'),
    channel: word(CHANNELS, 'channel'),
  };
  const known = Object.entries(worked).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return { ...values, ...Object.fromEntries(spoken), ...Object.fromEntries(known), patient: about, zone: patient.zone, link };
}
