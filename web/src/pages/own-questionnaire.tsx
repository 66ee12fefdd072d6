import { type FormEvent, useState } from 'react';
import type { OwnPage, QuestionnaireView } from '../../../api/contract.ts';
import { wrongAnswers } from '../../../domain/answers.ts';
import type { QuestionItem } from '../../../domain/questionnaire.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import * as resources from '../api/resources.ts';
import { type AnswerDraft, answersOf, shownItems, toggled } from '../format/answer-draft.ts';
import { refusalText } from '../format/refusal.ts';
import { type Aside, type KeptResource, useKept } from '../offline/use-own.ts';
import { Problem, SkeletonBlock } from '../parts/state.tsx';
import { useSpeech, useWords } from '../words/words.tsx';

type Asked = OwnPage['questions'][number];

/** Asked for before it is opened: there may be no connection then. */
const useForm = (question: Asked, token: string, until: number): KeptResource<QuestionnaireView> =>
  useKept(token, `form-${question.id}`, resources.ownQuestionnaire(token, question.id), () => until);

/** Has the phone keep a questionnaire whose turn has not come yet. */
export function FormOfLater({ question, token, until }: { readonly question: Asked; readonly token: string; readonly until: number }) {
  useForm(question, token, until);
  return null;
}

/** A questionnaire on the patient's page: first its name and a button, then all questions that the answers lead to, one below the other. */
export function OwnQuestionnaire({
  question,
  token,
  until,
  aside,
  done,
}: {
  readonly question: Asked;
  readonly token: string;
  readonly until: number;
  readonly aside: Aside;
  readonly done: () => void;
}) {
  const { language, words } = useSpeech();
  const form = useForm(question, token, until);
  const [open, setOpen] = useState(false);
  return (
    <section className="own-card own-question" aria-label={words.own.question}>
      <h2>{words.own.question}</h2>
      <p className="own-asked">{question.question[language]}</p>
      {open ? (
        <Form form={form} question={question} token={token} aside={aside} done={done} />
      ) : (
        <button type="button" className="own-option own-send" onClick={() => setOpen(true)}>
          {words.fill.begin}
        </button>
      )}
    </section>
  );
}

function Form({ form, ...rest }: Omit<Parameters<typeof Questions>[0], 'form'> & { readonly form: KeptResource<QuestionnaireView> }) {
  if (form.data) return <Questions form={form.data} {...rest} />;
  return form.error ? <Problem error={form.error} again={form.reload} /> : <SkeletonBlock height={240} />;
}

function Questions({
  form,
  question,
  token,
  aside,
  done,
}: {
  readonly form: QuestionnaireView;
  readonly question: Asked;
  readonly token: string;
  readonly aside: Aside;
  readonly done: () => void;
}) {
  const { language, words } = useSpeech();
  const [draft, setDraft] = useState<AnswerDraft>({});
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string>();
  const answers = answersOf(form.items, draft);
  const wrong = new Map(wrongAnswers(form, answers).map((one) => [one.question, one.why]));

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setRefused(undefined);
    const first = wrong.keys().next().value;
    if (first !== undefined) return document.getElementById(`q-${first}`)?.scrollIntoView({ block: 'center' });
    setSending(true);
    try {
      await acts.fillOwn(token, question.id, answers);
      done();
    } catch (error) {
      const known = error instanceof ApiError ? error : undefined;
      if (known?.status === 0) {
        const { id } = question;
        const kept = await aside.put({ id, is: 'response', question: id, answers, at: Date.now(), shown: question.question[language] });
        return setRefused(kept ? undefined : words.offline.notKept);
      }
      setRefused(known?.status === 409 ? words.own.closed : known ? refusalText(known, language, words) : words.error.unexpected);
    } finally {
      setSending(false);
      refresh();
    }
  };

  return (
    <form onSubmit={send} noValidate className="own-form">
      {form.intro && <p className="own-hint">{form.intro[language]}</p>}
      {shownItems(form.items, draft).map((item) => (
        <Item
          key={item.id}
          item={item}
          value={draft[item.id]}
          wrong={tried ? wrong.get(item.id) : undefined}
          change={(value) => setDraft((was) => ({ ...was, [item.id]: value }))}
        />
      ))}
      <button type="submit" className="own-option own-send" disabled={sending}>
        {sending ? words.fill.sending : words.fill.send}
      </button>
      {((tried && wrong.size > 0) || refused) && (
        <p className="own-wrong" role="alert">
          {refused ?? words.fill.incomplete}
        </p>
      )}
    </form>
  );
}

interface ItemProps {
  readonly item: QuestionItem;
  readonly value: AnswerDraft[string] | undefined;
  readonly wrong: string | undefined;
  readonly change: (value: AnswerDraft[string]) => void;
}

function Item({ item, value, wrong, change }: ItemProps) {
  const { language } = useSpeech();
  const { fill: words } = useWords();
  const hint = item.hint?.[language] ?? (item.type === 'choices' ? words.several : undefined);
  const bounds = item.type === 'number' || item.type === 'scale' ? words.range(String(item.min), String(item.max)) : words.missing;
  return (
    <fieldset id={`q-${item.id}`} className="own-item" aria-describedby={wrong ? `q-${item.id}-wrong` : undefined}>
      <legend>
        {item.ask[language]} {!item.required && <span className="own-label">({words.optional})</span>}
      </legend>
      {hint && <p className="own-hint">{hint}</p>}
      <Control item={item} value={value} wrong={wrong} change={change} />
      {wrong && (
        <p className="own-wrong" id={`q-${item.id}-wrong`}>
          {wrong === 'missing' ? words.missing : bounds}
        </p>
      )}
    </fieldset>
  );
}

function Control({ item, value, wrong, change }: ItemProps) {
  const { language } = useSpeech();
  switch (item.type) {
    case 'choice':
    case 'choices': {
      const several = item.type === 'choices';
      const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
      return (
        <div className="own-options">
          {item.options.map(({ id, text }) => (
            <label key={id} className="own-option own-choice">
              <input
                type={several ? 'checkbox' : 'radio'}
                name={item.id}
                checked={several ? chosen.includes(id) : value === id}
                onChange={() => change(several ? toggled(chosen, id) : id)}
              />
              <span>{text[language]}</span>
            </label>
          ))}
        </div>
      );
    }
    case 'scale':
      return (
        <>
          <div className="own-scale">
            {Array.from({ length: item.max - item.min + 1 }, (_, i) => item.min + i).map((step) => (
              <label key={step} className="own-step">
                <input type="radio" name={item.id} checked={value === step} onChange={() => change(step)} />
                <span>{step}</span>
              </label>
            ))}
          </div>
          <p className="own-ends">
            <span>
              {item.min}: {item.least[language]}
            </span>
            <span>
              {item.max}: {item.most[language]}
            </span>
          </p>
        </>
      );
    case 'number':
      return (
        <input
          className="own-input own-input-number"
          inputMode="decimal"
          autoComplete="off"
          aria-label={item.ask[language]}
          aria-invalid={wrong !== undefined}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => change(event.target.value)}
        />
      );
    case 'text':
      return (
        <textarea
          className="own-input"
          rows={3}
          maxLength={item.longest}
          aria-label={item.ask[language]}
          aria-invalid={wrong !== undefined}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => change(event.target.value)}
        />
      );
  }
}
