import { useState } from 'react';
import type { FactorsView } from '../../../api/access-contract.ts';
import * as acts from '../api/access-acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { AccessRow } from '../parts/access-row.tsx';
import { Moment } from '../parts/moment.tsx';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SetUpApp } from './set-up-app.tsx';
import '../styles/access.css';

/** What one has beside a password: passkeys, codes from an app, recovery codes. */
export function OwnSecurity() {
  const { security: words } = useWords();
  const factors = useResource(resources.factors);
  const [open, setOpen] = useState<'passkey' | 'app'>();
  const [codes, setCodes] = useState<readonly string[]>();
  const lookAgain = () => refresh((path) => path === '/session/factors' || path === '/sessions');
  const added = (made: readonly string[] | undefined) => {
    setOpen(undefined);
    setCodes(made);
    lookAgain();
  };
  return (
    <section className="panel" aria-label={words.title}>
      <h2>{words.title}</h2>
      {factors.error && <Problem error={factors.error} again={factors.reload} />}
      {factors.first && <SkeletonBlock height={120} />}
      {factors.data && <Factors factors={factors.data} open={setOpen} show={setCodes} lookAgain={lookAgain} />}
      {open === 'passkey' && <AddPasskey close={() => setOpen(undefined)} done={added} />}
      {open === 'app' && <SetUpApp close={() => setOpen(undefined)} done={added} />}
      {codes && <RecoveryCodes codes={codes} close={() => setCodes(undefined)} />}
    </section>
  );
}

function Factors({
  factors: { passkeys, totp, recoveryCodes },
  open,
  show,
  lookAgain,
}: {
  readonly factors: FactorsView;
  readonly open: (what: 'passkey' | 'app') => void;
  readonly show: (codes: readonly string[] | undefined) => void;
  readonly lookAgain: () => void;
}) {
  const { security: words } = useWords();
  const { busy, wrong, attempt } = useAttempt();
  const remove = (work: () => Promise<unknown>) =>
    void attempt(async () => {
      await work();
      say(words.removed);
      lookAgain();
    });
  const any = passkeys.length > 0 || totp !== undefined;
  return (
    <>
      {!any && <p className="muted">{words.none}</p>}
      <div className="access-part">
        <h3>{words.passkeys}</h3>
        <p className="muted small">{words.passkeyHint}</p>
        <ul className="access-list">
          {passkeys.map(({ id, name, made, used }) => (
            <AccessRow
              key={id}
              action={words.remove}
              label={words.removeOf(name)}
              busy={busy}
              act={() => remove(() => acts.removePasskey(id))}
            >
              {name}{' '}
              <span className="muted small">
                {used === undefined ? words.added : words.used} <Moment at={used ?? made} zone={undefined} />
              </span>
            </AccessRow>
          ))}
        </ul>
        <button type="button" className="button" onClick={() => open('passkey')}>
          {words.passkeyAdd}
        </button>
      </div>
      <div className="access-part">
        <h3>{words.app}</h3>
        {totp ? (
          <ul className="access-list">
            <AccessRow action={words.remove} label={words.removeOf(words.app)} busy={busy} act={() => remove(acts.removeTotp)}>
              {words.appOn} <Moment at={totp.since} zone={undefined} />
            </AccessRow>
          </ul>
        ) : (
          <>
            <p className="muted small">{words.appHint}</p>
            <button type="button" className="button" onClick={() => open('app')}>
              {words.appAdd}
            </button>
          </>
        )}
      </div>
      {any && (
        <div className="access-part">
          <h3>{words.recovery}</h3>
          <p>{words.recoveryLeft(recoveryCodes)}</p>
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() =>
              void attempt(async () => {
                show((await acts.newRecoveryCodes()).recoveryCodes);
                lookAgain();
              })
            }
          >
            {words.recoveryNew}
          </button>
        </div>
      )}
      <WrongLine text={wrong} />
    </>
  );
}
