import { useState } from 'react';
import type { KnowledgeRowView } from '../../../api/words-contract.ts';
import type { Language } from '../../../domain/source.ts';
import { refresh } from '../api/cache.ts';
import { useResource } from '../api/use-resource.ts';
import * as acts from '../api/words-acts.ts';
import * as resources from '../api/words-resources.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useMay } from '../parts/may.tsx';
import { Moment } from '../parts/moment.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { SourceLine } from '../parts/source.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';

type Names = ReadonlyMap<string, string>;

/** One row of the knowledge base: what it says, to whom, from where, how often it was said, and whether this clinic says it. */
export function KnowledgeRow({
  row,
  read,
  names,
}: {
  readonly row: KnowledgeRowView;
  readonly read: readonly Language[];
  readonly names: Names;
}) {
  const { words } = useSpeech();
  const { knowledge, common } = words;
  const may = useMay();
  const [doing, setDoing] = useState<'off' | 'on' | 'history'>();
  const called = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id).join(common.comma);
  const { id, is, text, source, topic, part, how, value, when, needs, unless, uses, fixed, off } = row;
  const kind =
    is === 'sentence'
      ? [topic && words.topic[topic], part && knowledge.part[part]]
      : [knowledge.kinds[is], how && knowledge.how[how], value];
  const close = () => setDoing(undefined);
  return (
    <li className={off ? 'entry knowledge-row knowledge-off' : 'entry knowledge-row'}>
      <div className="knowledge-what">
        {read.map((spoken) => (
          <p key={spoken} lang={spoken} className="knowledge-text">
            {text[spoken]}
          </p>
        ))}
        <p className="muted small">{[...kind, called(when)].filter(Boolean).join(' · ')}</p>
        {(needs.length > 0 || unless.length > 0) && (
          <p className="muted small">
            {[needs.length > 0 && knowledge.only(called(needs)), unless.length > 0 && knowledge.not(called(unless))]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
        <SourceLine source={source} />
      </div>
      <div className="knowledge-state">
        {is === 'sentence' && <span className="muted small number">{knowledge.uses(uses)}</span>}
        {off && (
          <p className="small">
            <span className="badge badge-overdue">{knowledge.off}</span> {knowledge.offBy(off.byName ?? off.by)} ·{' '}
            <Moment at={off.since} zone={undefined} /> · {off.reason}
          </p>
        )}
        {fixed ? (
          <span className="muted small" title={knowledge.fixed}>
            {knowledge.fixedShort}
            <span className="unseen">
              {common.colon}
              {knowledge.fixed}
            </span>
          </span>
        ) : (
          <span className="knowledge-acts">
            {may.decideKnowledge && (
              <button
                type="button"
                className="button button-small"
                aria-label={off ? knowledge.sayAgainOf(id) : knowledge.leaveOutOf(id)}
                onClick={() => setDoing(off ? 'on' : 'off')}
              >
                {off ? knowledge.sayAgain : knowledge.leaveOut}
              </button>
            )}
            <button
              type="button"
              className="button button-small button-plain"
              aria-label={knowledge.historyOf(id)}
              onClick={() => setDoing('history')}
            >
              {knowledge.history}
            </button>
          </span>
        )}
      </div>
      {doing === 'off' && <LeaveOut row={row} names={names} close={close} />}
      {doing === 'on' && (
        <ReasonDialog
          title={knowledge.sayAgainOf(id)}
          action={knowledge.sayAgain}
          close={close}
          send={(reason) => turn(id, false, reason, false, close, knowledge.did)}
        />
      )}
      {doing === 'history' && <History id={id} close={close} />}
    </li>
  );
}

async function turn(id: string, off: boolean, reason: string, evenIfNothing: boolean, close: () => void, done: string): Promise<void> {
  await acts.switchSentence(id, { off, reason, evenIfNothing });
  say(done);
  refresh((path) => path.startsWith('/clinic/knowledge'));
  close();
}

/** Before a sentence is left out: what would be said instead, and who would hear nothing. */
function LeaveOut({ row, names, close }: { readonly row: KnowledgeRowView; readonly names: Names; readonly close: () => void }) {
  const { language, words } = useSpeech();
  const { knowledge } = words;
  const left = useResource(resources.withoutSentence(row.id));
  const [even, setEven] = useState(false);
  const nothing = left.data?.flatMap(({ situation, nothingFor }) => nothingFor.map((one) => ({ ...one, situation }))) ?? [];
  return (
    <ReasonDialog
      title={knowledge.leaveOutOf(row.id)}
      action={knowledge.leaveOut}
      close={close}
      ready={left.data !== undefined && (nothing.length === 0 || even)}
      send={(reason) => turn(row.id, true, reason, even, close, knowledge.did)}
    >
      <p className="knowledge-text">{row.text[language]}</p>
      {left.error && <Problem error={left.error} again={left.reload} />}
      {left.first && <Skeleton lines={4} />}
      {left.data && (
        <div className="knowledge-left">
          <p>{knowledge.instead}</p>
          {left.data.map(({ situation, after }) => (
            <div key={situation}>
              <h3>{names.get(situation) ?? situation}</h3>
              <p className="wording-said">{after[language] || knowledge.nothingAtAll}</p>
            </div>
          ))}
        </div>
      )}
      {nothing.length > 0 && (
        <div className="wording-broken" role="note">
          <p>{knowledge.nothing}</p>
          <ul className="wording-objections">
            {nothing.map(({ situation, trait, topic, part }) => (
              <li key={`${situation} ${trait}`}>
                {names.get(situation)}
                {words.common.colon}
                {knowledge.nothingFor(
                  knowledge.part[part as keyof typeof knowledge.part],
                  words.topic[topic as keyof typeof words.topic],
                  trait === undefined ? knowledge.anybody : (names.get(trait) ?? trait),
                )}
              </li>
            ))}
          </ul>
          <label className="check">
            <input type="checkbox" checked={even} onChange={({ target }) => setEven(target.checked)} /> {knowledge.even}
          </label>
        </div>
      )}
    </ReasonDialog>
  );
}

function History({ id, close }: { readonly id: string; readonly close: () => void }) {
  const { knowledge } = useSpeech().words;
  const history = useResource(resources.sentenceHistory(id));
  return (
    <Dialog title={knowledge.historyOf(id)} close={close}>
      {history.error && <Problem error={history.error} again={history.reload} />}
      {history.first && <Skeleton lines={3} />}
      {history.data?.length === 0 && <p className="muted">{knowledge.noHistory}</p>}
      <ul className="entries">
        {history.data?.map(({ since, off, by, byName, reason }) => (
          <li key={since} className="entry">
            <Moment at={since} zone={undefined} /> · {off ? knowledge.turnedOff : knowledge.turnedOn} · {byName ?? by} · {reason}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
