import { useEffect, useState } from 'react';
import type { FollowUpView, OwnPage as View } from '../../../api/contract.ts';
import { get, post } from '../api.ts';
import { readingNote, readingText } from '../parts/reading-text.ts';
import { Speaking, useSpeech } from '../words/speak.ts';

/** The patient's own page, opened by a signed link: large type, plain words, in the patient's language and time. */
export function OwnPage({ token }: { token: string }) {
  const [view, setView] = useState<View>();
  const [ended, setEnded] = useState(false);
  const look = () =>
    get<View>(`/own-page/${token}`)
      .then(setView)
      .catch(() => setEnded(true));
  useEffect(() => void look(), [token]);
  const language = view?.language ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <Speaking value={language}>
      <main className="own">
        {view ? <Own view={view} token={token} onAnswered={look} /> : ended ? <Ended /> : <div className="skeleton tall" />}
      </main>
    </Speaking>
  );
}

function Ended() {
  const { say } = useSpeech();
  return <p className="card">{say('linkEnded')}</p>;
}

function Own({ view, token, onAnswered }: { view: View; token: string; onAnswered: () => Promise<void> }) {
  const speech = useSpeech();
  const { say, of, moment } = speech;
  const [told, setTold] = useState<string>();
  const answer = (question: FollowUpView, option: string) =>
    post(`/own-page/${token}/follow-ups/${question.id}`, { option })
      .then(() => setTold(say('thanks')))
      .catch((error: Error) => setTold(error.message))
      .then(onAnswered);
  return (
    <>
      <h1>{view.name}</h1>
      <p role="status" className="good">
        {told}
      </p>
      {view.questions.map((question) => (
        <section key={question.id} className="card question">
          <h2>{of(question.question)}</h2>
          {question.options.map(({ id, text }) => (
            <button key={id} type="button" onClick={() => void answer(question, id)}>
              {of(text)}
            </button>
          ))}
        </section>
      ))}
      <section className="card">
        <h2>{say('yourReadings')}</h2>
        <ul className="rows">
          {view.readings.slice(0, 10).map((reading) => (
            <li key={reading.id} className="row">
              <b className="figure">{readingText(reading, view.glucoseUnit)}</b>
              <span className="quiet">
                {readingNote(reading, speech)} {moment(reading.at, view.zone)}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2>{say('yourMessages')}</h2>
        {view.messages.map(({ key, at, subject, text }) => (
          <details key={key} className="message">
            <summary>
              <b>{subject}</b> <span className="quiet">{moment(at, view.zone)}</span>
            </summary>
            <p className="letter">{text}</p>
          </details>
        ))}
      </section>
      <p className="quiet">{say('notADoctor')}</p>
    </>
  );
}
