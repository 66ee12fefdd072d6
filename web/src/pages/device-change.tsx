import { type FormEvent, useState } from 'react';
import type { DeviceView } from '../../../api/device-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import { refusalText } from '../format/refusal.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';

/** What is written down of a device: its model, the zone of its clock, and when it counts as silent. */
export function ChangeDevice({ device, close }: { readonly device: DeviceView; readonly close: () => void }) {
  const { language, words } = useSpeech();
  const [model, setModel] = useState(device.model ?? '');
  const [zone, setZone] = useState(device.zone);
  const [days, setDays] = useState(String(device.silentAfterDays ?? ''));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<ApiError>();
  const daysWrong = days.trim() !== '' && !(Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 365);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (daysWrong) return;
    setBusy(true);
    setRefused(undefined);
    try {
      await acts.changeDevice(device.id, {
        ...(model.trim() === '' || model.trim() === device.model ? {} : { model: model.trim() }),
        zone: zone.trim(),
        silentAfterDays: days.trim() === '' ? null : Number(days),
      });
      say(words.devices.changed(device.id));
      close();
    } catch (error) {
      setRefused(error instanceof ApiError ? error : new ApiError(0, 'web.unexpected', words.error.unexpected));
      setBusy(false);
    } finally {
      refresh((path) => path.startsWith('/devices'));
    }
  };
  return (
    <Dialog title={device.id} close={close}>
      <form onSubmit={(event) => void send(event)} noValidate>
        <Field label={words.devices.model} wrong={refused?.at('/model')}>
          {(props) => <input {...props} value={model} onChange={(event) => setModel(event.target.value)} />}
        </Field>
        <Field label={words.devices.zone} wrong={refused?.at('/zone')}>
          {(props) => <input {...props} value={zone} onChange={(event) => setZone(event.target.value)} />}
        </Field>
        <Field
          label={words.devices.silentAfter}
          hint={words.devices.silentAfterHint}
          wrong={daysWrong ? words.devices.silentAfterWrong : refused?.at('/silentAfterDays')}
        >
          {(props) => <input {...props} inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} />}
        </Field>
        {refused && refused.fields.length === 0 && (
          <p className="field-wrong" role="alert">
            {refusalText(refused, language, words)}
          </p>
        )}
        <SubmitFoot close={close} disabled={busy || daysWrong}>
          {busy ? words.common.saving : words.common.save}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
