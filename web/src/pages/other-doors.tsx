import { useState } from 'react';
import * as acts from '../api/access-acts.ts';
import { learn } from '../api/cache.ts';
import { knowsPasskeys, signByPasskey } from '../api/passkey.ts';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { navigate } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import '../styles/access.css';

/** Ways in without a password. */
export function OtherDoors() {
  const { door } = useWords();
  const [failed, setFailed] = useState(false);
  const { busy, wrong, attempt } = useAttempt();
  if (!knowsPasskeys()) return null;
  const byPasskey = () => {
    setFailed(false);
    void attempt(async () => {
      const response = await signByPasskey(await acts.passkeyQuestion());
      if (response === undefined) return setFailed(true);
      const session = await acts.signInByPasskey(response);
      if (location.pathname === '/enter') navigate('/', { replace: true });
      learn('/session', session);
    });
  };
  return (
    <div className="door-or">
      <button type="button" className="button button-wide" disabled={busy} onClick={byPasskey}>
        {door.passkey}
      </button>
      <WrongLine text={failed ? door.passkeyFailed : wrong} />
    </div>
  );
}
