import { type FormEvent, type ReactNode, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { SubmitFoot } from './submit-foot.tsx';
import { useAttempt } from './use-attempt.ts';

/** What is asked before something is done that people will ask about later: why. */
export function ReasonDialog({
  title,
  action,
  close,
  send,
  optional = false,
  ready = true,
  children,
}: {
  readonly title: string;
  readonly action: string;
  readonly close: () => void;
  /** Closes the dialog when it is done; what it throws is said in it. */
  readonly send: (reason: string) => Promise<void>;
  readonly optional?: boolean;
  /** Whether everything else in the dialog is chosen. */
  readonly ready?: boolean;
  readonly children?: ReactNode;
}) {
  const words = useWords();
  const [reason, setReason] = useState('');
  const { busy, wrong, attempt, refuse } = useAttempt();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!optional && reason.trim().length < 2) return refuse(words.thresholds.reasonNeeded);
    await attempt(() => send(reason.trim()));
  };
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {children}
        <Field label={words.thresholds.reason} hint={words.thresholds.reasonHint} wrong={wrong}>
          {(props) => <input {...props} type="text" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        </Field>
        <SubmitFoot close={close} disabled={busy || !ready}>
          {busy ? words.common.saving : action}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
