import type { SeenView } from '../../../api/audit-contract.ts';
import type { Words } from '../words/en.ts';

/** A word of a dictionary for a code that may be newer than the dictionary. */
const word = (of: Readonly<Record<string, string>>, code: string): string | undefined => (Object.hasOwn(of, code) ? of[code] : undefined);

/** `Dr. Li (Doctor) looked at the measurements`: to the patient whose data it is, or to somebody else. */
export function seenText({ who, what }: Pick<SeenView, 'who' | 'what'>, words: Words, toThePatient: boolean): string {
  return words.seen.sentence(whoText(who, words, toThePatient), whatText(what, words));
}

function whoText({ is, name, role, relation }: SeenView['who'], { seen, role: roles }: Words, toThePatient: boolean): string {
  switch (is) {
    case 'patient':
      return toThePatient ? seen.you : seen.patient;
    case 'hearth':
      return seen.hearth;
    case 'command-line':
      return seen.commandLine;
    case 'program':
      return seen.program(name ?? '');
    case 'caregiver':
      if (name === undefined) return toThePatient ? seen.caregiver : seen.caregiverOf;
      return seen.named(name, relation ?? roles.caregiver);
    default:
      return role === undefined ? (name ?? '') : seen.named(name ?? '', word(roles, role) ?? role);
  }
}

export function whatText(what: SeenView['what'], { seen, template, channel }: Words): string {
  switch (what.is) {
    case 'looked':
      return word(seen.looked, what.kind) ?? seen.lookedAtSomething;
    case 'told':
      return seen.told(word(template, what.template) ?? what.template, word(channel, what.channel) ?? what.channel);
    default:
      return word(seen.did, what.did) ?? seen.didSomething;
  }
}
