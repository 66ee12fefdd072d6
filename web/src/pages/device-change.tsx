import { type FormEvent, useState } from 'react';
import type { DeviceView } from '../../../api/device-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';

/** What is written down of a device: its model, the zone of its clock, and when it counts as silent. */
export function ChangeDevice({ device, close }: { readonly device: DeviceView; readonly close: () => void }) {
  const words = useWords();
  const [model, setModel] = useState(device.model ?? '');
  const [zone, setZone] = useState(device.zone);
  const [days, setDays] = useState(String(device.silentAfterDays ?? ''));
  const { busy, wrongAt, wrongElsewhere, attempt } = useAttempt();
  const daysWrong = days.trim() !== '' && !(Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 365);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (daysWrong) return;
    await attempt(async () => {
      await acts.changeDevice(device.id, {
        ...(model.trim() === '' || model.trim() === device.model ? {} : { model: model.trim() }),
        zone: zone.trim(),
        silentAfterDays: days.trim() === '' ? null : Number(days),
      });
      say(words.devices.changed(device.id));
      close();
    });
    refresh((path) => path.startsWith('/devices'));
  };
  return (
    <Dialog title={device.id} close={close}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Field label={words.devices.model} wrong={wrongAt('/model')}>
          {(props) => <input {...props} value={model} onChange={(event) => setModel(event.target.value)} />}
        </Field>
        <Field label={words.devices.zone} wrong={wrongAt('/zone')}>
          {(props) => <input {...props} value={zone} onChange={(event) => setZone(event.target.value)} />}
        </Field>
        <Field
          label={words.devices.silentAfter}
          hint={words.devices.silentAfterHint}
          wrong={daysWrong ? words.devices.silentAfterWrong : wrongAt('/silentAfterDays')}
        >
          {(props) => <input {...props} inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} />}
        </Field>
        <WrongLine text={wrongElsewhere} />
        <SubmitFoot close={close} disabled={busy || daysWrong}>
          {busy ? words.common.saving : words.common.save}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
