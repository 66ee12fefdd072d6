import { type FormEvent, useState } from 'react';
import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { readingValue, unitOf, unitWord } from '../format/reading.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Moment } from '../parts/moment.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { useWords } from '../words/words.tsx';

/** Somebody else's measurement, or one that went wrong: taken back with a reason, or restored. */
export function WithdrawReading({
  reading,
  patient,
  close,
}: {
  readonly reading: ReadingView;
  readonly patient: PatientRow;
  readonly close: () => void;
}) {
  const words = useWords();
  const { withdraw } = words;
  const [why, setWhy] = useState('');
  const { busy, wrong, attempt, refuse } = useAttempt();
  const gone = reading.quality.includes('withdrawn');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (why.trim().length < 2) return refuse(withdraw.whyNeeded);
    await attempt(async () => {
      await (gone ? acts.restoreReading : acts.withdrawReading)(reading.id, why.trim());
      say(gone ? withdraw.didRestore : withdraw.did);
      close();
    });
    refresh((path) => path.includes(`/patients/${patient.id}`) || path.startsWith('/alerts'));
  };
  return (
    <Dialog title={gone ? withdraw.restoreTitle : withdraw.title} close={close}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <p>
          <b className="number">{readingValue(reading, patient.glucoseUnit)}</b>{' '}
          {unitWord(unitOf(reading.kind, patient.glucoseUnit), words)} · <Moment at={reading.at} zone={patient.zone} />
        </p>
        <p className="muted">{gone ? withdraw.restoreMeans : withdraw.means}</p>
        <label className="field">
          <span className="field-label">{withdraw.why}</span>
          <textarea
            rows={2}
            maxLength={500}
            value={why}
            aria-invalid={wrong !== undefined}
            onChange={(event) => {
              setWhy(event.target.value);
              refuse(undefined);
            }}
          />
          {wrong && (
            <span className="field-wrong" role="alert">
              {wrong}
            </span>
          )}
        </label>
        <SubmitFoot close={close} disabled={busy}>
          {gone ? withdraw.restore : withdraw.withdraw}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
