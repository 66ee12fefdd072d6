import { type FormEvent, useState } from 'react';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { PatientPicker } from '../parts/patient-picker.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';
import { DeviceSecret } from './device-secret.tsx';

/** A new device, and its secret: shown once. */
export function EnrolDevice({ close }: { readonly close: () => void }) {
  const words = useWords();
  const [id, setId] = useState('');
  const [model, setModel] = useState('');
  const [zone, setZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [patient, setPatient] = useState<string>();
  const { busy, wrongAt, wrongElsewhere, attempt } = useAttempt();
  const [secret, setSecret] = useState<string>();

  const send = async (event: FormEvent) => {
    event.preventDefault();
    await attempt(async () => {
      const made = await acts.enrolDevice({
        id: id.trim(),
        zone: zone.trim(),
        ...(model.trim() === '' ? {} : { model: model.trim() }),
        ...(patient === undefined ? {} : { patient }),
      });
      setSecret(made.secret);
      refresh((path) => path.startsWith('/devices') || path.startsWith('/patients'));
    });
  };

  if (secret !== undefined) return <DeviceSecret id={id.trim()} secret={secret} close={close} />;
  return (
    <Dialog title={words.devices.enrol} close={close}>
      <form onSubmit={send} noValidate>
        <Field label={words.devices.id} hint={words.devices.idHint} wrong={wrongAt('/id')}>
          {(props) => (
            <input
              {...props}
              autoCapitalize="off"
              autoComplete="off"
              spellCheck={false}
              value={id}
              onChange={(event) => setId(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.devices.model} wrong={wrongAt('/model')}>
          {(props) => <input {...props} value={model} onChange={(event) => setModel(event.target.value)} />}
        </Field>
        <Field label={words.devices.zone} wrong={wrongAt('/zone')}>
          {(props) => (
            <>
              <input {...props} list="zones" value={zone} onChange={(event) => setZone(event.target.value)} />
              <datalist id="zones">
                {Intl.supportedValuesOf('timeZone').map((name) => (
                  <option key={name} value={name} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <PatientPicker value={patient} choose={setPatient} />
        <WrongLine text={wrongElsewhere} />
        <SubmitFoot close={close} disabled={busy || id.trim() === ''}>
          {busy ? words.devices.adding : words.devices.enrol}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
