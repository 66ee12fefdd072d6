import type { NewPatient, PatientDetail } from '../../../api/contract.ts';
import { recordCode, recordName } from '../../../domain/record-names.ts';
import type { Language } from '../../../domain/source.ts';
import { type ProfileDraft, profileDraftOf, profileOf } from './profile-draft.ts';

type Patient = NewPatient['patient'];
export const PLANNED = ['glucose', 'blood-pressure', 'weight', 'temperature', 'oxygen-saturation', 'heart-rate'] as const;
type Planned = (typeof PLANNED)[number];
const planOf = (days: (kind: Planned) => string) =>
  Object.fromEntries(PLANNED.map((kind) => [kind, days(kind)])) as Record<Planned, string>;

/** A record as it stands in the form: everything is text, as a person types it. */
export interface RecordDraft {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly birthYear: string;
  readonly sex: '' | NonNullable<Patient['sex']>;
  readonly group: Patient['group'];
  readonly guideline: '' | NonNullable<Patient['guideline']>;
  readonly language: Language;
  readonly zone: string;
  readonly glucoseUnit: Patient['glucoseUnit'];
  readonly conditions: string;
  readonly medicines: string;
  readonly allergies: string;
  readonly plan: Readonly<Record<Planned, string>>;
  readonly profile: ProfileDraft;
}

export const emptyDraft = (language: Language, zone: string): RecordDraft => ({
  name: '',
  phone: '',
  email: '',
  birthYear: '',
  sex: '',
  group: 'adult',
  guideline: '',
  language,
  zone,
  glucoseUnit: 'mmol/L',
  conditions: '',
  medicines: '',
  allergies: '',
  plan: planOf(() => ''),
  profile: profileDraftOf(),
});

export function draftOf(patient: PatientDetail, language: Language): RecordDraft {
  const listed = (codes: readonly string[]) => codes.map((code) => recordName(code, language)).join(language === 'zh-CN' ? '，' : ', ');
  const days = (kind: Planned) => String(patient.plan.find((part) => part.kind === kind)?.everyDays ?? '');
  return {
    ...emptyDraft(patient.language, patient.zone),
    name: patient.name,
    phone: patient.phone ?? '',
    email: patient.email ?? '',
    birthYear: String(patient.birthYear ?? ''),
    sex: patient.sex ?? '',
    group: patient.group,
    guideline: patient.guideline ?? '',
    glucoseUnit: patient.glucoseUnit,
    conditions: listed(patient.conditions),
    medicines: listed(patient.medicines),
    allergies: listed(patient.allergies),
    plan: planOf(days),
    profile: profileDraftOf(patient.profile),
  };
}

/** Names become codes; commas of either language separate. */
export function patientOf(id: string, draft: RecordDraft): Patient {
  const profile = profileOf(draft.profile);
  const list = (typed: string) => [
    ...new Set(
      typed
        .split(/[,，、;；]/)
        .map(recordCode)
        .filter((each) => each !== ''),
    ),
  ];
  return {
    id,
    language: draft.language,
    zone: draft.zone.trim(),
    glucoseUnit: draft.glucoseUnit,
    group: draft.group,
    ...(draft.guideline === '' ? {} : { guideline: draft.guideline }),
    ...(draft.birthYear.trim() === '' ? {} : { birthYear: Number(draft.birthYear) }),
    ...(draft.sex === '' ? {} : { sex: draft.sex }),
    conditions: list(draft.conditions),
    medicines: list(draft.medicines),
    allergies: list(draft.allergies),
    plan: PLANNED.flatMap((kind) => (draft.plan[kind].trim() === '' ? [] : [{ kind, everyDays: Number(draft.plan[kind]) }])),
    ...(profile ? { profile } : {}),
  };
}

/** Who it is; ways that are left empty are none. */
export function identityOf({ name, phone, email }: RecordDraft): NewPatient['identity'] {
  const [by, at] = [phone.trim(), email.trim()];
  return { name: name.trim(), ...(by ? { phone: by } : {}), ...(at ? { email: at } : {}) };
}

/** Which fields no server needs to be asked about. */
export function wrongIn({ name, birthYear, plan }: RecordDraft): ReadonlySet<'name' | 'birthYear' | Planned> {
  const days = (text: string) => text.trim() === '' || (/^\d{1,2}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 90);
  return new Set([
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(birthYear.trim() === '' || /^(19|20)\d\d$/.test(birthYear.trim()) ? [] : (['birthYear'] as const)),
    ...PLANNED.filter((kind) => !days(plan[kind])),
  ]);
}

/** `p-` and 80 random bits: a pseudonym that says nothing. */
export const newPseudonym = (): string =>
  `p-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('')}`;
