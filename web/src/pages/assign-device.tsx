import { useState } from 'react';
import type { DeviceView } from '../../../api/device-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { Dialog } from '../parts/dialog.tsx';
import { PatientPicker } from '../parts/patient-picker.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { useWords } from '../words/words.tsx';

/** Hands a device over. In two steps on purpose: a wrong click would put readings into a stranger's record. */
export function AssignDevice({
  device,
  nameOf,
  close,
}: {
  readonly device: DeviceView;
  readonly nameOf: (patient: string) => string;
  readonly close: () => void;
}) {
  const words = useWords();
  const [patient, setPatient] = useState(device.patient);
  const [before, setBefore] = useState(false);
  const { busy, wrong, attempt } = useAttempt();
  const send = async () => {
    await attempt(async () => {
      await acts.assignDevice(device.id, patient ?? null, before && patient !== undefined ? 'last-hand-over' : 'now');
      say(words.devices.assigned(device.id, patient === undefined ? words.devices.nobody : nameOf(patient)));
      close();
    });
    refresh((path) => path.startsWith('/devices') || path.startsWith('/patients'));
  };
  return (
    <Dialog title={words.devices.assignTo(device.id)} close={close}>
      <PatientPicker value={patient} choose={setPatient} />
      {device.users.length > 0 && <p>{words.devices.shareEnds}</p>}
      {patient !== undefined && patient !== device.patient && (
        <label className="check">
          <input type="checkbox" checked={before} onChange={(event) => setBefore(event.target.checked)} />
          {words.devices.alsoBefore}
        </label>
      )}
      <p className={wrong ? 'field-wrong' : 'field-hint'} role={wrong ? 'alert' : undefined}>
        {wrong ?? (before ? words.devices.ownerHintBefore : words.devices.ownerHint)}
      </p>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          {words.common.cancel}
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={busy || (patient === device.patient && device.users.length === 0)}
          onClick={() => void send()}
        >
          {busy ? words.common.saving : words.devices.assign}
        </button>
      </footer>
    </Dialog>
  );
}
