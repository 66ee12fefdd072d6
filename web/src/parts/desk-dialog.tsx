import { type FormEvent, type ReactNode, useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import { failureText } from '../format/refusal.ts';
import { useSpeech } from '../words/words.tsx';
import { Dialog } from './dialog.tsx';
import { SeverityMark } from './severity.tsx';
import { SubmitFoot } from './submit-foot.tsx';

/** A form about one alert: what it is about, its fields, what is wrong, and the way on. `send` says what is missing, or does it. */
export function DeskDialog({
  alert,
  title,
  action,
  close,
  send,
  children,
}: {
  readonly alert: AlertView;
  readonly title: string;
  readonly action: string;
  readonly close: () => void;
  /** Resolves to a sentence where something is missing. */
  readonly send: () => Promise<string | undefined>;
  readonly children: ReactNode;
}) {
  const { language, words } = useSpeech();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      setWrong(await send());
    } catch (error) {
      setWrong(failureText(error, language, words));
    }
    setBusy(false);
  };
  return (
    <Dialog title={title} close={close}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      >
        <p className="resolve-about">
          <SeverityMark of={alert.severity} />
          <span>
            {alert.patientName && <strong>{alert.patientName}</strong>} {alert.title[language]}
          </span>
        </p>
        {children}
        {wrong && (
          <p className="field-wrong" role="alert">
            {wrong}
          </p>
        )}
        <SubmitFoot close={close} disabled={busy}>
          {busy ? words.common.saving : action}
          <kbd className="key-on-primary">Ctrl ↵</kbd>
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
