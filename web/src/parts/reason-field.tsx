import type { Ref } from 'react';
import { Field } from './field.tsx';

/** Some lines of one's own: why, or what was done. Ctrl and Enter sends them; phrases that are often needed stand beneath. */
export function ReasonField({
  label,
  hint,
  wrong,
  value,
  write,
  send,
  rows = 2,
  most = 500,
  field,
  phrases = [],
  take = write,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly wrong: string | undefined;
  readonly value: string;
  readonly write: (text: string) => void;
  readonly send: () => void;
  readonly rows?: number;
  /** In characters. */
  readonly most?: number;
  readonly field?: Ref<HTMLTextAreaElement>;
  readonly phrases?: readonly string[];
  /** What is done with a phrase; left out, it is the whole text. */
  readonly take?: (phrase: string, place: number) => void;
}) {
  return (
    <>
      <Field label={label} hint={hint} wrong={wrong}>
        {(props) => (
          <textarea
            {...props}
            ref={field}
            rows={rows}
            maxLength={most}
            value={value}
            onChange={(event) => write(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
            }}
          />
        )}
      </Field>
      {phrases.length > 0 && (
        <div className="phrases">
          {phrases.map((phrase, place) => (
            <button key={phrase} type="button" className="phrase" onClick={() => take(phrase, place)}>
              {phrase}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
