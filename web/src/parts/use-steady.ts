import { useCallback, useState } from 'react';

export interface Steady {
  /** What is shown, and what keys act on. It may have left the list: then it is shown as it was last, and no key acts. */
  readonly shown: string | undefined;
  readonly select: (id: string | undefined) => void;
  /** Where it stands in the list, or stood before it left. */
  readonly place: number;
}

/**
 * Which row is chosen, so that the list may move beneath it: what somebody reads stays until they move themselves, and what comes in above or is
 * dealt with by a colleague puts nothing else in its place. Only two things let the next one come: one's own act, and another choice of rows.
 *
 * `first`: something is always shown, at first the first row. `own`: on which row this person's last act was. `rows`: which rows were asked for.
 */
export function useSteady(
  ids: readonly string[],
  { first, own, rows = '' }: { first: boolean; own: string | undefined; rows?: string },
): Steady {
  const [at, setAt] = useState<{ readonly id: string; readonly place: number; readonly rows: string }>();
  const to = (place: number) => (ids.length === 0 ? undefined : { id: ids[place]!, place, rows });
  const index = at === undefined ? -1 : ids.indexOf(at.id);

  let next = at;
  if (at === undefined) next = first ? to(0) : undefined;
  else if (index >= 0) next = at.place === index && at.rows === rows ? at : { ...at, place: index, rows };
  else if (at.rows !== rows) next = first ? to(0) : undefined;
  else if (at.id === own) next = to(Math.min(at.place, ids.length - 1));
  if (next !== at) setAt(next);

  const select = useCallback(
    (id: string | undefined) => setAt(id === undefined ? undefined : { id, place: ids.indexOf(id), rows }),
    [ids, rows],
  );
  return { shown: next?.id, select, place: next?.place ?? 0 };
}
