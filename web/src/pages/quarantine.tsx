import { useState } from 'react';
import type { QuarantineView, SessionView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import { mayOf } from '../parts/may.tsx';
import { Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useMore } from '../parts/use-more.tsx';
import { Link } from '../router.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech } from '../words/words.tsx';

/** What arrived and could not become a reading: why, and what to do about it. */
export function QuarantinePage({ session }: { readonly session: SessionView }) {
  const { words } = useSpeech();
  const waiting = useResource(resources.quarantine);
  const may = mayOf(session.user.role).manage;
  const { shown, button } = useMore(waiting.data ?? [], 20);
  const some = waiting.data !== undefined && waiting.data.length > 0;
  return (
    <Page title={words.quarantine.title} aside={some && <span className="muted">{words.quarantine.count(waiting.data.length)}</span>}>
      <p className="lede muted">{words.quarantine.lede}</p>
      {waiting.error && <Problem error={waiting.error} again={waiting.reload} />}
      {waiting.first && <Skeleton lines={6} height={64} />}
      {waiting.data?.length === 0 && <Empty title={words.quarantine.empty}>{words.quarantine.emptyHint}</Empty>}
      {some && (
        <ul className="cards">
          {shown.map((one) => (
            <Waiting key={one.id} one={one} may={may} />
          ))}
        </ul>
      )}
      {button}
    </Page>
  );
}

function Waiting({ one, may }: { readonly one: QuarantineView; readonly may: boolean }) {
  const { language, words } = useSpeech();
  const { quarantine } = words;
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [, code = '', sentence = one.reason] = /^([a-z-]+): (.*)$/s.exec(one.reason) ?? [];
  const known = code as keyof Words['quarantine']['codes'];

  const act = async (what: () => Promise<string>) => {
    setBusy(true);
    try {
      say(await what());
    } catch (error) {
      say(failureText(error, language, words), true);
      setBusy(false);
    } finally {
      refresh((path) => path.startsWith('/quarantine'));
    }
  };
  const replay = () =>
    act(async () => {
      const { outcome } = await acts.replay(one.id);
      setBusy(false);
      return outcome === 'quarantined' ? quarantine.stillHere : quarantine.didReplay;
    });
  const dismiss = () =>
    act(async () => {
      await acts.dismiss(one.id);
      return quarantine.didDismiss;
    });

  return (
    <li className="panel waiting">
      <p className="waiting-head">
        <span className="waiting-why">{quarantine.codes[known] ?? sentence}</span>
        <span className="muted">
          <code>{one.device}</code> · <Moment at={one.received} zone={undefined} />
        </span>
      </p>
      {quarantine.todo[known] && (
        <p>
          {quarantine.todo[known]}{' '}
          {(known === 'nobody-owns-it' || known === 'unknown-device') && (
            <Link className="link" to="/devices">
              {quarantine.toDevices}
            </Link>
          )}
        </p>
      )}
      <details className="bytes">
        <summary>
          {quarantine.bytes} · {quarantine.size(one.hex.length / 2)} · <code className="waiting-topic">{one.topic}</code>
        </summary>
        <p className="muted small" lang="en">
          {sentence}
        </p>
        <pre>
          <code>{one.hex.replaceAll(/(..)(?=.)/g, '$1 ')}</code>
        </pre>
      </details>
      {may && (
        <p className="waiting-acts">
          {asked ? (
            <>
              <span>{quarantine.sure}</span>
              <button type="button" className="button button-small button-danger" disabled={busy} onClick={() => void dismiss()}>
                {quarantine.dismiss}
              </button>
              <button type="button" className="button button-small button-plain" onClick={() => setAsked(false)}>
                {words.common.cancel}
              </button>
            </>
          ) : (
            <>
              <button type="button" className="button button-small" disabled={busy} onClick={() => void replay()}>
                {quarantine.replay}
              </button>
              <button type="button" className="button button-small button-plain" onClick={() => setAsked(true)}>
                {quarantine.dismiss}
              </button>
            </>
          )}
        </p>
      )}
    </li>
  );
}
