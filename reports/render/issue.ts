import { CHANGES, type IssuedState } from '../../domain/issued.ts';
import type { Language } from '../../domain/source.ts';
import { type IssuedWords, issuedWords } from '../words/issued.ts';
import type { Item, Page, Part } from './blocks.ts';

export interface IssueSetting {
  readonly language: Language;
  readonly zone: string;
  /** What somebody who signs in is called. */
  readonly nameOf: (user: string) => string;
}

/** Adds to a page what belongs to the report as issued: what changed since, who signed, edition and hash. */
export function withIssue(page: Page, issued: IssuedState, setting: IssueSetting): Page {
  const say = sayIn(setting.language);
  const since = sincePart(issued, say);
  const { id, edition } = issued;
  return {
    ...page,
    parts: [...(since ? [since] : []), ...page.parts, issuePart(issued, setting, say)],
    foot: `${say('foot', { id, edition })} ${page.foot}`,
  };
}

type Say = (key: keyof IssuedWords, values?: Readonly<Record<string, string | number>>) => string;
const sayIn =
  (language: Language): Say =>
  (key, values = {}) =>
    issuedWords[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** Undefined where nothing happened to it. */
function sincePart({ replacedBy, changes }: IssuedState, say: Say): Part | undefined {
  const changed = CHANGES.filter((change) => changes[change] > 0);
  const items: Item[] = [
    ...(replacedBy === undefined ? [] : [{ mark: 'high' as const, strong: say('replaced'), text: '' }]),
    ...changed.map((change) => ({
      mark: change === 'late' ? ('low' as const) : ('high' as const),
      text: say(change, { n: changes[change] }),
    })),
  ];
  if (items.length === 0) return undefined;
  const note = changed.length > 0 ? [{ is: 'text' as const, text: say('changed') }] : [];
  return { name: 'attention', title: say('since'), blocks: [{ is: 'list', items }, ...note] };
}

function issuePart(issued: IssuedState, { language, zone, nameOf }: IssueSetting, say: Say): Part {
  const { id, issued: at, by, edition, replaces, reason, signed, sha256 } = issued;
  const moments = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'medium', timeStyle: 'short', hour12: false });
  const issuer = by === 'hearth' ? say('byItself') : by === 'command line' ? say('commandLine') : nameOf(by);
  const items: Item[] = [
    { text: say('issued', { at: moments.format(at), by: issuer, edition }) },
    ...(replaces === undefined ? [] : [{ text: say('replaces', { replaces, reason: reason ?? '' }) }]),
    signed
      ? { strong: say('signed', { by: nameOf(signed.by), at: moments.format(signed.at) }), text: '', note: signed.note }
      : { strong: say('unsigned'), text: '' },
    { text: '', note: say('hash', { id, sha256 }) },
  ];
  return { name: 'issue', title: say('issue'), blocks: [{ is: 'list', items }] };
}
