import { useMemo, useState } from 'react';
import type { FollowUpView, PatientRow } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import { dayAndTime } from '../format/time.ts';
import { useNow } from '../format/use-now.ts';
import { useMay } from '../parts/may.tsx';
import { Moment } from '../parts/moment.tsx';
import { ListPanel } from '../parts/panel.tsx';
import { say } from '../parts/toast.tsx';
import { useMore } from '../parts/use-more.tsx';
import { useSpeech, useWords } from '../words/words.tsx';

/** What the patient was asked and said; whoever phones them may answer in their name. */
export function PatientQuestions({ patient }: { readonly patient: PatientRow }) {
  const { patient: words } = useWords();
  const followUps = useResource(resources.followUps(patient.id));
  return (
    <ListPanel title={words.questionsTitle} loaded={followUps} none={words.noQuestions}>
      {(items) => <Items items={items} zone={patient.zone} />}
    </ListPanel>
  );
}

function Items({ items, zone }: { readonly items: readonly FollowUpView[]; readonly zone: string }) {
  const sorted = useMemo(
    () => items.toSorted((a, b) => Number(b.state.is === 'open') - Number(a.state.is === 'open') || b.asked - a.asked),
    [items],
  );
  const { shown, button } = useMore(sorted, 3);
  return (
    <>
      <ul className="entries">
        {shown.map((question) => (
          <Item key={question.id} question={question} zone={zone} />
        ))}
      </ul>
      {button}
    </>
  );
}

function Item({ question, zone }: { readonly question: FollowUpView; readonly zone: string }) {
  const { language, words } = useSpeech();
  const { accompany } = useMay();
  const now = useNow();
  const { state, options } = question;
  const answer = options.find(({ id }) => id === state.answer)?.text[language] ?? state.answer;
  return (
    <li className={state.is === 'open' ? 'entry question-open' : 'entry'}>
      <p className="entry-title">{question.question[language]}</p>
      <p className="entry-meta">
        <Moment at={question.asked} zone={zone} />
        {state.is === 'open' && <span>{words.patient.dueBy(dayAndTime(question.due, zone, language, now, words))}</span>}
      </p>
      {question.visit && <p>{words.visit.proposed(dayAndTime(question.visit.at, zone, language, now, words))}</p>}
      {state.is === 'answered' && (
        <p className="question-answer">
          <b>{answer}</b>{' '}
          {state.at !== undefined && (
            <span className="muted">
              <Moment at={state.at} zone={zone} />
            </span>
          )}
        </p>
      )}
      {state.is === 'unanswered' && <p className="question-silent">{words.patient.unanswered}</p>}
      {accompany && state.is === 'open' && !question.questionnaire && <AnswerFor question={question} />}
    </li>
  );
}

function AnswerFor({ question }: { readonly question: FollowUpView }) {
  const { language, words } = useSpeech();
  const [chosen, setChosen] = useState<string>();
  const [busy, setBusy] = useState(false);
  const text = question.options.find(({ id }) => id === chosen)?.text[language];

  const record = async () => {
    if (chosen === undefined) return;
    setBusy(true);
    try {
      await acts.answer(question.id, chosen);
      say(words.patient.answered);
    } catch (error) {
      say(failureText(error, language, words), true);
      setBusy(false);
    } finally {
      refresh((path) => path.startsWith('/patients/'));
    }
  };

  return (
    <fieldset className="answer">
      <legend>{words.patient.answerFor}</legend>
      <div className="answer-options">
        {question.options.map((option) => (
          <label key={option.id} className="answer-option">
            <input type="radio" name={question.id} value={option.id} checked={option.id === chosen} onChange={() => setChosen(option.id)} />
            <span>{option.text[language]}</span>
          </label>
        ))}
      </div>
      {text !== undefined && (
        <div className="answer-confirm">
          <span>{words.patient.confirmAnswer(text)}</span>
          <button type="button" className="button button-small button-primary" disabled={busy} onClick={() => void record()}>
            {words.patient.record}
          </button>
          <button type="button" className="button button-small button-plain" onClick={() => setChosen(undefined)}>
            {words.common.cancel}
          </button>
        </div>
      )}
    </fieldset>
  );
}
