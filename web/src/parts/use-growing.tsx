import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';

/**
 * How many of a long list to draw: a first part, and more each time its end comes near the screen, so that 10,000 rows cost what the
 * ones cost that somebody looked at. `least`: as many must be there, because one of them is chosen.
 */
export function useGrowing(length: number, step: number, least: number): { readonly count: number; readonly end: ReactNode } {
  const { common } = useWords();
  const [grown, setGrown] = useState(step);
  const end = useRef<HTMLDivElement>(null);
  const count = Math.min(length, Math.max(grown, least));
  useEffect(() => {
    const mark = end.current;
    if (!mark) return;
    const near = new IntersectionObserver(([entry]) => entry?.isIntersecting && setGrown(count + step), { rootMargin: '800px' });
    near.observe(mark);
    return () => near.disconnect();
  }, [count, step]);
  if (count >= length) return { count, end: null };
  return {
    count,
    end: (
      <div ref={end}>
        <button type="button" className="button button-plain" onClick={() => setGrown(count + step)}>
          {common.more(Math.min(step, length - count))}
        </button>
      </div>
    ),
  };
}
