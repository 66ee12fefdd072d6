import { reasonInChinese } from '../../../domain/reason-in-chinese.ts';
import type { Words } from '../words/en.ts';
import { useSpeech } from '../words/words.tsx';

/** Why a message did not go out, in the reader's language; word for word where it is known in English only. `waits`: it still will. */
export function Reason({ why, waits = false }: { readonly why: string; readonly waits?: boolean }) {
  const { words } = useSpeech();
  const said = useReason()(why);
  const held = words.reach.why;
  if (waits && Object.hasOwn(held, why)) return held[why as keyof typeof held];
  return said ?? <span lang="en">{why}</span>;
}

/** The same as a text, for where no element may stand; undefined where it is known in English only. */
export function useReason(): (why: string) => string | undefined {
  const { language, words } = useSpeech();
  const name = (channel: string) => words.channel[channel as keyof Words['channel']] ?? channel;
  return (why) => (language === 'en' ? why : reasonInChinese(why, name));
}
