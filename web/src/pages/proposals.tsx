import { useState } from 'react';
import type { ProposalView } from '../../../api/limit-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { decimals, unitWord } from '../format/reading.ts';
import { Moment } from '../parts/moment.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { say } from '../parts/toast.tsx';
import { Link } from '../router.tsx';
import { useSpeech, useWords } from '../words/words.tsx';

/** Changes to urgent rules that wait for somebody other than who proposed them. */
export function Proposals({ waiting }: { readonly waiting: readonly ProposalView[] }) {
  const { limits } = useWords();
  return (
    <section className="panel proposals" aria-label={limits.waitingTitle}>
      <h2>{limits.waitingTitle}</h2>
      <ul>
        {waiting.map((one) => (
          <Waiting key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

function Waiting({ one }: { readonly one: ProposalView }) {
  const { language, words } = useSpeech();
  const { limits, common } = words;
  const [deciding, setDeciding] = useState<'approve' | 'refuse'>();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const who = one.patientName ?? one.patient ?? one.cohortName ?? limits.clinic;
  const send = async (note: string) => {
    await acts.decideProposal(one.id, deciding!, note);
    say(deciding === 'approve' ? limits.approved : limits.refused);
    refresh(() => true);
    setDeciding(undefined);
  };
  return (
    <li className="proposal">
      <div className="proposal-what">
        {one.what === 'join' && <p>{limits.joins(who, one.cohortName ?? one.cohort ?? '')}</p>}
        {one.what === 'leave' && <p>{limits.leaves(who, one.cohortName ?? one.cohort ?? '')}</p>}
        {one.outdated && <p className="field-wrong">{limits.outdated}</p>}
        {one.weakens.map(({ rule, name, title, label, from, is = from, to, unit }) => (
          <p key={`${rule}.${name}`}>
            <strong>{title[language]}</strong>{' '}
            {name === 'off'
              ? limits.turnsOff
              : limits.changes(label?.[language] ?? name, decimals(is, unit), `${decimals(to, unit)} ${unitWord(unit, words)}`)}
            {is !== from && name !== 'off' && <span className="muted"> {limits.wasThen(decimals(from, unit))}</span>}
          </p>
        ))}
        <p className="muted">
          {limits.forWhom}
          {common.colon}
          {one.patient ? <Link to={`/patients/${encodeURIComponent(one.patient)}/thresholds`}>{who}</Link> : who} ·{' '}
          {limits.proposedBy(one.byName ?? one.by)} · {one.reason} · {limits.expires} <Moment at={one.expires} zone={zone} />
        </p>
      </div>
      {one.mine ? (
        <p className="muted proposal-acts">{limits.mine}</p>
      ) : !one.may ? (
        <p className="muted proposal-acts">{limits.notYours}</p>
      ) : (
        <div className="proposal-acts">
          <button type="button" className="button button-small" onClick={() => setDeciding('refuse')}>
            {limits.refuse}
          </button>
          {!one.outdated && (
            <button type="button" className="button button-small button-primary" onClick={() => setDeciding('approve')}>
              {limits.approve}
            </button>
          )}
        </div>
      )}
      {deciding && (
        <ReasonDialog title={limits[deciding]} action={limits[deciding]} close={() => setDeciding(undefined)} send={send} optional />
      )}
    </li>
  );
}
