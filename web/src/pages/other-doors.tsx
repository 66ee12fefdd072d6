import { useState } from 'react';
import * as acts from '../api/access-acts.ts';
import { comeIn } from '../api/cache.ts';
import { addressOf } from '../api/client.ts';
import { knowsPasskeys, signByPasskey } from '../api/passkey.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { navigate } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import '../styles/access.css';

/** Ways in without a password: a passkey, the hospital. `before`: who was here when the session ended. */
export function OtherDoors({ before }: { readonly before: string | undefined }) {
  const { door } = useWords();
  const [failed, setFailed] = useState(false);
  const { busy, wrong, attempt } = useAttempt();
  const hospital = useResource(resources.doors).data?.hospital;
  const byPasskey = () => {
    setFailed(false);
    void attempt(async () => {
      const response = await signByPasskey(await acts.passkeyQuestion());
      if (response === undefined) return setFailed(true);
      const session = await acts.signInByPasskey(response);
      if (location.pathname === '/enter') navigate('/', { replace: true });
      comeIn(session, before);
    });
  };
  return (
    <div className="door-or">
      {knowsPasskeys() && (
        <button type="button" className="button button-wide" disabled={busy} onClick={byPasskey}>
          {door.passkey}
        </button>
      )}
      {hospital && (
        <a className="button button-wide" href={addressOf('/session/hospital')}>
          {door.hospital(hospital.name)}
        </a>
      )}
      <WrongLine text={failed ? door.passkeyFailed : wrong} />
    </div>
  );
}
