import { type Ref, useId } from 'react';

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
  const id = useId();
  const note = wrong ?? hint;
  return (
    <>
      <div className="field">
        <label className="field-label" htmlFor={id}>
          {label}
        </label>
        <textarea
          id={id}
          ref={field}
          rows={rows}
          maxLength={most}
          value={value}
          aria-invalid={wrong !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
          }}
        />
        {note !== undefined && (
          <span id={`${id}-note`} className={wrong ? 'field-wrong' : 'field-hint'} role={wrong ? 'alert' : undefined}>
            {note}
          </span>
        )}
      </div>
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
