import { type ReactNode, useState } from 'react';
import type { SessionView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { isSetUp } from '../format/clinic-draft.ts';
import { Icon } from '../parts/icon.tsx';
import { useMay } from '../parts/may.tsx';
import { Page } from '../parts/page.tsx';
import { PasswordForm } from '../parts/password-form.tsx';
import { Skeleton } from '../parts/state.tsx';
import { Link } from '../router.tsx';
import { useWords } from '../words/words.tsx';
import { ClinicForm } from './clinic-form.tsx';
import { PatientRecord } from './patient-record.tsx';
import { WelcomeDevice } from './welcome-device.tsx';
import '../styles/welcome.css';

/** An empty house: what the clinic is, a password, somebody to care for, a device, and its first reading seen on this page. What is done stays done. */
export function WelcomePage({ session }: { readonly session: SessionView }) {
  const words = useWords();
  const { welcome, enter } = words;
  const patients = useResource(resources.patients);
  const devices = useResource(resources.devices);
  const clinic = useResource(resources.clinic);
  const { setClinic } = useMay();
  const [adding, setAdding] = useState(false);
  const [hasPassword, setHasPassword] = useState(session.hasPassword);
  const first = patients.data?.[0];
  const heard = devices.data?.some(({ lastSeen }) => lastSeen !== undefined) ?? false;

  if (!patients.data || !devices.data || !clinic.data)
    return (
      <Page title={welcome.title}>
        <Skeleton lines={4} height={72} />
      </Page>
    );
  // While the house opens again with what was set, nothing else would be answered.
  const isClinic = isSetUp(clinic.data) && !clinic.data.waits;
  // Whoever may not set the clinic is not held up by it.
  const done = [isClinic || !setClinic, hasPassword, first !== undefined, heard];
  const next = done.indexOf(false);
  return (
    <Page title={welcome.title}>
      <p className="muted">{welcome.lede}</p>
      <ol className="welcome">
        {(isClinic || setClinic) && (
          <Step
            done={isClinic}
            open={next === 0}
            title={welcome.clinic}
            says={isClinic ? `${clinic.data.clinic.name} · ${clinic.data.clinic.zone}` : welcome.clinicSays}
          >
            <ClinicForm view={clinic.data} suggest submit={words.clinic.goOn} />
          </Step>
        )}
        <Step done={done[1]!} open={next === 1} title={welcome.password} says={welcome.passwordSays}>
          <PasswordForm done={() => setHasPassword(true)} />
        </Step>
        <Step done={done[2]!} open={next === 2} title={welcome.patient} says={first ? first.name : welcome.patientSays}>
          <button type="button" className="button button-primary" onClick={() => setAdding(true)}>
            <Icon name="plus" /> {welcome.addPatient}
          </button>
        </Step>
        <Step done={done[3]!} open={next === 3} title={welcome.device} says={welcome.deviceSays}>
          {first && (
            <WelcomeDevice
              patient={first}
              device={devices.data.find(({ patient, state }) => patient === first.id && state === 'new')?.id}
            />
          )}
        </Step>
      </ol>
      {next === -1 && (
        <div className="welcome-done" role="status">
          <p>
            <strong>{welcome.done}</strong> {welcome.doneSays}
          </p>
          <p>
            <Link className="button button-primary" to={`/patients/${first!.id}`}>
              {welcome.toPatient(first!.name)}
            </Link>{' '}
            <Link className="button" to="/devices">
              {welcome.toDevices}
            </Link>
          </p>
        </div>
      )}
      {next !== -1 && (
        <p className="muted small">
          <Link to="/patients">{enter.later}</Link>
        </p>
      )}
      {adding && <PatientRecord stay close={() => setAdding(false)} />}
    </Page>
  );
}

function Step(props: {
  readonly done: boolean;
  readonly open: boolean;
  readonly title: string;
  readonly says: string;
  readonly children: ReactNode;
}) {
  const { done, open, title, says, children } = props;
  const { welcome } = useWords();
  return (
    <li className="panel welcome-step" aria-current={open ? 'step' : undefined} data-done={done || undefined}>
      <h2>
        {title} {done && <span className="welcome-tick">{welcome.isDone}</span>}
      </h2>
      <p className="muted">{says}</p>
      {open && children}
    </li>
  );
}
