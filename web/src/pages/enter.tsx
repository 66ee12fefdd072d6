import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import * as acts from '../api/access-acts.ts';
import { comeIn } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import { failureText } from '../format/refusal.ts';
import { Field } from '../parts/field.tsx';
import { Flame } from '../parts/icon.tsx';
import { useTitle } from '../parts/page.tsx';
import { PasswordForm } from '../parts/password-form.tsx';
import { SkeletonBlock } from '../parts/state.tsx';
import { LanguageSwitch, ThemeSwitch } from '../parts/switches.tsx';
import { navigate } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import { CodeField, CodeForLink } from './code-field.tsx';
import { OtherDoors } from './other-doors.tsx';

/** With a name and a password. Whoever asked for a page is on it afterwards. */
export function SignIn({ notice }: { readonly notice?: ReactNode }) {
  const { words } = useSpeech();
  useTitle(words.enter.title);
  return (
    <Door>
      <SignInForm notice={notice ?? <p className="muted">{words.enter.lede}</p>} />
    </Door>
  );
}

/** `before`: who was here when the session ended. */
export function SignInForm({ notice, before }: { readonly notice: ReactNode; readonly before?: string }) {
  const { language, words } = useSpeech();
  const [user, setUser] = useState(before ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [code, setCode] = useState<string>();

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setWrong(undefined);
    try {
      const session = await acts.signIn(user.trim(), password, code?.trim());
      if (location.pathname === '/enter') navigate('/', { replace: true });
      comeIn(session, before);
    } catch (error) {
      if (needsCode(error)) setCode('');
      else setWrong(failureText(error, language, words));
      setBusy(false);
    }
  };
  return (
    <>
      <h1>{words.enter.title}</h1>
      {notice}
      <form onSubmit={send}>
        <Field label={words.enter.user}>
          {(props) => (
            <input
              {...props}
              autoCapitalize="off"
              autoComplete="username"
              spellCheck={false}
              required
              value={user}
              onChange={(event) => setUser(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.enter.password} wrong={code === undefined ? wrong : undefined}>
          {(props) => (
            <input
              {...props}
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        {code !== undefined && <CodeField code={code} change={setCode} wrong={wrong} />}
        <button type="submit" className="button button-primary button-wide" disabled={busy}>
          {words.enter.go}
        </button>
      </form>
      <OtherDoors before={before} />
      <p className="muted small">{words.enter.forgot}</p>
    </>
  );
}

/** By a one-time link: `/enter?token=…`. Whoever has no password yet is offered to set one. */
export function EnterPage() {
  const { words } = useSpeech();
  const [session, setSession] = useState<SessionView>();
  const [failed, setFailed] = useState(false);
  const [plain, setPlain] = useState(false);
  const [asked, setAsked] = useState<string>();
  const [sentBack, setSentBack] = useState(false);
  const tried = useRef(false);
  useTitle(words.enter.title);

  useEffect(() => {
    if (tried.current) return;
    tried.current = true; // The link is worth one attempt.
    const search = new URLSearchParams(location.search);
    const token = search.get('token');
    setSentBack(search.get('hospital') === 'failed');
    // The token is spent with this request: it does not stay in the address, the history or a screenshot.
    history.replaceState(null, '', '/enter');
    if (token === null) return setPlain(true);
    acts.enter(token).then(
      (entered) => (entered.hasPassword ? goIn(entered) : setSession(entered)),
      (error) => (needsCode(error) ? setAsked(token) : setFailed(true)),
    );
  }, []);

  if (asked !== undefined && !session) return <CodeForLink token={asked} done={goIn} />;
  if (plain && sentBack)
    return (
      <SignIn
        notice={
          <p className="field-wrong" role="alert">
            {words.door.hospitalFailed}
          </p>
        }
      />
    );
  if (plain) return <SignIn />;
  if (failed) {
    return (
      <SignIn
        notice={
          <div className="problem" role="alert">
            <div>
              <p>
                <strong>{words.enter.linkFailed}</strong>
              </p>
              <p>{words.enter.linkHint}</p>
            </div>
          </div>
        }
      />
    );
  }
  return (
    <Door>
      {session ? (
        <>
          <h1>{words.enter.passwordTitle}</h1>
          <p className="muted">{words.enter.passwordHint}</p>
          <PasswordForm done={() => goIn({ ...session, hasPassword: true })} later={() => goIn(session)} />
        </>
      ) : (
        <>
          <h1>{words.enter.working}</h1>
          <SkeletonBlock height={120} />
        </>
      )}
    </Door>
  );
}

export const needsCode = (error: unknown): boolean => error instanceof ApiError && error.code === 'session.code-needed';

function goIn(session: SessionView): void {
  comeIn(session, undefined);
  navigate('/', { replace: true });
}

export function Door({ children }: { readonly children: ReactNode }) {
  return (
    <main className="door" id="main">
      <div className="door-card">
        <p className="door-brand">
          <Flame size={24} /> Hearth
        </p>
        {children}
      </div>
      <div className="door-foot">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </main>
  );
}
