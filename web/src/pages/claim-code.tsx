import { type FormEvent, useState } from 'react';
import type { MadeClaimCode } from '../../../api/device-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { CopyLine } from '../parts/copy-line.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Moment } from '../parts/moment.tsx';
import { PatientPicker } from '../parts/patient-picker.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';
import { DeviceSecret } from './device-secret.tsx';

const refreshDevices = () => refresh((path) => path.startsWith('/devices') || path.startsWith('/patients'));

/** A code for a device that enrols itself, shown once; and the codes that wait for theirs. */
export function MakeClaimCode({ close }: { readonly close: () => void }) {
  const words = useWords();
  const waiting = useResource(resources.claimCodes);
  const [device, setDevice] = useState('');
  const [patient, setPatient] = useState<string>();
  const { busy, wrongAt, wrongElsewhere, attempt } = useAttempt();
  const [made, setMade] = useState<MadeClaimCode>();
  const act = async (what: () => Promise<void>) => {
    await attempt(what);
    refreshDevices();
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      const name = device.trim();
      setMade(await acts.makeClaimCode({ ...(name === '' ? {} : { device: name }), ...(patient === undefined ? {} : { patient }) }));
    });
  };
  const takeBack = (code: string) =>
    void act(async () => {
      await acts.takeBackClaimCode(code);
      say(words.devices.claimTakenBack);
    });

  if (made) {
    return (
      <Dialog title={words.devices.claimTitle} close={close}>
        <p>
          {words.devices.claimMade} <Moment at={made.until} zone={undefined} />
        </p>
        <CopyLine text={made.code} />
        <footer className="dialog-foot">
          <button type="button" className="button button-primary" onClick={close}>
            {words.devices.secretDone}
          </button>
        </footer>
      </Dialog>
    );
  }
  return (
    <Dialog title={words.devices.claimTitle} close={close}>
      <form onSubmit={send} noValidate>
        <p className="muted">{words.devices.claimHint}</p>
        <Field label={words.devices.claimName} wrong={wrongAt('/device')}>
          {(props) => (
            <input {...props} autoCapitalize="off" spellCheck={false} value={device} onChange={(event) => setDevice(event.target.value)} />
          )}
        </Field>
        <PatientPicker value={patient} choose={setPatient} />
        <WrongLine text={wrongElsewhere} />
        {waiting.data && waiting.data.length > 0 && (
          <section>
            <h3 className="field-label">{words.devices.claimWaiting}</h3>
            <ul className="users">
              {waiting.data.map((code) => (
                <li key={code.id} className="claim-waiting">
                  <span>
                    <code>{code.device ?? code.patient ?? code.id}</code>{' '}
                    <span className="muted">
                      <Moment at={code.until} zone={undefined} />
                    </span>
                  </span>
                  <button type="button" className="button button-small button-plain" disabled={busy} onClick={() => takeBack(code.id)}>
                    {words.devices.claimTakeBack}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <SubmitFoot close={close} disabled={busy}>
          {words.devices.claimMake}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}

/** Whoever was given a code gets the device's name and secret for it. */
export function EnterClaimCode({ close }: { readonly close: () => void }) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const { busy, wrong, attempt, refuse } = useAttempt();
  const [claimed, setClaimed] = useState<{ readonly id: string; readonly secret: string }>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    await attempt(async () => {
      setClaimed(await acts.claimDevice(typed));
      refreshDevices();
    });
  };
  if (claimed) return <DeviceSecret {...claimed} close={close} />;
  return (
    <Dialog title={words.devices.claimEnter} close={close}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Field label={words.devices.claimTyped} hint={words.devices.claimEnterHint} wrong={wrong}>
          {(props) => (
            <input
              {...props}
              autoComplete="off"
              spellCheck={false}
              placeholder="WDJB-MJHT"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                refuse(undefined);
              }}
            />
          )}
        </Field>
        <SubmitFoot close={close} disabled={busy || typed.trim() === ''}>
          {words.devices.claimUse}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
