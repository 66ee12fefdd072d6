import { type ReactNode, useState } from 'react';
import { useWords } from '../words/words.tsx';

/** The first few of a list, and a button for the rest. `least`: at least so many, because one of them is asked for. */
export function useMore<T>(items: readonly T[], few: number, least = 0): { readonly shown: readonly T[]; readonly button: ReactNode } {
  const { common } = useWords();
  const [all, setAll] = useState(false);
  const count = all ? items.length : Math.max(few, least);
  const button =
    items.length > few ? (
      <button type="button" className="button button-plain more" aria-expanded={count >= items.length} onClick={() => setAll(!all)}>
        {count >= items.length ? common.fewer : common.more(items.length - count)}
      </button>
    ) : null;
  return { shown: items.slice(0, count), button };
}
