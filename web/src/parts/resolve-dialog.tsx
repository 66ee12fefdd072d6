import { type FormEvent, useRef, useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import { type AlertOutcome, OUTCOMES } from '../../../domain/alert.ts';
import * as acts from '../api/acts.ts';
import { figuresOf } from '../format/alert.ts';
import { useSpeech } from '../words/words.tsx';
import { Dialog } from './dialog.tsx';
import { ReasonField } from './reason-field.tsx';
import { SeverityMark } from './severity.tsx';
import { SubmitFoot } from './submit-foot.tsx';
import { useAttempt } from './use-attempt.ts';

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
  const { busy, wrong, attempt, refuse } = useAttempt();
  const field = useRef<HTMLTextAreaElement>(null);
  const figures = figuresOf(alert, words);

  const write = (text: string) => {
    setNote(text);
    refuse(undefined);
  };
  const send = () => {
    if (outcome === undefined) return refuse(words.alert.outcomeNeeded);
    if (note.trim() === '') {
      refuse(words.alert.noteNeeded);
      field.current?.focus();
      return;
    }
    void attempt(async () => {
      await acts.resolve(alert.id, outcome, note.trim());
      done();
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const put = (phrase: string, means: AlertOutcome | undefined) => {
    if (means !== undefined) setOutcome(means);
    const kept = note.trim();
    write(kept === '' ? phrase : `${kept}${language === 'zh-CN' ? '' : ' '}${phrase}`);
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
                  refuse(undefined);
                }}
              />
              {OUTCOMES[one].title[language]}
            </label>
          ))}
        </fieldset>
        <ReasonField
          label={words.alert.note}
          hint={words.alert.noteHint}
          wrong={wrong}
          value={note}
          write={write}
          send={send}
          rows={3}
          field={field}
          phrases={words.alert.quick}
          take={(phrase, place) => put(phrase, QUICK[place])}
        />
        <SubmitFoot close={close} disabled={busy}>
          {busy ? words.common.saving : words.alert.resolve}
          <kbd className="key-on-primary">Ctrl ↵</kbd>
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
