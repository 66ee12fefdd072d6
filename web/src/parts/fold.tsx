import { type ReactNode, useState } from 'react';

/** What stands aside until somebody opens it: one line that says how much there is. How it was left holds as long as the tab is open. */
export function Fold({
  name,
  title,
  count,
  late,
  begin,
  children,
}: {
  readonly name: string;
  readonly title: string;
  /** Nothing while it is not known: the line is there already. */
  readonly count: number | undefined;
  /** What about it cannot wait. */
  readonly late?: string | undefined;
  /** Whether it is open before anybody chose. */
  readonly begin: boolean;
  readonly children: ReactNode;
}) {
  const [chosen, choose] = useState(() => remembered(name));
  const head = (
    <>
      <h2>{title}</h2> <span className="muted number">{count ?? '–'}</span>
    </>
  );
  if (!count) return <div className="fold fold-none">{head}</div>;
  return (
    <details
      className="fold"
      open={chosen ?? begin}
      onToggle={({ currentTarget: { open } }) => {
        if (open === (chosen ?? begin)) return;
        choose(open);
        remember(name, open);
      }}
    >
      <summary>
        {head} {late && <span className="fold-late">{late}</span>}
      </summary>
      {children}
    </details>
  );
}

const keyOf = (name: string): string => `hearth.open.${name}`;

function remembered(name: string): boolean | undefined {
  try {
    const kept = sessionStorage.getItem(keyOf(name));
    return kept === null ? undefined : kept === 'yes';
  } catch {
    return undefined;
  }
}

function remember(name: string, open: boolean): void {
  try {
    sessionStorage.setItem(keyOf(name), open ? 'yes' : 'no');
  } catch {
    // A browser that keeps nothing: the choice lives as long as the page.
  }
}
