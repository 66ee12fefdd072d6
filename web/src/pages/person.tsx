import { useState } from 'react';
import type { ChangeUser, UserRow } from '../../../api/access-contract.ts';
import { ROLES, type UserRole } from '../../../domain/roles.ts';
import * as acts from '../api/access-acts.ts';
import { refresh } from '../api/cache.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';
import { PersonPatients } from './person-patients.tsx';
import { SignInLink } from './sign-in-link.tsx';

/** One person: role, the right to sign in, what they sign in with, and whom they care for. */
export function Person({ user, own, close }: { readonly user: UserRow; readonly own: boolean; readonly close: () => void }) {
  const { people: words, role: roles, common } = useWords();
  const [path, setPath] = useState<string>();
  const [asked, setAsked] = useState(false);
  const { busy, wrong, attempt } = useAttempt();
  const { id, name, role, disabled, secondFactor, sessions } = user;
  const [draft, setDraft] = useState(role);
  const lookAgain = () => refresh((known) => known === '/users');
  const change = (what: ChangeUser) =>
    void attempt(async () => {
      await acts.changeUser(id, what);
      say(words.did);
      lookAgain();
    });
  const act = (work: () => Promise<unknown>, did: string) =>
    void attempt(async () => {
      await work();
      say(did);
      setAsked(false);
      lookAgain();
    });
  if (path !== undefined) return <SignInLink name={name} path={path} close={close} />;
  return (
    <Dialog title={words.changeTitle(name)} close={close}>
      {own ? (
        <p className="muted">{words.own}</p>
      ) : (
        <>
          <Field label={words.role}>
            {(props) => (
              <select {...props} value={draft} disabled={busy} onChange={(event) => setDraft(event.target.value as UserRole)}>
                {ROLES.map((each) => (
                  <option key={each} value={each}>
                    {roles[each]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <div className="access-acts">
            {draft !== role && (
              <button type="button" className="button button-primary" disabled={busy} onClick={() => change({ role: draft })}>
                {common.save}
              </button>
            )}
            {disabled === undefined && (
              <button
                type="button"
                className="button"
                disabled={busy}
                onClick={() => void attempt(async () => setPath((await acts.linkFor(id)).path))}
              >
                {words.link}
              </button>
            )}
            {sessions > 0 && (
              <button
                type="button"
                className="button"
                disabled={busy}
                onClick={() => act(() => acts.signOutUser(id), words.didSignOut(name))}
              >
                {words.signOut}
              </button>
            )}
            {secondFactor && !asked && (
              <button type="button" className="button" disabled={busy} onClick={() => setAsked(true)}>
                {words.reset}
              </button>
            )}
            <button type="button" className="button" disabled={busy} onClick={() => change({ disabled: disabled === undefined })}>
              {disabled === undefined ? words.disable : words.enable}
            </button>
          </div>
          {asked && (
            <div className="access-sure">
              <p>{words.resetSure}</p>
              <button
                type="button"
                className="button button-danger"
                disabled={busy}
                onClick={() => act(() => acts.dropFactors(id), words.didReset(name))}
              >
                {words.reset}
              </button>
            </div>
          )}
        </>
      )}
      <WrongLine text={wrong} />
      {role !== 'auditor' && <PersonPatients user={user} />}
    </Dialog>
  );
}
