import { useEffect, useLayoutEffect, useRef } from 'react';

/** Row ids on the page: alert ids may hold what a selector cannot. */
export const rowId = (id: string): string => `row-${id}`;

export interface RowKeys {
  readonly ids: readonly string[];
  readonly selected: string | undefined;
  readonly select: (id: string) => void;
  /** Where the selected row stood, if it has left the list: from there one goes on. */
  readonly place?: number;
  /** What further keys do with the selected row. */
  readonly keys: Readonly<Record<string, () => unknown>>;
}

/** j and k go through rows, other keys act on the one selected. Silent while somebody types or a dialog is open. */
export function useRowKeys(given: RowKeys): void {
  const latest = useRef(given);
  // With the rows that are on the screen, and not a moment later: a key pressed in between would be about another row.
  useLayoutEffect(() => {
    latest.current = given;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { ids, selected, select, keys, place = 0 } = latest.current;
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (step !== 0 && ids.length > 0) {
        const at = selected === undefined ? -1 : ids.indexOf(selected);
        const to = at >= 0 ? at + step : step > 0 ? place : place - 1;
        const next = ids[Math.min(ids.length - 1, Math.max(0, to))]!;
        event.preventDefault();
        select(next);
        focusRow(next);
        return;
      }
      const act = keys[event.key];
      if (!act || (event.key === 'Enter' && onControl(event.target))) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

export function focusRow(id: string): void {
  const row = document.getElementById(rowId(id));
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName) || isTextInput(target));

const isTextInput = (target: HTMLElement): boolean =>
  target instanceof HTMLInputElement && !['radio', 'checkbox', 'button', 'submit'].includes(target.type);

/** Enter on a link or a button means that link or button, unless it is a row itself. */
const onControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && !target.id.startsWith('row-') && target.closest('a, button, input, summary') !== null;
