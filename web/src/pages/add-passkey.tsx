import { type FormEvent, useState } from 'react';
import * as acts from '../api/access-acts.ts';
import { knowsPasskeys, makePasskey } from '../api/passkey.ts';
import { programName } from '../format/program-name.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';

/** The browser asks for a finger, a face, a PIN; the server keeps the public half of what it makes. */
export function AddPasskey({ close, done }: { readonly close: () => void; readonly done: (codes: readonly string[] | undefined) => void }) {
  const { security: words } = useWords();
  const [name, setName] = useState(programName(navigator.userAgent) ?? '');
  const [refused, setRefused] = useState(false);
  const { busy, wrong, attempt } = useAttempt();
  const send = (event: FormEvent) => {
    event.preventDefault();
    setRefused(false);
    void attempt(async () => {
      const response = await makePasskey(await acts.passkeyOptions());
      if (response === undefined) return setRefused(true);
      const { recoveryCodes } = await acts.addPasskey(name.trim(), response);
      say(words.passkeyMade);
      done(recoveryCodes);
    });
  };
  return (
    <Dialog title={words.passkeyAdd} close={close}>
      <form onSubmit={send} noValidate>
        <p className="muted">{knowsPasskeys() ? words.passkeyHint : words.passkeyUnknown}</p>
        <Field label={words.passkeyName}>
          {(props) => <input {...props} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <WrongLine text={refused ? words.passkeyFailed : wrong} />
        <SubmitFoot close={close} disabled={busy || name.trim() === '' || !knowsPasskeys()}>
          {words.passkeyAdd}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
