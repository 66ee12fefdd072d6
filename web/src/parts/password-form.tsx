import { type FormEvent, useState } from 'react';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import { refusalText } from '../format/refusal.ts';
import { useSpeech } from '../words/words.tsx';
import { Field } from './field.tsx';
import { say } from './toast.tsx';

/** As the server asks; it checks again. */
const LEAST = 12;

export function PasswordForm({ done, later }: { readonly done: () => void; readonly later?: () => void }) {
  const { language, words } = useSpeech();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string>();
  const missing = LEAST - [...first].length;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefused(undefined);
    if (missing > 0 || first !== second) return;
    setBusy(true);
    try {
      await acts.setPassword(first);
      say(words.enter.done);
      refresh((path) => path === '/session');
      done();
    } catch (error) {
      setRefused(error instanceof ApiError ? (error.at('/password') ?? refusalText(error, language, words)) : words.error.unexpected);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={send} noValidate>
      <Field label={words.enter.password} wrong={refused ?? (tried && missing > 0 ? words.enter.tooShort(missing) : undefined)}>
        {(props) => (
          <input {...props} type="password" autoComplete="new-password" value={first} onChange={(event) => setFirst(event.target.value)} />
        )}
      </Field>
      <Field label={words.enter.repeat} wrong={tried && missing <= 0 && first !== second ? words.enter.differ : undefined}>
        {(props) => (
          <input
            {...props}
            type="password"
            autoComplete="new-password"
            value={second}
            onChange={(event) => setSecond(event.target.value)}
          />
        )}
      </Field>
      <div className="form-acts">
        <button type="submit" className="button button-primary" disabled={busy}>
          {words.enter.set}
        </button>
        {later && (
          <button type="button" className="button button-plain" onClick={later}>
            {words.enter.later}
          </button>
        )}
      </div>
    </form>
  );
}
