import { useState } from 'react';
import type { DeviceView } from '../../../api/device-contract.ts';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import { refusalText } from '../format/refusal.ts';
import { Dialog } from '../parts/dialog.tsx';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';

/** A lost or broken device: its secret is worth nothing any more. Cannot be undone, so it is asked. */
export function RevokeDevice({ device, close }: { readonly device: DeviceView; readonly close: () => void }) {
  const { language, words } = useSpeech();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const send = async () => {
    setBusy(true);
    try {
      await acts.revokeDevice(device.id);
      say(words.devices.didRevoke(device.id));
      close();
    } catch (error) {
      setWrong(error instanceof ApiError ? refusalText(error, language, words) : words.error.unexpected);
      setBusy(false);
    } finally {
      refresh((path) => path.startsWith('/devices'));
    }
  };
  return (
    <Dialog title={words.devices.revokeTitle(device.id)} close={close}>
      <p>{words.devices.revokeSure}</p>
      {wrong && (
        <p className="field-wrong" role="alert">
          {wrong}
        </p>
      )}
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          {words.common.cancel}
        </button>
        <button type="button" className="button button-danger" disabled={busy} onClick={() => void send()}>
          {words.devices.revoke}
        </button>
      </footer>
    </Dialog>
  );
}
