import type { ReactNode } from 'react';

/** One way in, or one place where somebody is signed in, with the button that ends it. */
export function AccessRow({
  action,
  label,
  busy,
  act,
  children,
}: {
  readonly action: string;
  /** The action, and of what: for the ear. */
  readonly label: string;
  readonly busy: boolean;
  /** Left out: this one cannot be ended here. */
  readonly act: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <span>{children}</span>
      {act && (
        <button type="button" className="button button-small" aria-label={label} disabled={busy} onClick={act}>
          {action}
        </button>
      )}
    </li>
  );
}
