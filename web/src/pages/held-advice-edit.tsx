import { type FormEvent, useState } from 'react';
import type { HeldAdvice } from '../../../api/advice-contract.ts';
import { CHECK_NAMES, STYLE_CHECKS } from '../../../domain/advice-checks.ts';
import { reasonText } from '../../../domain/guard-words.ts';
import * as acts from '../api/acts.ts';
import { ApiError } from '../api/client.ts';
import { failureText } from '../format/refusal.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { useSpeech } from '../words/words.tsx';

const TOPICS = ['diet', 'exercise', 'measuring'] as const;
interface Line {
  readonly key: number;
  readonly text: string;
  readonly topic: (typeof TOPICS)[number];
  /** The sentence of what was written that this one began as. */
  readonly from?: number;
}
interface Objection {
  readonly sentence: number;
  readonly check: string;
  readonly why: string;
}

/** The text sentence by sentence. What the guard has against it stands under the sentence; only its objections to style can be set aside. */
export function HeldAdviceEdit({
  advice,
  close,
  done,
}: {
  readonly advice: HeldAdvice;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { language, words } = useSpeech();
  const { held } = words;
  const [lines, setLines] = useState<readonly Line[]>(() =>
    advice.sentences.map(({ text, topic }, from) => ({ key: from, text, topic: topic as Line['topic'], from })),
  );
  const [objections, setObjections] = useState<readonly Objection[]>([]);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const onlyStyle = objections.length > 0 && objections.every(({ check }) => STYLE_CHECKS.includes(check));

  const change = (key: number, more: Partial<Line>) => {
    setLines(lines.map((line) => (line.key === key ? { ...line, ...more } : line)));
    setObjections([]);
  };
  const send = async () => {
    const said = lines.filter(({ text }) => text.trim() !== '');
    if (said.length === 0) return setWrong(held.nothing);
    if (onlyStyle && reason.trim().length < 2) return setWrong(held.reasonNeeded);
    setWrong(undefined);
    setBusy(true);
    try {
      const edit = {
        sentences: said.map(({ text, topic, from }) => ({ text: text.trim(), topic, ...(from === undefined ? {} : { from }) })),
      };
      const checks = [...new Set(objections.map(({ check }) => check))] as ('length' | 'reading')[];
      await acts.approveAdvice(advice.id, { edit, ...(onlyStyle ? { override: { checks, reason: reason.trim() } } : {}) });
      done();
      close();
    } catch (error) {
      const turnedDown = error instanceof ApiError && error.code === 'advice.turned-down';
      setLines(said);
      setObjections(turnedDown ? error.fields.map(objectionOf) : []);
      setWrong(turnedDown ? undefined : failureText(error, language, words));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const nameOf = (check: string) => CHECK_NAMES[check]?.[language] ?? check;

  return (
    <Dialog title={held.editTitle} close={close}>
      <form onSubmit={submit} noValidate>
        <p className="muted">{held.editHint}</p>
        {lines.map((line, i) => {
          const against = objections.filter(({ sentence }) => sentence === i);
          return (
            <fieldset key={line.key} className="held-line">
              <legend className="unseen">{held.sentence(i + 1)}</legend>
              <textarea
                rows={3}
                maxLength={1000}
                lang={advice.language}
                aria-label={held.sentence(i + 1)}
                aria-invalid={against.length > 0}
                aria-describedby={`held-${line.key}`}
                value={line.text}
                onChange={(event) => change(line.key, { text: event.target.value })}
              />
              <div className="held-line-foot">
                <select
                  aria-label={held.topic}
                  value={line.topic}
                  onChange={(event) => change(line.key, { topic: event.target.value as Line['topic'] })}
                >
                  {TOPICS.map((topic) => (
                    <option key={topic} value={topic}>
                      {words.topic[topic]}
                    </option>
                  ))}
                </select>
                <button
                  type="button"
                  className="button button-plain button-icon"
                  aria-label={held.remove(i + 1)}
                  onClick={() => {
                    setLines(lines.filter(({ key }) => key !== line.key));
                    setObjections([]);
                  }}
                >
                  <Icon name="close" />
                </button>
              </div>
              <div id={`held-${line.key}`} role={against.length > 0 ? 'alert' : undefined}>
                {against.map(({ check, why }) => (
                  <p key={check} className="field-wrong">
                    {nameOf(check)}
                    {words.common.colon}
                    <span lang={language}>{reasonText(why, language)}</span>
                  </p>
                ))}
              </div>
            </fieldset>
          );
        })}
        <button
          type="button"
          className="button button-small"
          onClick={() => setLines([...lines, { key: Math.max(-1, ...lines.map(({ key }) => key)) + 1, text: '', topic: 'diet' }])}
        >
          <Icon name="plus" /> {held.add}
        </button>
        <p className="muted small">
          {held.closing}
          {words.common.colon}
          <span lang={advice.language}>{advice.closing.join(' ')}</span>
        </p>
        {objections.length > 0 && !onlyStyle && <p className="field-wrong">{held.unsafe}</p>}
        {onlyStyle && (
          <label className="field">
            <span className="field-label">{held.setAside}</span>
            <input
              type="text"
              maxLength={500}
              placeholder={held.setAsideWhy}
              value={reason}
              aria-invalid={wrong !== undefined}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
        )}
        {wrong && (
          <p className="field-wrong" role="alert">
            {wrong}
          </p>
        )}
        <SubmitFoot close={close} disabled={busy}>
          {busy ? words.common.saving : held.send}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}

/** `/sentences/2` and `dose: why` as the server says them. */
function objectionOf({ pointer, detail }: { readonly pointer: string; readonly detail: string }): Objection {
  const [, check = '', why = detail] = /^([a-z]+): (.*)$/s.exec(detail) ?? [];
  return { sentence: Number(pointer.slice(pointer.lastIndexOf('/') + 1)), check, why };
}
