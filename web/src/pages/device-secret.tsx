import { CopyLine } from '../parts/copy-line.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useWords } from '../words/words.tsx';

/** A secret, shown this once. */
export function DeviceSecret({ id, secret, close }: { readonly id: string; readonly secret: string; readonly close: () => void }) {
  const { devices } = useWords();
  return (
    <Dialog title={devices.secretTitle(id)} close={close}>
      <p>{devices.secretHint}</p>
      <CopyLine text={secret} />
      <footer className="dialog-foot">
        <button type="button" className="button button-primary" onClick={close}>
          {devices.secretDone}
        </button>
      </footer>
    </Dialog>
  );
}
