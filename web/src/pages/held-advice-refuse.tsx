import { type FormEvent, useState } from 'react';
import type { HeldAdvice } from '../../../api/advice-contract.ts';
import * as acts from '../api/acts.ts';
import { failureText } from '../format/refusal.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { useSpeech } from '../words/words.tsx';

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
  const { language, words } = useSpeech();
  const { held } = words;
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);

  const send = async () => {
    if (reason.trim().length < 2) return setWrong(held.reasonNeeded);
    setBusy(true);
    try {
      await acts.refuseAdvice(advice.id, reason.trim());
      done();
      close();
    } catch (error) {
      setWrong(failureText(error, language, words));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <Dialog title={held.refuseTitle} close={close}>
      <form onSubmit={submit} noValidate>
        <p className="muted">{held.refuseHint}</p>
        <label className="field">
          <span className="field-label">{held.refuseWhy}</span>
          <textarea
            rows={2}
            maxLength={500}
            value={reason}
            aria-invalid={wrong !== undefined}
            aria-describedby="refuse-wrong"
            onChange={(event) => {
              setReason(event.target.value);
              setWrong(undefined);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
            }}
          />
          <span id="refuse-wrong" className="field-wrong" role={wrong ? 'alert' : undefined}>
            {wrong}
          </span>
        </label>
        <div className="phrases">
          {held.refuseReasons.map((phrase) => (
            <button key={phrase} type="button" className="phrase" onClick={() => setReason(phrase)}>
              {phrase}
            </button>
          ))}
        </div>
        <SubmitFoot close={close} disabled={busy}>
          {busy ? words.common.saving : held.refuse}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
