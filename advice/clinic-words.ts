import type { Language } from '../domain/source.ts';
import type { Brief, Draft } from './generator.ts';
import { checks } from './guard/registry.ts';

/** What may go out to people in a clinic's own words is held against these, as advice is: each line of it, in its language. */
const LOOKS = ['numbers', 'dose', 'medicine', 'diagnosis', 'body', 'claims', 'reassurance', 'identity'] as const;

/** Why a clinic's words must not go out. `line` counts from 0; `why` is as the guard says it: `claims: “根治”: promise of a cure (ad16)`. */
export interface WordsFinding {
  readonly line: number;
  readonly why: string;
}

/**
 * The guard's checks on a message that a clinic words itself. Placeholders stand for what was checked elsewhere. Numbers that the shipped words do
 * not hold are turned down: what is measured comes by its placeholder, and any other number would need a source.
 * @param shipped the words that come with Hearth, whose lines may be said as they are
 */
export function wordsFindings(words: string, language: Language, shipped: string): readonly WordsFinding[] {
  const known = new Set(shipped.split('\n').map(bare));
  const lines = words.split('\n').map(bare);
  const fresh = lines.map((line) => (known.has(line) ? '' : line));
  const brief = {
    ...BRIEF,
    language,
    offers: [{ id: 'shipped', topic: 'measuring', part: 'step', text: bare(shipped), facts: [], fit: 0 }] as const,
  };
  const draft = draftOf(fresh.map((line) => line.trim()));
  const found = LOOKS.flatMap((check) =>
    checks[check](draft, [], { ...brief, hidden: [] }).map(({ sentence, why }) => ({ line: sentence, why: `${check}: ${why}` })),
  );
  // A line may be too short to tell its language by; the whole is not.
  const whole = fresh.join(' ').trim();
  const foreign = /\p{L}/u.test(whole) ? checks.language(draftOf([wholeOf(whole, language)]), [], { ...brief, hidden: [] }) : [];
  return [
    ...foreignLinks(fresh),
    ...found.filter(({ line, why }) => fresh[line] !== '' && !why.includes(ARTICLE)),
    ...foreign.map(({ why }) => ({ line: 0, why: `language: ${why}` })),
  ];
}

/**
 * The line without its placeholders, without the name of the house, which is the same in every language, and without the name of a report, which is no
 * medicine.
 */
const bare = (line: string): string =>
  line
    .replaceAll(/\{[^{}]*\}/g, '…')
    .replaceAll('Hearth', '…')
    .replaceAll('药品不良反应', '不良反应');

/** An address that leads out of the message: with a scheme, with www, or a bare host with a path or an ending that hosts have. The message's own is {link}. */
const ADDRESS =
  /[a-z][a-z0-9+.-]{1,20}:\/\/|\b(?:mailto|tel|sms|javascript|data|weixin):(?=\S)|www\.|\b(?:[a-z0-9-]+\.)+(?:com|cn|net|org|info|io|co|app|top|xyz|cc|me|shop|site|online|link|club|vip|biz|ru|uk|de|eu|us|hk|tw|example|test|local)(?![a-z0-9])|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+\/\S|(?<!\d)(?:\d{1,3}\.){3}\d{1,3}(?!\d)/iu;
/** `<a href=…>`, `</b>`, `<!--`, `[text](address)`, and what spells one out: `&lt;`, `&#60;`. */
const MARKUP = /<[a-z/!?]|&(?:#\w+|[a-z]+);|\]\s*\(/iu;

/** What no check of a sentence looks for, because no sentence of an advice has it: an address other than the placeholder {link}, and markup. */
function foreignLinks(lines: readonly string[]): readonly WordsFinding[] {
  return lines.flatMap((written, line) => {
    // Invisible characters and full-width letters hide no address.
    const text = written
      .normalize('NFKC')
      .replaceAll(/\p{Cf}/gu, '')
      .replaceAll('。', '.');
    const address = text.match(ADDRESS);
    const markup = text.match(MARKUP);
    return [
      ...(address ? [{ line, why: `link: “${address[0]}” is a web address; the only one a message may hold is its own, {link}` }] : []),
      ...(markup ? [{ line, why: `markup: “${markup[0]}” is markup; a message is plain text` }] : []),
    ];
  });
}

/** 一次, 一条: a way of saying "a", not a count. */
const ARTICLE = 'the number “一”';

/** What is judged is whether it is another language, not whether a few words make a sentence. */
const wholeOf = (text: string, language: Language): string => (language === 'en' ? `${text} the` : `${text}的`);

const draftOf = (lines: readonly string[]): Draft => ({
  sentences: lines.map((text) => ({ text, topic: 'measuring', facts: [], source: 'shipped' })),
});

const BRIEF: Omit<Brief, 'language' | 'offers'> = {
  topics: [],
  situation: 'question',
  urgent: true,
  mustAvoid: [],
  previous: [],
  reasons: [],
  seed: '',
};
