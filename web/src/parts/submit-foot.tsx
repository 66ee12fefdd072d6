import type { ReactNode } from 'react';
import { useWords } from '../words/words.tsx';

/** How a form in a dialog ends: the way back, and the way on with what it is called. */
export function SubmitFoot({
  close,
  disabled,
  children,
}: {
  readonly close: () => void;
  readonly disabled: boolean;
  readonly children: ReactNode;
}) {
  const { common } = useWords();
  return (
    <footer className="dialog-foot">
      <button type="button" className="button" onClick={close}>
        {common.cancel}
      </button>
      <button type="submit" className="button button-primary" disabled={disabled}>
        {children}
      </button>
    </footer>
  );
}
