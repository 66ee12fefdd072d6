import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Rows drawn beyond the edges of the screen, so that a flick shows no gap. */
const SPARE = 12;
/** Below this many everything is drawn: the browser's own search then finds everybody. */
const SMALL = 150;

export interface Windowed {
  readonly list: RefObject<HTMLUListElement | null>;
  readonly from: number;
  readonly to: number;
}

/** Which of `count` rows of one height are on the screen, as the page scrolls: 10,000 patients cost what 40 do. */
export function useWindowed(count: number, rowHeight: number): Windowed {
  const list = useRef<HTMLUListElement>(null);
  const [range, setRange] = useState({ from: 0, to: Math.min(count, 60) });
  useLayoutEffect(() => {
    if (count <= SMALL) return;
    const look = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      // In steps of SPARE: not every pixel of scrolling draws anew.
      const first = Math.floor(Math.max(0, -top) / rowHeight / SPARE) * SPARE;
      const from = Math.max(0, first - SPARE);
      const to = Math.min(count, first + Math.ceil(innerHeight / rowHeight) + 2 * SPARE);
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [count, rowHeight]);
  return count <= SMALL ? { list, from: 0, to: count } : { list, from: range.from, to: Math.min(count, range.to) };
}
