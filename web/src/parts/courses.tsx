import { useState } from 'react';
import type { AdviceView, FollowUpView, MessageView, PatientRow } from '../../../api/contract.ts';
import { post } from '../api.ts';
import { useResource } from '../resource.ts';
import { useSpeech } from '../words/speak.ts';

/** What was asked of a patient, advised and sent. */
export function Courses({ patient }: { patient: PatientRow }) {
  const { say, of, moment } = useSpeech();
  const { value: questions, reload } = useResource<FollowUpView[]>(`/patients/${patient.id}/follow-ups`);
  const { value: advice } = useResource<AdviceView[]>(`/patients/${patient.id}/advice`);
  const { value: messages } = useResource<MessageView[]>(`/patients/${patient.id}/messages`);
  const [link, setLink] = useState<string>();
  const answer = (question: FollowUpView, option: string) => post(`/follow-ups/${question.id}/answer`, { option }).then(reload);
  const makeLink = () =>
    post<{ path: string }>(`/patients/${patient.id}/own-page`).then(({ path }) => setLink(window.location.origin + path));

  return (
    <div>
      <section className="card">
        <h2>{say('questions')}</h2>
        {questions?.length === 0 && <p className="quiet">{say('noQuestions')}</p>}
        <ul className="rows scroll">
          {questions?.map((question) => (
            <li key={question.id} className="row block">
              <div>{of(question.question)}</div>
              <div className="quiet small">
                {moment(question.asked, patient.zone)} ·{' '}
                {question.state.is === 'answered'
                  ? say('answered', {
                      answer: of(question.options.find(({ id }) => id === question.state.answer)?.text ?? { en: '', 'zh-CN': '' }),
                    })
                  : say(question.state.is)}
              </div>
              {question.state.is === 'open' && (
                <div className="actions" title={say('answerFor')}>
                  {question.options.map(({ id, text }) => (
                    <button key={id} type="button" onClick={() => void answer(question, id)}>
                      {of(text)}
                    </button>
                  ))}
                </div>
              )}
            </li>
          ))}
        </ul>
        <button type="button" className="plain" onClick={() => void makeLink()}>
          {say('ownPage')}
        </button>
        {link && (
          <p className="small">
            {say('ownPageHint')} <a href={link}>{link.slice(0, 60)}…</a>
          </p>
        )}
      </section>
      <section className="card">
        <h2>{say('advice')}</h2>
        {advice?.length === 0 && <p className="quiet">{say('noAdvice')}</p>}
        <ul className="rows scroll">
          {advice?.map((one) => (
            <li key={one.id} className="row block" lang={one.language}>
              {one.sentences.map(({ text, source }) => (
                <p key={text} title={source}>
                  {text}
                </p>
              ))}
              <details className="quiet small">
                <summary>
                  {moment(one.written, patient.zone)} · {say('writtenBy', { by: one.by === 'curated' ? say('curated') : one.by })} ·{' '}
                  {say('standsOn')}
                </summary>
                <ul>
                  {one.facts.map(({ id, statement }) => (
                    <li key={id}>{statement}</li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <h2>{say('messages')}</h2>
        {messages?.length === 0 && <p className="quiet">{say('noMessages')}</p>}
        <ul className="rows scroll">
          {messages?.map((message) => (
            <li key={message.key} className="row block">
              <div>
                <span className="tag">{say(message.to)}</span> {message.subject ?? message.template}
              </div>
              <div className="quiet small">
                {moment(message.delivery.at ?? message.due, patient.zone)} ·{' '}
                {say(message.delivery.is, { channel: message.delivery.channel ?? '' })}
              </div>
              {message.text && (
                <details className="small">
                  <summary className="quiet">…</summary>
                  <p className="letter">{message.text}</p>
                </details>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
