import type { SeenView } from '../../../api/audit-contract.ts';
import type { Words } from '../words/en.ts';

/** What one person looked at in one sitting. */
export interface Sitting {
  readonly seen: SeenView;
  /** What else they looked at then. */
  readonly more: readonly SeenView[];
}

/** A page of the console asks for ten things at once: to whoever reads, somebody looked once. */
const SITTING_MS = 15 * 60_000;

/** One entry for all that the same person looked at within a quarter of an hour; the latest first, as they come. What was done stands alone. */
export function sittings(seen: readonly SeenView[]): readonly Sitting[] {
  const all: { readonly seen: SeenView; readonly more: SeenView[] }[] = [];
  for (const one of seen) {
    const open = all.at(-1);
    if (open && isLook(one) && isLook(open.seen) && sameWho(one.who, open.seen.who) && open.seen.at - one.at <= SITTING_MS) {
      if (![open.seen, ...open.more].some(({ what }) => what.is === 'looked' && one.what.is === 'looked' && what.kind === one.what.kind))
        open.more.push(one);
    } else all.push({ seen: one, more: [] });
  }
  return all;
}

const isLook = ({ what }: SeenView): boolean => what.is === 'looked';
const sameWho = (a: SeenView['who'], b: SeenView['who']): boolean => a.is === b.is && a.name === b.name && a.role === b.role;

/** A word of a dictionary for a code that may be newer than the dictionary. */
const word = (of: Readonly<Record<string, string>>, code: string): string | undefined => (Object.hasOwn(of, code) ? of[code] : undefined);

/** `Dr. Li (Doctor) looked at the measurements`: to the patient whose data it is, or to somebody else. */
export function seenText({ who, what }: Pick<SeenView, 'who' | 'what'>, words: Words, toThePatient: boolean): string {
  return words.seen.sentence(whoText(who, words, toThePatient), whatText(what, words));
}

export function whoText({ is, name, role, relation }: SeenView['who'], { seen, role: roles }: Words, toThePatient: boolean): string {
  switch (is) {
    case 'patient':
      return toThePatient ? seen.you : seen.patient;
    case 'hearth':
      return seen.hearth;
    case 'command-line':
      return seen.commandLine;
    case 'program':
      return seen.program(name ?? '');
    case 'follower':
      return seen.follower(name ?? '');
    case 'uploader':
      return seen.uploader(name ?? '');
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
