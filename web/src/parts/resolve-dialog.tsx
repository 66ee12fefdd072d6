import { type FormEvent, useRef, useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import { type AlertOutcome, OUTCOMES } from '../../../domain/alert.ts';
import * as acts from '../api/acts.ts';
import { figuresOf } from '../format/alert.ts';
import { failureText } from '../format/refusal.ts';
import { useSpeech } from '../words/words.tsx';
import { Dialog } from './dialog.tsx';
import { SeverityMark } from './severity.tsx';
import { SubmitFoot } from './submit-foot.tsx';

const ALL = Object.keys(OUTCOMES) as readonly AlertOutcome[];
/** What the phrases that are offered mean, in their order. */
const QUICK: readonly AlertOutcome[] = ['spoken', 'treated', 'nothing', 'untrue'];

/** Resolving asks what came of it, and for a note: whoever looks next must see what was done. */
export function ResolveDialog({
  alert,
  close,
  done,
}: {
  readonly alert: AlertView;
  readonly close: () => void;
  readonly done: () => void;
}) {
  const { language, words } = useSpeech();
  const [note, setNote] = useState('');
  const [outcome, setOutcome] = useState<AlertOutcome>();
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const figures = figuresOf(alert, words);

  const send = async () => {
    if (outcome === undefined) return setWrong(words.alert.outcomeNeeded);
    if (note.trim() === '') {
      setWrong(words.alert.noteNeeded);
      field.current?.focus();
      return;
    }
    setBusy(true);
    try {
      await acts.resolve(alert.id, outcome, note.trim());
      done();
    } catch (error) {
      setWrong(failureText(error, language, words));
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const put = (phrase: string, means: AlertOutcome | undefined) => {
    if (means !== undefined) setOutcome(means);
    const kept = note.trim();
    setNote(kept === '' ? phrase : `${kept}${language === 'zh-CN' ? '' : ' '}${phrase}`);
    setWrong(undefined);
    field.current?.focus();
  };

  return (
    <Dialog title={words.alert.noteTitle} close={close}>
      <form onSubmit={submit} noValidate>
        <p className="resolve-about">
          <SeverityMark of={alert.severity} />
          <span>
            {alert.patientName && <strong>{alert.patientName}</strong>} {alert.title[language]}
          </span>
          <span className="number muted">
            {figures.value} {figures.unit !== 'd' && figures.unit}
          </span>
        </p>
        <fieldset className="phrases outcomes">
          <legend className="field-label">{words.alert.outcome}</legend>
          {ALL.map((one) => (
            <label key={one} className="phrase">
              <input
                type="radio"
                name="outcome"
                checked={one === outcome}
                onChange={() => {
                  setOutcome(one);
                  setWrong(undefined);
                }}
              />
              {OUTCOMES[one].title[language]}
            </label>
          ))}
        </fieldset>
        <label className="field">
          <span className="field-label">{words.alert.note}</span>
          <textarea
            ref={field}
            rows={3}
            maxLength={500}
            value={note}
            aria-invalid={wrong !== undefined}
            aria-describedby="resolve-hint"
            onChange={(event) => {
              setNote(event.target.value);
              setWrong(undefined);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
            }}
          />
          <span id="resolve-hint" className={wrong ? 'field-wrong' : 'field-hint'} role={wrong ? 'alert' : undefined}>
            {wrong ?? words.alert.noteHint}
          </span>
        </label>
        <div className="phrases">
          {words.alert.quick.map((phrase, i) => (
            <button key={phrase} type="button" className="phrase" onClick={() => put(phrase, QUICK[i])}>
              {phrase}
            </button>
          ))}
        </div>
        <SubmitFoot close={close} disabled={busy}>
          {busy ? words.common.saving : words.alert.resolve}
          <kbd className="key-on-primary">Ctrl ↵</kbd>
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
