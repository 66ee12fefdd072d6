import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';

/** The browser's own dialog: it keeps the focus, closes on Escape, and gives the focus back. */
export function Dialog({
  title,
  close,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly close: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const { common } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  // Not useEffect: when that is cleaned up, React has taken the dialog out, and the focus is nowhere.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // The browser would begin with the cross in the corner; people begin with the first field, or with the way on.
    element?.querySelector<HTMLElement>('textarea, input:not([type="radio"]), .button-primary')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2>{title}</h2>
          <button type="button" className="button button-plain button-icon" aria-label={common.close} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
