import { type FormEvent, useState } from 'react';
import type { DeviceView } from '../../../api/device-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { PatientPicker } from '../parts/patient-picker.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { useWords } from '../words/words.tsx';

/** One user of a shared cuff is given to a patient, or taken back. */
export function DeviceUser({
  device,
  nameOf,
  close,
}: {
  readonly device: DeviceView;
  readonly nameOf: (patient: string) => string;
  readonly close: () => void;
}) {
  const words = useWords();
  const next = String(Math.max(0, ...device.users.map(({ user }) => user)) + 1);
  const [typed, setTyped] = useState(next);
  const [patient, setPatient] = useState<string>();
  const [before, setBefore] = useState(false);
  const { busy, wrong, attempt, refuse } = useAttempt();
  const user = Number(typed);
  const isNumber = /^\d{1,3}$/.test(typed.trim()) && user <= 254;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!isNumber) return refuse(words.devices.shareUserWrong);
    await attempt(async () => {
      await acts.assignUser(device.id, user, patient ?? null, before && patient !== undefined ? 'last-hand-over' : 'now');
      say(words.devices.shared(words.devices.userOf(user), patient === undefined ? words.devices.nobody : nameOf(patient)));
      close();
    });
    refresh((path) => path.startsWith('/devices') || path.startsWith('/patients'));
  };
  return (
    <Dialog title={words.devices.share} close={close}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <p className="muted">{words.devices.shareHint}</p>
        <Field label={words.devices.shareUser} wrong={wrong}>
          {(props) => (
            <input
              {...props}
              inputMode="numeric"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                refuse(undefined);
              }}
            />
          )}
        </Field>
        <PatientPicker value={patient} choose={setPatient} />
        {patient !== undefined && (
          <label className="check">
            <input type="checkbox" checked={before} onChange={(event) => setBefore(event.target.checked)} />
            {words.devices.shareBefore}
          </label>
        )}
        <SubmitFoot close={close} disabled={busy}>
          {busy ? words.common.saving : words.devices.assign}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
