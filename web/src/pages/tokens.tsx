import { useState } from 'react';
import type { TokenView } from '../../../api/access-contract.ts';
import * as acts from '../api/access-acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useNow } from '../format/use-now.ts';
import { Ago, Moment } from '../parts/moment.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';
import { MakeToken } from './make-token.tsx';

/** The keys of other programs: what each may do, until when, when it last did. */
export function Tokens({ may }: { readonly may: boolean }) {
  const { tokens: words } = useWords();
  const tokens = useResource(resources.tokens);
  const [making, setMaking] = useState(false);
  const { busy, wrong, attempt } = useAttempt();
  const revoke = (id: string) =>
    void attempt(async () => {
      await acts.revokeToken(id);
      say(words.didRevoke);
      refresh((path) => path === '/tokens');
    });
  return (
    <div className="access-tokens">
      <ListPanel title={words.title} loaded={tokens} none={words.none}>
        {(items) => (
          <ul className="access-list">
            {items.map((token) => (
              <Token key={token.id} token={token} busy={busy} revoke={may ? revoke : undefined} />
            ))}
          </ul>
        )}
      </ListPanel>
      <WrongLine text={wrong} />
      {may && (
        <p>
          <button type="button" className="button" onClick={() => setMaking(true)}>
            {words.make}
          </button>
        </p>
      )}
      {making && <MakeToken close={() => setMaking(false)} />}
    </div>
  );
}

function Token({
  token: { id, name, scopes, until, used, revoked },
  busy,
  revoke,
}: {
  readonly token: TokenView;
  readonly busy: boolean;
  readonly revoke: ((id: string) => void) | undefined;
}) {
  const { tokens: words, common } = useWords();
  const now = useNow();
  const good = revoked === undefined && until > now;
  return (
    <li className={good ? undefined : 'gone'}>
      <span>
        {name} <code className="muted">{id}</code>
        <br />
        <span className="muted small">{scopes.map((scope) => words.scope[scope]).join(common.comma)}</span>
        <br />
        <span className="muted small">
          {revoked ? (
            words.revoked
          ) : good ? (
            <>
              {words.until} <Moment at={until} zone={undefined} />
            </>
          ) : (
            words.ended
          )}
          {' · '}
          {used === undefined ? (
            words.unused
          ) : (
            <>
              {words.used} <Ago at={used} zone={undefined} />
            </>
          )}
        </span>
      </span>
      {good && revoke && (
        <button type="button" className="button button-small" aria-label={words.revokeOf(name)} disabled={busy} onClick={() => revoke(id)}>
          {words.revoke}
        </button>
      )}
    </li>
  );
}
