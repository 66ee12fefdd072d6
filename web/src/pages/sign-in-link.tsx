import { CopyLine } from '../parts/copy-line.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useWords } from '../words/words.tsx';

/** A link that signs somebody in once, shown this once. */
export function SignInLink({ name, path, close }: { readonly name: string; readonly path: string; readonly close: () => void }) {
  const { people } = useWords();
  return (
    <Dialog title={people.linkTitle(name)} close={close}>
      <p>{people.linkHint}</p>
      <CopyLine text={location.origin + path} />
      <footer className="dialog-foot">
        <button type="button" className="button button-primary" onClick={close}>
          {people.linkDone}
        </button>
      </footer>
    </Dialog>
  );
}
