import { type FormEvent, useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { useSpeech } from '../words/words.tsx';
import { Choice } from './choice.tsx';
import { Dialog } from './dialog.tsx';
import { ReasonField } from './reason-field.tsx';
import { SeverityMark } from './severity.tsx';
import { SubmitFoot } from './submit-foot.tsx';
import { useAttempt } from './use-attempt.ts';

/** In minutes, by urgency; the server has the last word on how long is too long. */
const TIMES = { high: [30, 60, 120, 240], medium: [60, 240, 480, 1440], low: [480, 1440, 4320, 10_080] } as const;

/** Quiet for a while, of one direction. It asks why: somebody else will wonder. */
export function SnoozeDialog({ alert, close, done }: { readonly alert: AlertView; readonly close: () => void; readonly done: () => void }) {
  const { language, words } = useSpeech();
  const times = TIMES[alert.severity];
  const [minutes, setMinutes] = useState(String(times[1]));
  const [reason, setReason] = useState('');
  const { busy, wrong, attempt, refuse } = useAttempt();
  const write = (text: string) => {
    setReason(text);
    refuse(undefined);
  };
  const send = () => {
    if (reason.trim() === '') return refuse(words.alert.snoozeNeeded);
    void attempt(async () => {
      await acts.snooze(alert.id, Number(minutes), reason.trim());
      done();
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
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
          titled
          name="minutes"
          label={words.alert.snoozeFor}
          value={minutes}
          choose={setMinutes}
          options={times.map((time) => [String(time), words.alert.lasting(time)] as const)}
        />
        <ReasonField
          label={words.alert.snoozeWhy}
          wrong={wrong}
          value={reason}
          write={write}
          send={send}
          most={300}
          phrases={words.alert.snoozeReasons}
        />
        <SubmitFoot close={close} disabled={busy}>
          {busy ? words.common.saving : words.alert.snooze}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
