import { useLayoutEffect, useRef } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import { Flame } from '../parts/icon.tsx';
import { useWords } from '../words/words.tsx';
import { SignInForm } from './enter.tsx';

/**
 * The session has ended while somebody was at work. The door lies above the page, which nobody can read or touch behind it: whoever signs in
 * again as the same person finds what they were typing. Whoever else does begins anew.
 */
export function SignInAbove({ of: { user } }: { readonly of: SessionView }) {
  const { enter } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  // A modal dialog is the one thing that a dialog which is open behind it does not keep from the keyboard.
  const open = () => {
    if (dialog.current?.open === false) dialog.current.showModal();
  };
  useLayoutEffect(() => {
    const element = dialog.current;
    open();
    element?.querySelector<HTMLElement>('input[type="password"]')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="door-above" aria-label={enter.title} onCancel={(event) => event.preventDefault()} onClose={open}>
      <div className="door-card">
        <p className="door-brand">
          <Flame size={24} /> Hearth
        </p>
        <SignInForm before={user.id} notice={<p className="muted">{enter.again(user.name)}</p>} />
      </div>
    </dialog>
  );
}
