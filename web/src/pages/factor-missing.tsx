import type { SessionView } from '../../../api/contract.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { fullTime } from '../format/time.ts';
import { Link } from '../router.tsx';
import { useSpeech, useWords } from '../words/words.tsx';
import { OwnSecurity } from './own-security.tsx';
import '../styles/access.css';

/** The role needs a second factor, the time to add one is over: it is added here, before anything else. */
export function FactorMissingPage({ session, leave }: { readonly session: SessionView; readonly leave: () => void }) {
  const { missing: words, nav } = useWords();
  const factors = useResource(resources.factors).data;
  const added = factors !== undefined && (factors.passkeys.length > 0 || factors.totp !== undefined);
  return (
    <main className="door" id="main">
      <div className="door-card">
        <h1>{words.title}</h1>
        <p>{words.why(session.user.name)}</p>
        <OwnSecurity />
        <p className="form-acts">
          <button type="button" className="button button-primary" disabled={!added} onClick={() => refresh(() => true)}>
            {words.goOn}
          </button>
          <button type="button" className="button" onClick={leave}>
            {nav.signOut}
          </button>
        </p>
      </div>
    </main>
  );
}

/** The same, while there is time. */
export function FactorMissingSoon({ from }: { readonly from: number }) {
  const { language, words } = useSpeech();
  return (
    <p className="panel" role="status">
      {words.missing.soon(fullTime(from, undefined, language))}{' '}
      <Link className="link" to="/settings">
        {words.missing.add}
      </Link>
    </p>
  );
}
