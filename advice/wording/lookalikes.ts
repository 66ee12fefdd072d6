/**
 * Cyrillic, Greek and Armenian letters, and a few Latin ones, as the Latin letters they look like (Unicode Technical Standard 39, confusables, the
 * commonest; small letters, because whoever asks has made them small). A text that hides "stop" behind a Cyrillic о is read as "stop".
 The Greek mu is
 * left out: a microgram must not become a milligram.
 */
const PAIRS =
  'аa вb сc ԁd еe ёe ҽe ғf ɡg һh нh іi їi ıi ӏl јj кk ӄk ⅼl мm пn ոn օo оo өo рp ԛq гr ѕs тt цu սu υu ѵv νv ѡw ԝw хx уy үy ζz αa βb εe ηn ιi κk οo ρp τt χx γy ɑa ɩi ɪi ʀr ᴀa ᴄc ᴅd ᴇe ᴊj ᴋk ᴍm ᴏo ᴘp ᴛt ᴜu ᴠv ᴡw ᴢz';

const latin = new Map(PAIRS.split(' ').map((pair) => [[...pair][0]!, [...pair][1]!] as const));
const LOOKALIKE = new RegExp(`[${[...latin.keys()].join('')}]`, 'gu');
/** Nothing is folded in a word wholly of another script: that one is Russian or Greek, and disguises nothing. */
const MIXED = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]+/gu;

export const lookalikesAsLatin = (text: string): string =>
  text.replaceAll(MIXED, (word) => (/[a-z]/.test(word) ? word.replaceAll(LOOKALIKE, (letter) => latin.get(letter)!) : word));
