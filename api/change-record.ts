import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type ErrorField, HearthError } from '../domain/errors.ts';
import { Patient, PatientIdentity } from '../domain/patient.ts';
import { recordName } from '../domain/record-names.ts';
import type { Language, Localized } from '../domain/source.ts';

/* A record is changed by what was touched, each part with what it was when the form was opened: two people may change two parts at once. */

/** Each part may be left out, and none is filled in: what is not there was not touched. */
const RecordParts = partsOf(Patient.omit({ id: true }));
const IdentityParts = partsOf(PatientIdentity);

export const RecordChange = z.strictObject({
  record: z.strictObject({ was: RecordParts, now: RecordParts }).optional(),
  identity: z.strictObject({ was: IdentityParts, now: IdentityParts }).optional(),
});
export type RecordChange = z.infer<typeof RecordChange>;

/** Its parts, in the words of the form. */
const PARTS: Readonly<Record<string, Localized>> = {
  language: { en: 'language', 'zh-CN': '语言' },
  zone: { en: 'time zone', 'zh-CN': '时区' },
  birthYear: { en: 'year of birth', 'zh-CN': '出生年份' },
  sex: { en: 'sex', 'zh-CN': '性别' },
  glucoseUnit: { en: 'unit of glucose', 'zh-CN': '血糖单位' },
  group: { en: 'group', 'zh-CN': '人群' },
  guideline: { en: 'guideline', 'zh-CN': '指南' },
  conditions: { en: 'conditions', 'zh-CN': '疾病' },
  medicines: { en: 'medicines', 'zh-CN': '用药' },
  allergies: { en: 'allergies', 'zh-CN': '过敏' },
  plan: { en: 'measuring plan', 'zh-CN': '测量计划' },
  profile: { en: 'way of living', 'zh-CN': '生活方式' },
  name: { en: 'name', 'zh-CN': '姓名' },
  phone: { en: 'telephone number', 'zh-CN': '电话' },
  email: { en: 'e-mail address', 'zh-CN': '电子邮件' },
};

interface Change {
  readonly was: object;
  readonly now: object;
}
type Parts = Readonly<Record<string, unknown>>;

/** What stands there with the change in it. A part of `was` that is not in `now` is emptied. Throws api.conflict with each part that somebody else changed to something else. */
export function changed<Of extends object>(stands: Of, change: Change | undefined): Of {
  if (!change) return stands;
  const [is, was, now] = [stands, change.was, change.now] as readonly Parts[] as [Parts, Parts, Parts];
  const after: Record<string, unknown> = { ...is };
  const conflicts: ErrorField[] = [];
  for (const part of new Set([...Object.keys(was), ...Object.keys(now)])) {
    if (!isDeepStrictEqual(is[part], was[part]) && !isDeepStrictEqual(is[part], now[part])) conflicts.push(conflictOf(part, is[part]));
    if (now[part] === undefined) delete after[part];
    else after[part] = now[part];
  }
  if (conflicts.length > 0) throw new HearthError('api.conflict', undefined, conflicts);
  return after as Of;
}

function conflictOf(part: string, is: unknown): ErrorField {
  const of = PARTS[part] ?? { en: part, 'zh-CN': part };
  const [en, zh] = [shown(is, 'en'), shown(is, 'zh-CN')];
  const says = {
    en: `Somebody else has changed this in the meantime (${of.en})${en === undefined ? '' : `: it is now ${en}`}.`,
    'zh-CN': `此项（${of['zh-CN']}）已被他人修改${zh === undefined ? '' : `，现为：${zh}`}。`,
  };
  return { pointer: `/${part}`, detail: says.en, says };
}

/** Codes by their names. A sentence about an error carries nothing else that somebody wrote. */
function shown(is: unknown, language: Language): string | undefined {
  if (is === undefined || (Array.isArray(is) && is.length === 0)) return language === 'en' ? 'empty' : '空';
  if (!Array.isArray(is) || !is.every((one) => typeof one === 'string')) return undefined;
  return is.map((one) => recordName(one, language)).join(language === 'en' ? ', ' : '、');
}

/** A schema of which nothing has to be there, and nothing comes by itself. */
function partsOf<Shape extends z.ZodRawShape>(of: z.ZodObject<Shape>) {
  const parts = Object.entries(of.shape).map(([name, one]) => {
    const bare = one instanceof z.ZodDefault ? one.removeDefault() : one;
    return [name, (bare as z.ZodType).optional()] as const;
  });
  return z.strictObject(Object.fromEntries(parts)) as unknown as z.ZodType<Partial<z.infer<z.ZodObject<Shape>>>>;
}
