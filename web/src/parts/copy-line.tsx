import { useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';

/** A text to be carried elsewhere: a secret, a link. */
export function CopyLine({ text }: { readonly text: string }) {
  const { common } = useWords();
  const [copied, setCopied] = useState(false);
  // Without the right to the clipboard (plain HTTP in a clinic's network) the text can still be selected.
  const able = 'clipboard' in navigator;
  return (
    <p className="secret">
      <code>{text}</code>
      {able && (
        <button
          type="button"
          className="button"
          onClick={() =>
            void navigator.clipboard.writeText(text).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          <Icon name={copied ? 'check' : 'copy'} /> {copied ? common.copied : common.copy}
        </button>
      )}
    </p>
  );
}
