import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import { post } from '../api.ts';
import { useSpeech } from '../words/speak.ts';

/** Comes in by a one-time link, or with a name and a password. */
export function Enter({ token, onEntered }: { token: string | undefined; onEntered: (session: SessionView) => void }) {
  const { say } = useSpeech();
  const [problem, setProblem] = useState<string>();
  const tried = useRef(false);

  const enter = (body: object) =>
    post<SessionView>('/session', body)
      .then(onEntered)
      .catch((error: Error) => setProblem(error.message));

  useEffect(() => {
    if (token === undefined || tried.current) return;
    tried.current = true; // a one-time link is worth one attempt
    void enter({ token });
  });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter({ user: form.get('user'), password: form.get('password') });
  };

  if (token !== undefined && problem === undefined) return <p className="middle quiet">{say('entering')}</p>;
  return (
    <form className="enter card" onSubmit={submit}>
      <h1>Hearth</h1>
      <label>
        {say('user')}
        <input name="user" autoComplete="username" required />
      </label>
      <label>
        {say('password')}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <p role="alert" className="problem">
        {problem}
      </p>
      <button type="submit" className="primary">
        {say('signIn')}
      </button>
      <p className="quiet small">{say('signInHint')}</p>
    </form>
  );
}
