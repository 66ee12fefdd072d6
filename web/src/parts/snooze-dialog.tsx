import { type FormEvent, useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { failureText } from '../format/refusal.ts';
import { useSpeech } from '../words/words.tsx';
import { Choice } from './choice.tsx';
import { Dialog } from './dialog.tsx';
import { SeverityMark } from './severity.tsx';
import { SubmitFoot } from './submit-foot.tsx';

/** In minutes, by urgency; the server has the last word on how long is too long. */
const TIMES = { high: [30, 60, 120, 240], medium: [60, 240, 480, 1440], low: [480, 1440, 4320, 10_080] } as const;

/** Quiet for a while, of one direction. It asks why: somebody else will wonder. */
export function SnoozeDialog({ alert, close, done }: { readonly alert: AlertView; readonly close: () => void; readonly done: () => void }) {
  const { language, words } = useSpeech();
  const times = TIMES[alert.severity];
  const [minutes, setMinutes] = useState(String(times[1]));
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);

  const send = async () => {
    if (reason.trim() === '') return setWrong(words.alert.snoozeNeeded);
    setBusy(true);
    try {
      await acts.snooze(alert.id, Number(minutes), reason.trim());
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
  return (
    <Dialog title={words.alert.snoozeTitle} close={close}>
      <form onSubmit={submit} noValidate>
        <p className="resolve-about">
          <SeverityMark of={alert.severity} />
          <span>
            {alert.patientName && <strong>{alert.patientName}</strong>} {alert.title[language]}
          </span>
        </p>
        <p className="muted">{words.alert.snoozeHint}</p>
        <Choice
          name="minutes"
          label={words.alert.snoozeFor}
          value={minutes}
          choose={setMinutes}
          options={times.map((time) => [String(time), words.alert.lasting(time)] as const)}
        />
        <label className="field">
          <span className="field-label">{words.alert.snoozeWhy}</span>
          <textarea
            rows={2}
            maxLength={300}
            value={reason}
            aria-invalid={wrong !== undefined}
            aria-describedby="snooze-wrong"
            onChange={(event) => {
              setReason(event.target.value);
              setWrong(undefined);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
            }}
          />
          <span id="snooze-wrong" className="field-wrong" role={wrong ? 'alert' : undefined}>
            {wrong}
          </span>
        </label>
        <div className="phrases">
          {words.alert.snoozeReasons.map((phrase) => (
            <button key={phrase} type="button" className="phrase" onClick={() => setReason(phrase)}>
              {phrase}
            </button>
          ))}
        </div>
        <SubmitFoot close={close} disabled={busy}>
          {busy ? words.common.saving : words.alert.snooze}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
