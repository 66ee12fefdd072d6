import { useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import type { ConversationView } from '../../../api/conversation-contract.ts';
import { ASKED_ROLES, type AskedRole } from '../../../domain/conversation.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { momentText } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Problem, Skeleton } from '../parts/state.tsx';
import { useMore } from '../parts/use-more.tsx';
import { Link } from '../router.tsx';
import { useSpeech } from '../words/words.tsx';
import '../styles/questions.css';

/** Conversations that wait for a person: one's own role first, the longest waiting on top. */
export function QuestionsPage({ session }: { readonly session: SessionView }) {
  const { words } = useSpeech();
  const { questions } = words;
  const waiting = useResource(resources.conversations);
  const own = ASKED_ROLES.find((one) => one === session.user.role);
  const [role, setRole] = useState<AskedRole | undefined>(own);
  const all = waiting.data ?? [];
  const mine = all.filter(({ state }) => role === undefined || state.role === role);
  const { shown, button } = useMore(mine, 20);
  return (
    <Page title={questions.title} aside={all.length > 0 && <span className="muted">{questions.count(all.length)}</span>}>
      <p className="lede muted">{questions.lede}</p>
      <fieldset className="question-roles" aria-label={questions.roles}>
        {[undefined, ...ASKED_ROLES].map((one) => (
          <button key={one ?? 'all'} type="button" className="button button-small" aria-pressed={role === one} onClick={() => setRole(one)}>
            {one === undefined ? questions.everybody : words.role[one]} <span className="number muted">{count(all, one)}</span>
          </button>
        ))}
      </fieldset>
      {waiting.error && <Problem error={waiting.error} again={waiting.reload} />}
      {waiting.first && <Skeleton lines={4} height={72} />}
      {waiting.data && mine.length === 0 && <Empty title={questions.empty}>{questions.emptyHint}</Empty>}
      {mine.length > 0 && (
        <ul className="cards">
          {shown.map((one) => (
            <Waiting key={one.id} conversation={one} />
          ))}
        </ul>
      )}
      {button}
    </Page>
  );
}

const count = (all: readonly ConversationView[], role: AskedRole | undefined): number =>
  all.filter(({ state }) => role === undefined || state.role === role).length;

function Waiting({ conversation: { id, patient, patientName, zone, state, question } }: { readonly conversation: ConversationView }) {
  const { language, words } = useSpeech();
  const { questions } = words;
  const now = useNow();
  const by = typeof state.by === 'number' ? state.by : undefined;
  const late = by !== undefined && by < now;
  return (
    <li className="panel question-card">
      <p className="question-head">
        <Link to={`/questions/${id}`} className="question-who">
          {patientName ?? patient}
        </Link>
        <span className="muted">
          {state.role && questions.waits(words.role[state.role])}
          {state.since !== undefined && (
            <>
              {' · '}
              <Moment at={state.since} zone={zone} />
            </>
          )}
        </span>
      </p>
      <p className="question-text">{question}</p>
      <p className={late ? 'question-late' : 'muted small'}>
        {by !== undefined && questions.promised(momentText(by, zone, language, now, words))}
        {late && `, ${questions.late}`}
        {state.why && ` · ${state.why[language]}`}
      </p>
    </li>
  );
}
