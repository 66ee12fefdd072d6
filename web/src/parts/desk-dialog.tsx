import type { FormEvent, ReactNode } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import { useSpeech } from '../words/words.tsx';
import { Dialog } from './dialog.tsx';
import { SeverityMark } from './severity.tsx';
import { SubmitFoot } from './submit-foot.tsx';
import { useAttempt } from './use-attempt.ts';
import { WrongLine } from './wrong-line.tsx';

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
  const { busy, wrong, attempt, refuse } = useAttempt();
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!busy) void attempt(async () => refuse(await send()));
  };
  return (
    <Dialog title={title} close={close}>
      <form
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      >
        <p className="resolve-about">
          <SeverityMark of={alert.severity} />
          <span>
            {alert.patientName && <strong>{alert.patientName}</strong>} {alert.title[language]}
          </span>
        </p>
        {children}
        <WrongLine text={wrong} />
        <SubmitFoot close={close} disabled={busy}>
          {busy ? words.common.saving : action}
          <kbd className="key-on-primary">Ctrl ↵</kbd>
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
