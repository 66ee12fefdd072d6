import { type FormEvent, useState } from 'react';
import type { ConversationDetail, SaidView } from '../../../api/conversation-contract.ts';
import { ASKED_ROLES, type AskedRole } from '../../../domain/conversation.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { momentText } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { Moment } from '../parts/moment.tsx';
import { Page } from '../parts/page.tsx';
import { Problem, Skeleton } from '../parts/state.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { Link } from '../router.tsx';
import { useSpeech, useWords } from '../words/words.tsx';
import { QuestionTrail } from './question-trail.tsx';
import '../styles/questions.css';

/** One conversation, whole: what was asked, what Hearth made of it, and the place for a person's answer. */
export function QuestionPage({ id }: { readonly id: string }) {
  const { words } = useSpeech();
  const conversation = useResource(resources.conversation(id));
  const { data } = conversation;
  return (
    <Page
      title={data ? (data.patientName ?? data.patient) : words.questions.title}
      aside={
        <Link className="button" to="/questions">
          {words.questions.back}
        </Link>
      }
    >
      {conversation.error && <Problem error={conversation.error} again={conversation.reload} />}
      {conversation.first && <Skeleton lines={5} height={60} />}
      {data && <Inside conversation={data} />}
    </Page>
  );
}

function Inside({ conversation }: { readonly conversation: ConversationDetail }) {
  const { language, words } = useSpeech();
  const { questions } = words;
  const { id, patient, zone, state, said } = conversation;
  const now = useNow();
  return (
    <>
      <p className="question-head">
        <Link className="link" to={`/patients/${patient}`}>
          {questions.toPatient}
        </Link>
        <span className="muted">
          {questions.state[state.is]}
          {state.role && ` · ${questions.waits(words.role[state.role])}`}
          {typeof state.by === 'number' && ` · ${questions.promised(momentText(state.by, zone, language, now, words))}`}
        </span>
      </p>
      {state.why && <p className="muted">{state.why[language]}</p>}
      <ol className="turns">
        {said.map((one) => (
          <Turn key={one.id} said={one} zone={zone} />
        ))}
      </ol>
      {state.is !== 'closed' && <Acts id={id} role={state.role} answered={state.is === 'open'} />}
    </>
  );
}

function Turn({ said, zone }: { readonly said: SaidView; readonly zone: string | undefined }) {
  const { questions } = useSpeech().words;
  const name = said.from === 'patient' ? questions.patient : said.from === 'hearth' ? questions.hearth : (said.byName ?? said.by);
  return (
    <li className={`turn turn-${said.from}`}>
      <p className="turn-head">
        <b>{name}</b>{' '}
        <span className="muted">
          <Moment at={said.at} zone={zone} />
        </span>
      </p>
      <p className="turn-text">{said.text}</p>
      {said.trail && <QuestionTrail trail={said.trail} />}
    </li>
  );
}

function Acts({ id, role, answered }: { readonly id: string; readonly role: AskedRole | undefined; readonly answered: boolean }) {
  const words = useWords();
  const { questions } = words;
  const [text, setText] = useState('');
  const { busy, wrong, attempt } = useAttempt();
  const act = async (what: () => Promise<string>) => {
    await attempt(async () => say(await what()));
    refresh((path) => path.startsWith('/conversations') || path.includes('/conversations'));
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    void act(async () => {
      await acts.answerQuestion(id, text.trim());
      setText('');
      return questions.sent;
    });
  };
  const passOn = (to: AskedRole) => act(async () => acts.passOnQuestion(id, to).then(() => questions.passedOn(words.role[to])));
  const close = () => act(async () => acts.closeQuestion(id).then(() => questions.closed));
  return (
    <form className="panel question-form" onSubmit={send}>
      <label htmlFor="answer">{questions.answer}</label>
      <textarea id="answer" className="input" rows={5} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
      <p className="muted small">{questions.answerHint}</p>
      <WrongLine text={wrong} />
      <div className="question-acts">
        <button type="submit" className="button button-primary" disabled={busy || text.trim() === ''}>
          {questions.send}
        </button>
        <button type="button" className="button" disabled={busy} onClick={() => void close()}>
          {answered ? questions.closeAnswered : questions.close}
        </button>
        <span className="question-pass">
          <span className="muted">{questions.passOn}</span>
          {ASKED_ROLES.filter((one) => one !== role).map((one) => (
            <button key={one} type="button" className="button button-small" disabled={busy} onClick={() => void passOn(one)}>
              {words.role[one]}
            </button>
          ))}
        </span>
      </div>
    </form>
  );
}
