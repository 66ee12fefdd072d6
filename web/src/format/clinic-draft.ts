import type { ClinicView } from '../../../api/clinic-contract.ts';
import type { Language } from '../../../domain/source.ts';

type Fields = NonNullable<ClinicView['set']>;

/** The clinic as it stands in the form: everything is text, as a person types it. */
export interface ClinicDraft {
  readonly name: string;
  readonly zone: string;
  readonly language: Language;
  readonly emergencyNumber: string;
  readonly telephone: string;
}

/**
 * What is fixed as it is in force, then what was set. Of the rest: what is in force, or what is likelier for a clinic of which nobody has said
 * anything yet; that has no name either, for the default is Hearth's own.
 */
export function clinicDraftOf(
  { clinic, set = {}, fixed }: Pick<ClinicView, 'clinic' | 'set' | 'fixed'>,
  likelier?: Pick<ClinicDraft, 'zone' | 'language'>,
): ClinicDraft {
  const held = Object.fromEntries(fixed.map((field) => [field, clinic[field]])) as Fields;
  const rest = likelier ? { name: '', ...likelier } : clinic;
  return { emergencyNumber: '', telephone: '', ...rest, ...set, ...held } as ClinicDraft;
}

/** What is sent: nothing that stands in hearth.yaml, and of the numbers none where the field is empty. */
export const fieldsOf = (draft: ClinicDraft, fixed: ClinicView['fixed']): Fields =>
  Object.fromEntries(
    Object.entries(draft)
      .map(([field, value]) => [field, value.trim()] as const)
      .filter(([field, value]) => !fixed.includes(field as keyof Fields) && (value !== '' || field === 'name' || field === 'zone')),
  ) as Fields;

/** The variable by which a field may be fixed: HEARTH_CLINIC_EMERGENCY_NUMBER. */
export const variableOf = (field: keyof Fields): string =>
  `HEARTH_CLINIC_${field.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Whether somebody has said what the clinic is: an administrator, or hearth.yaml. */
export const isSetUp = ({ set, fixed }: Pick<ClinicView, 'set' | 'fixed'>): boolean =>
  set !== undefined || (['name', 'zone', 'language'] as const).every((field) => fixed.includes(field));
