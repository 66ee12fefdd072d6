import { type FormEvent, useState } from 'react';
import type { PatientDetail } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';
import '../styles/plan.css';

/** Proposes a visit at a time; the patient accepts or declines on their own page. */
export function ProposeVisit({ patient, close }: { readonly patient: PatientDetail; readonly close: () => void }) {
  const words = useWords();
  const [when, setWhen] = useState('');
  const [minutes, setMinutes] = useState('20');
  const [tried, setTried] = useState(false);
  const { busy, wrong, attempt } = useAttempt();
  const at = new Date(when).getTime();
  const wrongTime = !(at > Date.now());
  const wrongMinutes = !(/^\d{1,3}$/.test(minutes) && Number(minutes) >= 5 && Number(minutes) <= 240);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (wrongTime || wrongMinutes) return;
    await attempt(async () => {
      await acts.proposeVisit(patient.id, at, Number(minutes));
      say(words.visit.sent);
      close();
    });
    refresh((path) => path.startsWith('/patients/'));
  };
  return (
    <Dialog title={words.visit.title(patient.name)} close={close}>
      <p className="muted">{words.visit.lede}</p>
      <form onSubmit={send} noValidate>
        <div className="plan-pair">
          <Field label={words.visit.at} hint={words.visit.atHint} wrong={tried && wrongTime ? words.visit.atWrong : undefined}>
            {(props) => <input {...props} type="datetime-local" value={when} onChange={(event) => setWhen(event.target.value)} />}
          </Field>
          <Field label={words.visit.minutes} wrong={tried && wrongMinutes ? words.visit.minutesWrong : undefined}>
            {(props) => <input {...props} inputMode="numeric" value={minutes} onChange={(event) => setMinutes(event.target.value)} />}
          </Field>
        </div>
        <WrongLine text={wrong} />
        <SubmitFoot close={close} disabled={busy}>
          {words.visit.send}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
