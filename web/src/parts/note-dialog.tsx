import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useSpeech } from '../words/speak.ts';

/** Asks for a few words; Escape leaves, Enter saves. */
export function NoteDialog({
  title,
  onCancel,
  onSave,
}: {
  title: string;
  onCancel: () => void;
  onSave: (note: string) => Promise<unknown>;
}) {
  const { say } = useSpeech();
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState<string>();
  useEffect(() => dialog.current?.showModal(), []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave(String(new FormData(event.currentTarget).get('note'))).catch((error: Error) => setProblem(error.message));
  };
  return (
    <dialog ref={dialog} onClose={onCancel} aria-label={title}>
      <form onSubmit={submit}>
        <label>
          {title}
          <input name="note" required maxLength={500} autoComplete="off" />
        </label>
        <p role="alert" className="problem">
          {problem}
        </p>
        <div className="actions">
          <button type="button" onClick={onCancel}>
            {say('cancel')}
          </button>
          <button type="submit" className="primary">
            {say('save')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
