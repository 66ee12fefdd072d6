import { type FormEvent, type ReactNode, useState } from 'react';
import { failureText } from '../format/refusal.ts';
import { useSpeech } from '../words/words.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { SubmitFoot } from './submit-foot.tsx';

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
  const { language, words } = useSpeech();
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!optional && reason.trim().length < 2) return setWrong(words.thresholds.reasonNeeded);
    setBusy(true);
    try {
      await send(reason.trim());
    } catch (error) {
      setWrong(failureText(error, language, words));
      setBusy(false);
    }
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
