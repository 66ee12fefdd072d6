import { useState } from 'react';
import type { InboxView } from '../../../api/contract.ts';
import { NOBODY } from '../../../domain/message.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { withoutLinkLine } from '../format/own-link.ts';
import { failureText } from '../format/refusal.ts';
import { Fold } from '../parts/fold.tsx';
import { Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { SkeletonBlock } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useMore } from '../parts/use-more.tsx';
import { Link } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import '../styles/inbox.css';

/** What Hearth told this role and nobody has dealt with: also alerts that ended by themselves, tasks, and answers that need somebody. */
export function TeamMessages({ open }: { readonly open: boolean }) {
  const { words } = useSpeech();
  const inbox = useResource(resources.inbox);
  const { shown, button } = useMore(inbox.data ?? [], 3);
  if (inbox.first && open) return <SkeletonBlock height={160} />;
  return (
    <section className="inbox" aria-label={words.inbox.title}>
      <Fold name="inbox" title={words.inbox.title} count={inbox.first ? undefined : (inbox.data?.length ?? 0)} begin={open}>
        <ul>
          {shown.map((message) => (
            <Message key={message.key} message={message} />
          ))}
        </ul>
        {button}
      </Fold>
    </section>
  );
}

function Message({ message: { key, patient, patientName, zone, at, subject, text } }: { readonly message: InboxView }) {
  const { language, words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const done = async () => {
    setBusy(true);
    try {
      await acts.readMessage(key);
      say(words.inbox.didDone);
    } catch (error) {
      say(failureText(error, language, words), true);
      setBusy(false);
    } finally {
      refresh((path) => path === '/inbox');
    }
  };
  return (
    <li className="inbox-message">
      <div>
        <p className="inbox-head">
          {patient === NOBODY ? (
            <Link to="/system">{words.nav.system}</Link>
          ) : (
            <Link to={`/patients/${patient}`}>{patientName ?? patient}</Link>
          )}
          <span className="muted">
            <Moment at={at} zone={zone} />
          </span>
        </p>
        <details>
          <summary>{subject}</summary>
          <p className="inbox-text">{withoutLinkLine(text)}</p>
        </details>
      </div>
      <button
        type="button"
        className="button button-small"
        aria-label={words.inbox.doneOf(subject)}
        disabled={busy}
        onClick={() => void done()}
      >
        <Icon name="check" size={14} /> {words.inbox.done}
      </button>
    </li>
  );
}
