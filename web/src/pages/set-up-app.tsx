import { type FormEvent, useEffect, useState } from 'react';
import type { NewTotp } from '../../../api/access-contract.ts';
import * as acts from '../api/access-acts.ts';
import { CopyLine } from '../parts/copy-line.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SkeletonBlock } from '../parts/state.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';

/** A picture for the app on the telephone; the first code that it shows makes it count. */
export function SetUpApp({ close, done }: { readonly close: () => void; readonly done: (codes: readonly string[] | undefined) => void }) {
  const { security: words } = useWords();
  const [begun, setBegun] = useState<NewTotp & { readonly picture: string }>();
  const [code, setCode] = useState('');
  const { busy, wrong, attempt } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      const [totp, { renderSVG }] = await Promise.all([acts.beginTotp(), import('uqr')]);
      setBegun({ ...totp, picture: `data:image/svg+xml;base64,${btoa(renderSVG(totp.uri, { border: 4 }))}` });
    });
  }, []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      const { recoveryCodes } = await acts.confirmTotp(code);
      say(words.appDone);
      done(recoveryCodes);
    });
  };
  return (
    <Dialog title={words.appAdd} close={close}>
      {!begun && wrong === undefined && <SkeletonBlock height={220} />}
      {!begun && <WrongLine text={wrong} />}
      {begun && (
        <form onSubmit={send} noValidate>
          <p>{words.appScan}</p>
          <img className="totp-picture" src={begun.picture} alt={words.appPicture} width={200} height={200} />
          <CopyLine text={begun.secret} />
          <Field label={words.appCode} wrong={wrong}>
            {(props) => (
              <input
                {...props}
                inputMode="numeric"
                autoComplete="one-time-code"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <SubmitFoot close={close} disabled={busy || code.replaceAll(/\s/g, '').length !== 6}>
            {words.appConfirm}
          </SubmitFoot>
        </form>
      )}
    </Dialog>
  );
}
