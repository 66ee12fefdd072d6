import { useEffect, useState } from 'react';
import type { OwnPage as Own } from '../../../api/contract.ts';
import { emergencyNumber } from '../../../domain/emergency-number.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError, addressOf } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { withoutLinkLine } from '../format/own-link.ts';
import { refusalText } from '../format/refusal.ts';
import { fullTime } from '../format/time.ts';
import { type Aside, useAside, useBackOnline, useFrame, useKept } from '../offline/use-own.ts';
import { Flame, Icon } from '../parts/icon.tsx';
import { Moment } from '../parts/moment.tsx';
import { useTitle } from '../parts/page.tsx';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import { LanguageSwitch } from '../parts/switches.tsx';
import { useMore } from '../parts/use-more.tsx';
import { CallHere, Speak, useSpeech, useWords } from '../words/words.tsx';
import { OwnAdverse } from './own-adverse.tsx';
import { OwnConversation } from './own-conversation.tsx';
import { KeptOnPhone, Standing, Waiting } from './own-offline.tsx';
import { OwnPlan } from './own-plan.tsx';
import { FormOfLater, OwnQuestionnaire } from './own-questionnaire.tsx';
import { OwnReadings } from './own-readings.tsx';
import { OwnSeen } from './own-seen.tsx';
import { OwnWays } from './own-ways.tsx';
import '../styles/own.css';
import '../styles/own-questionnaire.css';

type Question = Own['questions'][number];

/** What a patient sees of themselves, by a signed link: large, in plain words, one question at a time. */
export default function OwnPage({ token }: { readonly token: string }) {
  const own = useKept(token, 'page', resources.ownPage(token), ({ until }) => until);
  const aside = useAside(token, own.data);
  const ended = own.error !== undefined && own.error.status >= 400 && own.error.status < 500 && own.error.status !== 429;
  const lost = useFrame(token, own.data !== undefined && own.asOf === undefined, ended);
  useBackOnline();
  return (
    <Speak preferred={own.data?.language}>
      <main className="own" id="main">
        {ended ? (
          <CallHere number={emergencyNumber(Intl.DateTimeFormat().resolvedOptions().timeZone)}>
            <Ended lost={lost} />
          </CallHere>
        ) : own.data ? (
          <CallHere number={own.data.emergencyNumber}>
            <Inside own={own.data} token={token} asOf={own.asOf} looking={own.error === undefined} aside={aside} />
          </CallHere>
        ) : own.error ? (
          <Problem error={own.error} again={own.reload} />
        ) : (
          <SkeletonBlock height={360} />
        )}
      </main>
    </Speak>
  );
}

function Inside({
  own,
  token,
  asOf,
  looking,
  aside,
}: {
  readonly own: Own;
  readonly token: string;
  readonly asOf: number | undefined;
  readonly looking: boolean;
  readonly aside: Aside;
}) {
  const { own: words } = useWords();
  const [answered, setAnswered] = useState(false);
  const messages = useMore(own.messages, 5);
  const put = new Set(aside.waiting.flatMap((one) => ('question' in one ? one.question : [])));
  const question = own.questions.find(({ id, state }) => state.is === 'open' && !put.has(id));
  useTitle(words.hello(own.name));
  // What is on the screen was seen. A machine that follows links runs no page.
  useEffect(() => {
    acts.seenOwn(token, new URLSearchParams(location.search).get('m')).catch(() => undefined);
  }, [token]);
  return (
    <>
      <header className="own-head">
        <Flame size={26} />
        <h1>{words.hello(own.name)}</h1>
        <LanguageSwitch />
      </header>
      <Standing asOf={asOf} looking={looking} zone={own.zone} />
      <Waiting aside={aside} zone={own.zone} />
      <div aria-live="polite">
        {answered && (
          <p className="own-thanks">
            <Icon name="check" size={24} /> {words.thanks}
          </p>
        )}
      </div>
      {question &&
        (question.questionnaire ? (
          <OwnQuestionnaire
            key={question.id}
            question={question}
            token={token}
            until={own.until}
            aside={aside}
            done={() => setAnswered(true)}
          />
        ) : (
          <Ask key={question.id} question={question} zone={own.zone} token={token} aside={aside} done={() => setAnswered(true)} />
        ))}
      {own.questions.map(
        (one) => one.questionnaire && one !== question && <FormOfLater key={one.id} question={one} token={token} until={own.until} />,
      )}
      {own.visits.map((visit) => (
        <Visit key={visit.id} visit={visit} zone={own.zone} token={token} />
      ))}
      <OwnReadings own={own} token={token} />
      <OwnPlan own={own} />
      <OwnConversation
        token={token}
        zone={own.zone}
        until={own.until}
        measured={[...own.readings, ...own.measuring].map(({ kind }) => kind)}
        aside={aside}
      />
      <section aria-label={words.messages}>
        <h2>{words.messages}</h2>
        {own.messages.length === 0 && <p className="own-none">{words.noMessages}</p>}
        <ul className="own-messages">
          {messages.shown.map(({ key, at, subject, text }) => (
            <li key={key} className="own-card">
              <h3>{subject}</h3>
              <p className="own-when">
                <Moment plain at={at} zone={own.zone} />
              </p>
              <p className="own-text">{withoutLinkLine(text)}</p>
            </li>
          ))}
        </ul>
        {messages.button}
      </section>
      <OwnAdverse token={token} zone={own.zone} until={own.until} aside={aside} />
      <OwnWays token={token} zone={own.zone} />
      <OwnSeen token={token} zone={own.zone} />
      <KeptOnPhone until={own.until} zone={own.zone} />
      {own.clinicTelephone && (
        <p className="own-hint">
          {words.telephone} <a href={`tel:${own.clinicTelephone.replaceAll(/[^+\d]/g, '')}`}>{own.clinicTelephone}</a>
        </p>
      )}
      <p className="own-emergency">{words.emergency}</p>
    </>
  );
}

/** A visit that is agreed on, for the phone's calendar. */
function Visit({ visit, zone, token }: { readonly visit: Question; readonly zone: string; readonly token: string }) {
  const { language, words } = useSpeech();
  if (!visit.visit) return null;
  return (
    <section className="own-card own-visit" aria-label={words.fill.yourVisit}>
      <h2>{words.fill.yourVisit}</h2>
      <p className="own-asked">{fullTime(visit.visit.at, zone, language)}</p>
      <a className="own-option" href={addressOf(resources.ownVisit(token, visit.id))} download="visit.ics">
        {words.fill.calendar}
      </a>
    </section>
  );
}

function Ask({
  question,
  zone,
  token,
  aside,
  done,
}: {
  readonly question: Question;
  readonly zone: string;
  readonly token: string;
  readonly aside: Aside;
  readonly done: () => void;
}) {
  const { language, words } = useSpeech();
  const [sending, setSending] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const send = async (option: string) => {
    setSending(option);
    setWrong(undefined);
    try {
      await acts.answerOwn(token, question.id, option);
      done();
    } catch (error) {
      const refused = error instanceof ApiError ? error : undefined;
      if (refused?.status === 0) {
        const shown = `${question.question[language]} → ${question.options.find(({ id }) => id === option)?.text[language] ?? option}`;
        const kept = await aside.put({ id: question.id, is: 'answer', question: question.id, option, at: Date.now(), shown });
        return kept ? undefined : setWrong(words.offline.notKept);
      }
      setWrong(refused?.status === 409 ? words.own.closed : refused ? refusalText(refused, language, words) : words.error.unexpected);
    } finally {
      setSending(undefined);
      refresh();
    }
  };
  return (
    <section className="own-card own-question" aria-label={words.own.question}>
      <h2>{words.own.question}</h2>
      <p className="own-asked">{question.question[language]}</p>
      {question.visit && <p className="own-asked">{words.fill.visitAt(fullTime(question.visit.at, zone, language))}</p>}
      <p className="own-hint">{words.own.choose}</p>
      <div className="own-options">
        {question.options.map(({ id, text }) => (
          <button key={id} type="button" className="own-option" disabled={sending !== undefined} onClick={() => void send(id)}>
            {sending === id ? words.own.sending : text[language]}
          </button>
        ))}
      </div>
      {wrong && (
        <p className="own-wrong" role="alert">
          {wrong}
        </p>
      )}
    </section>
  );
}

function Ended({ lost }: { readonly lost: readonly string[] }) {
  const { own: words, offline } = useWords();
  return (
    <div className="own-card own-ended">
      <h1>{words.linkEnded}</h1>
      <p>{words.linkEndedHint}</p>
      {lost.length > 0 && (
        <>
          <p className="own-wrong">{offline.lost}</p>
          <ul>
            {lost.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      )}
      <p className="own-emergency">{words.emergency}</p>
    </div>
  );
}
