import { useState } from 'react';
import type { WordsProposalView } from '../../../api/words-contract.ts';
import { refresh } from '../api/cache.ts';
import * as acts from '../api/words-acts.ts';
import { Moment } from '../parts/moment.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';
import { nameOf } from './words.tsx';

/** Words for what may be urgent, until somebody other than who wrote them has decided. */
export function WordsProposals({ waiting }: { readonly waiting: readonly WordsProposalView[] }) {
  const { wording } = useSpeech().words;
  return (
    <section className="panel proposals" aria-label={wording.waitingTitle}>
      <h2>{wording.waitingTitle}</h2>
      <ul>
        {waiting.map((one) => (
          <Waiting key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

function Waiting({ one }: { readonly one: WordsProposalView }) {
  const { words } = useSpeech();
  const { wording } = words;
  const [deciding, setDeciding] = useState<'approve' | 'refuse'>();
  const send = async (note: string) => {
    await acts.decideWords(one.id, deciding!, note);
    say(deciding === 'approve' ? wording.approved : wording.refused);
    refresh((path) => path.startsWith('/clinic/'));
    setDeciding(undefined);
  };
  return (
    <li className="proposal wording-proposal">
      <p>
        <strong>{nameOf(one.template, words)}</strong> · {wording.language[one.language]}
      </p>
      <div className="wording-pair">
        {(
          [
            [wording.before, one.before],
            [wording.after, one.words],
          ] as const
        ).map(([label, text]) => (
          <div key={label}>
            <h3>{label}</h3>
            <p className="wording-said" lang={one.language}>
              {text}
            </p>
          </div>
        ))}
      </div>
      <p className="muted small">
        {wording.saidBy(one.byName ?? one.by, undefined)} · {one.reason} · {wording.expires} <Moment at={one.expires} zone={undefined} />
      </p>
      {one.mine ? (
        <p className="muted">{wording.mine}</p>
      ) : (
        <div className="proposal-acts">
          <button type="button" className="button button-small" onClick={() => setDeciding('refuse')}>
            {wording.refuse}
          </button>
          <button type="button" className="button button-small button-primary" onClick={() => setDeciding('approve')}>
            {wording.approve}
          </button>
        </div>
      )}
      {deciding && (
        <ReasonDialog title={wording[deciding]} action={wording[deciding]} close={() => setDeciding(undefined)} send={send} optional />
      )}
    </li>
  );
}
