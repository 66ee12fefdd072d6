import { useState } from 'react';
import type { PatientRow } from '../../../api/contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { addressOf } from '../api/client.ts';
import { CopyLine } from '../parts/copy-line.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';

/** Enrols the first device for the first patient, and waits for what it says. A test reading goes the way of every other, and is taken back. */
export function WelcomeDevice({ patient, device }: { readonly patient: PatientRow; readonly device: string | undefined }) {
  const { welcome } = useWords();
  const [made, setMade] = useState<{ readonly id: string; readonly secret: string }>();
  const { busy, wrong, attempt } = useAttempt();

  const enrol = () =>
    attempt(async () => {
      // Somebody began here before, and the secret of then is gone: the same device gets another.
      const known = device === undefined ? undefined : await acts.rotateDevice(device);
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      setMade(known ?? (await acts.enrolDevice({ id: 'meter-1', zone, patient: patient.id })));
    });
  const send = () =>
    attempt(async () => {
      await testReading(made!);
      refresh((path) => path.startsWith('/devices') || path.startsWith('/patients'));
    });

  return (
    <div className="welcome-device">
      {made ? (
        <>
          <p>{welcome.secretOf(made.id)}</p>
          <CopyLine text={made.secret} />
          <p>{welcome.measureNow}</p>
          <CopyLine
            text={`mosquitto_pub -h ${location.hostname} -u ${made.id} -P ${made.secret} -q 1 -t hearth/v1/${made.id}/readings -m '${TEST}'`}
          />
          <p>
            <button type="button" className="button button-primary" disabled={busy} onClick={() => void send()}>
              {welcome.sendTest}
            </button>{' '}
            <span className="muted" role="status">
              {welcome.waiting}
            </span>
          </p>
        </>
      ) : (
        <button type="button" className="button button-primary" disabled={busy} onClick={() => void enrol()}>
          {device === undefined ? welcome.enrol(patient.name) : welcome.enrolAgain(device)}
        </button>
      )}
      <WrongLine text={wrong} />
    </div>
  );
}

/** In range for anybody: it wakes nobody. */
const TEST = '{"kind":"glucose","value":5.6,"unit":"mmol/L"}';

/** What a device would say, over the door for devices that speak HTTP; then taken back, so that no record begins with an invented value. */
async function testReading({ id, secret }: { readonly id: string; readonly secret: string }): Promise<void> {
  const answer = await fetch(addressOf('/readings'), {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json', authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    body: TEST,
  });
  const receipt = (await answer.json()) as { readonly readings?: readonly { readonly id: string }[]; readonly detail?: string };
  const reading = receipt.readings?.[0];
  if (!answer.ok || !reading) throw new Error(receipt.detail ?? String(answer.status));
  await acts.withdrawReading(reading.id, 'first test of the device');
}
