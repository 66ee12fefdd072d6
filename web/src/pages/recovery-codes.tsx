import { Dialog } from '../parts/dialog.tsx';
import { useWords } from '../words/words.tsx';

/** Ten codes, shown this once. */
export function RecoveryCodes({ codes, close }: { readonly codes: readonly string[]; readonly close: () => void }) {
  const { security: words } = useWords();
  return (
    <Dialog title={words.recoveryTitle} close={close}>
      <p>{words.recoveryHint}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <footer className="dialog-foot">
        <button type="button" className="button button-primary" onClick={close}>
          {words.recoveryKept}
        </button>
      </footer>
    </Dialog>
  );
}
