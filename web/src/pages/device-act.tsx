import { useState } from 'react';
import * as acts from '../api/acts.ts';
import { refresh } from '../api/cache.ts';
import { Dialog } from '../parts/dialog.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.tsx';
import { DeviceSecret } from './device-secret.tsx';

export type DeviceAct = 'rotate' | 'revoke' | 'retire';

interface Asked {
  readonly title: (id: string) => string;
  readonly sure: string;
  readonly act: string;
  /** What is said afterwards, where no secret is shown. */
  readonly done?: (id: string) => string;
}

const WORDS = {
  rotate: ({ devices }: Words) => ({ title: devices.rotateTitle, sure: devices.rotateSure, act: devices.rotate }),
  revoke: ({ devices }: Words) => ({ title: devices.revokeTitle, sure: devices.revokeSure, act: devices.revoke, done: devices.didRevoke }),
  retire: ({ devices }: Words) => ({ title: devices.retireTitle, sure: devices.retireSure, act: devices.retire, done: devices.didRetire }),
} as const satisfies Record<DeviceAct, (words: Words) => Asked>;

/** What ends a secret is asked for first: a device that is far away falls silent by it. */
export function ActOnDevice({ id, act, close }: { readonly id: string; readonly act: DeviceAct; readonly close: () => void }) {
  const words = useWords();
  const { busy, wrong, attempt } = useAttempt();
  const [secret, setSecret] = useState<string>();
  const { title, sure, act: label, done }: Asked = WORDS[act](words);
  const send = async () => {
    await attempt(async () => {
      if (act === 'rotate') setSecret((await acts.rotateDevice(id)).secret);
      else {
        await (act === 'revoke' ? acts.revokeDevice : acts.retireDevice)(id);
        if (done) say(done(id));
        close();
      }
    });
    refresh((path) => path.startsWith('/devices'));
  };
  if (secret !== undefined) return <DeviceSecret id={id} secret={secret} close={close} />;
  return (
    <Dialog title={title(id)} close={close}>
      <p>{sure}</p>
      <WrongLine text={wrong} />
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          {words.common.cancel}
        </button>
        <button
          type="button"
          className={act === 'rotate' ? 'button button-primary' : 'button button-danger'}
          disabled={busy}
          onClick={() => void send()}
        >
          {label}
        </button>
      </footer>
    </Dialog>
  );
}
