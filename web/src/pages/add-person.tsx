import { type FormEvent, useState } from 'react';
import { ROLES, type UserRole } from '../../../domain/roles.ts';
import type { Language } from '../../../domain/source.ts';
import * as acts from '../api/access-acts.ts';
import { refresh } from '../api/cache.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { LANGUAGES, useWords } from '../words/words.tsx';
import { SignInLink } from './sign-in-link.tsx';

export function AddPerson({ language, close }: { readonly language: Language; readonly close: () => void }) {
  const { people: words, role: roles } = useWords();
  const [draft, setDraft] = useState({ id: '', name: '', email: '', role: 'doctor' as UserRole, language });
  const [path, setPath] = useState<string>();
  const { busy, wrong, attempt } = useAttempt();
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { email, ...rest } = draft;
    void attempt(async () => {
      const made = await acts.addUser({
        ...rest,
        id: rest.id.trim(),
        name: rest.name.trim(),
        ...(email.trim() ? { email: email.trim() } : {}),
      });
      refresh((known) => known === '/users');
      setPath(made.path);
    });
  };
  if (path !== undefined) return <SignInLink name={draft.name} path={path} close={close} />;
  return (
    <Dialog title={words.add} close={close}>
      <form onSubmit={send} noValidate>
        <Field label={words.name}>
          {(props) => <input {...props} autoComplete="off" value={draft.name} onChange={(event) => change({ name: event.target.value })} />}
        </Field>
        <Field label={words.id} hint={words.idHint}>
          {(props) => (
            <input
              {...props}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={draft.id}
              onChange={(event) => change({ id: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.role}>
          {(props) => (
            <select {...props} value={draft.role} onChange={(event) => change({ role: event.target.value as UserRole })}>
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {roles[role]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.email}>
          {(props) => (
            <input
              {...props}
              type="email"
              autoComplete="off"
              value={draft.email}
              onChange={(event) => change({ email: event.target.value })}
            />
          )}
        </Field>
        <Field label={words.language}>
          {(props) => (
            <select {...props} value={draft.language} onChange={(event) => change({ language: event.target.value as Language })}>
              {Object.entries(LANGUAGES).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <WrongLine text={wrong} />
        <SubmitFoot close={close} disabled={busy || draft.id.trim() === '' || draft.name.trim() === ''}>
          {busy ? words.adding : words.add}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
