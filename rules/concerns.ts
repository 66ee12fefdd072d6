import type { Patient } from '../domain/patient.ts';
import type { Rule } from './rule.ts';

/** What a rule asks of a person. */
export type Person = Pick<Patient, 'group' | 'guideline' | 'medicines' | 'conditions'>;

/** The guideline of whoever chose none. */
const WITHOUT_CHOICE = 'china-2024';

/** Whether a rule is about this person (semantics 1.5): all that `appliesTo` says must fit. */
export function concerns(appliesTo: Rule['appliesTo']): (person: Person) => boolean {
  const { groups, guidelines, medicines, conditions, withoutConditions } = appliesTo ?? {};
  if (!guidelines && !medicines && !conditions && !withoutConditions) return groups ? ({ group }) => groups.includes(group) : () => true;
  return (person) =>
    (!groups || groups.includes(person.group)) &&
    (!guidelines || guidelines.includes(person.guideline ?? WITHOUT_CHOICE)) &&
    (!medicines || person.medicines.some((medicine) => medicines.includes(medicine))) &&
    (!conditions || person.conditions.some((condition) => conditions.includes(condition))) &&
    !withoutConditions?.some((condition) => person.conditions.includes(condition));
}
