import { type FormEvent, useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import * as acts from '../api/access-acts.ts';
import { Field } from '../parts/field.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { useWords } from '../words/words.tsx';
import { Door } from './enter.tsx';

/** Six digits of an app, or a recovery code: asked for when name and password, or a link, are right and not enough. */
export function CodeField({
  code,
  change,
  wrong,
}: {
  readonly code: string;
  readonly change: (code: string) => void;
  readonly wrong: string | undefined;
}) {
  const { door } = useWords();
  return (
    <Field label={door.code} hint={door.codeHint} wrong={wrong}>
      {(props) => (
        <input
          {...props}
          // biome-ignore lint/a11y/noAutofocus: the one thing that is still to be done.
          autoFocus
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          required
          value={code}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Whoever has a second factor shows it with a one-time link as well. */
export function CodeForLink({ token, done }: { readonly token: string; readonly done: (session: SessionView) => void }) {
  const { enter } = useWords();
  const [code, setCode] = useState('');
  const { busy, wrong, attempt } = useAttempt();
  const send = (event: FormEvent) => {
    event.preventDefault();
    void attempt(async () => done(await acts.enter(token, code.trim())));
  };
  return (
    <Door>
      <h1>{enter.title}</h1>
      <form onSubmit={send}>
        <CodeField code={code} change={setCode} wrong={wrong} />
        <button type="submit" className="button button-primary button-wide" disabled={busy || code.trim().length < 6}>
          {enter.go}
        </button>
      </form>
    </Door>
  );
}
