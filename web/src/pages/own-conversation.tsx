import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { OwnConversation as Conversation } from '../../../api/conversation-contract.ts';
import * as acts from '../api/acts.ts';
import { learn } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { refusalText } from '../format/refusal.ts';
import { dayAndTime } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { type Aside, useKept } from '../offline/use-own.ts';
import { Moment } from '../parts/moment.tsx';
import { useSpeech } from '../words/words.tsx';
import { OwnChart } from './own-chart.tsx';
import '../styles/own-conversation.css';

const ASKED_KINDS = ['glucose', 'blood-pressure'] as const;
/** As the server counts: see advice/questions/settings.ts. */
const LONGEST = 1_000;
/** How often the page looks for the answer while one is being written, and for a person's. */
const SOON_MS = 1_500;
const LATER_MS = 30_000;
/** What is shown at first: the last question and what was said to it. */
const SHOWN = 4;

/** What a patient asks, and what was answered: by Hearth at once, or by a person of the team, who is named as one. */
export function OwnConversation({
  token,
  zone,
  until,
  measured,
  aside,
}: {
  readonly token: string;
  readonly zone: string;
  readonly until: number;
  /** Kinds that the patient measures, or should. */
  readonly measured: readonly string[];
  readonly aside: Aside;
}) {
  const { language, words } = useSpeech();
  const resource = resources.ownConversation(token);
  const { data, reload } = useKept(token, 'conversation', resource, () => until);
  const [all, setAll] = useState(false);
  const now = useNow();
  const thinking = data?.thinking === true;
  useEffect(() => {
    const timer = setInterval(reload, thinking ? SOON_MS : LATER_MS);
    return () => clearInterval(timer);
  }, [thinking, reload]);
  const said = data?.said ?? [];
  const shown = all ? said : said.slice(-SHOWN);
  return (
    <section className="own-ask" aria-label={words.ask.title}>
      <h2>{words.ask.title}</h2>
      {shown.length < said.length && (
        <button type="button" className="own-link" onClick={() => setAll(true)}>
          {words.ask.earlier}
        </button>
      )}
      <ol className="own-said" aria-live="polite">
        {shown.map((one) => (
          <Said key={one.id} said={one} zone={zone} />
        ))}
        {thinking && <li className="own-thinking">{words.ask.thinking}</li>}
      </ol>
      {data?.waiting && (
        <p className="own-hint">
          {words.ask.waiting(words.ask.waitsFor[data.waiting.role], dayAndTime(data.waiting.by, zone, language, now, words))}
        </p>
      )}
      <Form token={token} aside={aside} measured={measured} first={said.length === 0} sent={(answer) => learn(resource.path, answer)} />
    </section>
  );
}

function Said({ said: { from, who, at, text, chart }, zone }: { readonly said: Conversation['said'][number]; readonly zone: string }) {
  const { ask } = useSpeech().words;
  const name =
    from === 'patient'
      ? ask.you
      : from === 'hearth'
        ? ask.hearth
        : ask.person[who !== undefined && who in ask.person ? (who as keyof typeof ask.person) : 'administrator'];
  return (
    <li className={`own-turn own-turn-${from}`}>
      <p className="own-turn-head">
        <b>{name}</b> <Moment plain at={at} zone={zone} />
      </p>
      {chart && <OwnChart chart={chart} zone={zone} />}
      <p className="own-text">{text}</p>
    </li>
  );
}

function Form({
  token,
  aside,
  measured,
  first,
  sent,
}: {
  readonly token: string;
  readonly aside: Aside;
  readonly measured: readonly string[];
  readonly first: boolean;
  readonly sent: (answer: Conversation) => void;
}) {
  const { language, words } = useSpeech();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  // The same words sent again after a lost answer are the same message.
  const name = useRef<string>(undefined);
  const over = text.trim().length - LONGEST;
  // Nobody is told to ask about a sugar that they never measure.
  const theirs = ASKED_KINDS.filter((kind) => measured.includes(kind));
  const examples = [...(theirs.length > 0 ? theirs : ASKED_KINDS), 'person' as const].map((about) => words.ask.examples[about]);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '' || over > 0) return;
    setBusy(true);
    setWrong(undefined);
    const id = name.current ?? [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    name.current = id;
    try {
      sent(await acts.askOwn(token, id, text.trim()));
      name.current = undefined;
      setText('');
    } catch (error) {
      if (error instanceof ApiError && error.status === 0) {
        const said = text.trim();
        if (!(await aside.put({ id, is: 'words', text: said, at: Date.now(), shown: said }))) return setWrong(words.offline.notKept);
        name.current = undefined;
        return setText('');
      }
      setWrong(error instanceof ApiError ? refusalText(error, language, words) : words.error.unexpected);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={send} noValidate className="own-ask-form">
      <label htmlFor="own-ask">{words.ask.label}</label>
      <p className="own-hint" id="own-ask-hint">
        {words.ask.hint}
      </p>
      <textarea
        id="own-ask"
        className="own-input"
        rows={3}
        value={text}
        aria-describedby="own-ask-hint"
        aria-invalid={over > 0}
        onChange={(event) => {
          name.current = undefined;
          setText(event.target.value);
        }}
      />
      {over > 0 && <p className="own-wrong">{words.ask.tooLong(over)}</p>}
      <button type="submit" className="own-option own-send" disabled={busy || over > 0 || text.trim() === ''}>
        {busy ? words.ask.sending : words.ask.send}
      </button>
      {wrong && (
        <p className="own-wrong" role="alert">
          {wrong}
        </p>
      )}
      {first && text === '' && (
        <div className="own-examples">
          {examples.map((example) => (
            <button key={example} type="button" className="own-example" onClick={() => setText(example)}>
              {example}
            </button>
          ))}
        </div>
      )}
    </form>
  );
}
