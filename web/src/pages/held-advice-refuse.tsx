import { type FormEvent, useState } from 'react';
import type { HeldAdvice } from '../../../api/advice-contract.ts';
import * as acts from '../api/acts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { useWords } from '../words/words.tsx';

/** Not sent, and why. */
export function HeldAdviceRefuse({
  advice,
  close,
  done,
}: {
  readonly advice: HeldAdvice;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { held, common } = useWords();
  const [reason, setReason] = useState('');
  const { busy, wrong, attempt, refuse } = useAttempt();
  const write = (text: string) => {
    setReason(text);
    refuse(undefined);
  };
  const send = () => {
    if (reason.trim().length < 2) return refuse(held.reasonNeeded);
    void attempt(async () => {
      await acts.refuseAdvice(advice.id, reason.trim());
      done();
      close();
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  return (
    <Dialog title={held.refuseTitle} close={close}>
      <form onSubmit={submit} noValidate>
        <p className="muted">{held.refuseHint}</p>
        <ReasonField label={held.refuseWhy} wrong={wrong} value={reason} write={write} send={send} phrases={held.refuseReasons} />
        <SubmitFoot close={close} disabled={busy}>
          {busy ? common.saving : held.refuse}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
