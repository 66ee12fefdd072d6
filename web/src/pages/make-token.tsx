import { type FormEvent, useState } from 'react';
import type { Scope } from '../../../domain/api-token.ts';
import * as acts from '../api/access-acts.ts';
import { refresh } from '../api/cache.ts';
import { CopyLine } from '../parts/copy-line.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';

const DAYS = '90';

/** What a program may do, and for how long; then its key, shown this once. */
export function MakeToken({ close }: { readonly close: () => void }) {
  const { tokens: words } = useWords();
  const [name, setName] = useState('');
  const [days, setDays] = useState(DAYS);
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set());
  const [made, setMade] = useState<string>();
  const { busy, wrong, attempt } = useAttempt();
  const send = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => {
      setMade((await acts.makeToken(name.trim(), [...scopes], Number(days))).token);
      refresh((path) => path === '/tokens');
    });
  };
  if (made !== undefined) {
    return (
      <Dialog title={words.make} close={close}>
        <p>{words.made}</p>
        <CopyLine text={made} />
        <footer className="dialog-foot">
          <button type="button" className="button button-primary" onClick={close}>
            {words.done}
          </button>
        </footer>
      </Dialog>
    );
  }
  return (
    <Dialog title={words.make} close={close}>
      <form onSubmit={send} noValidate>
        <Field label={words.name}>{(props) => <input {...props} value={name} onChange={(event) => setName(event.target.value)} />}</Field>
        <fieldset className="access-scopes">
          <legend className="field-label">{words.scopes}</legend>
          {(Object.entries(words.scope) as [Scope, string][]).map(([scope, text]) => (
            <label key={scope} className="answer-option">
              <input
                type="checkbox"
                checked={scopes.has(scope)}
                onChange={(event) =>
                  setScopes(new Set(event.target.checked ? [...scopes, scope] : [...scopes].filter((one) => one !== scope)))
                }
              />
              <span>
                {text} <code className="muted small">{scope}</code>
              </span>
            </label>
          ))}
        </fieldset>
        <Field label={words.days}>
          {(props) => <input {...props} inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} />}
        </Field>
        <WrongLine text={wrong} />
        <SubmitFoot close={close} disabled={busy || name.trim() === '' || scopes.size === 0 || !/^\d+$/.test(days)}>
          {words.make}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
