import { type ReactNode, useId } from 'react';

export interface FieldProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

/** A label, an input, and one line beneath: the hint, or what is wrong. */
export function Field({
  label,
  hint,
  wrong,
  children,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly children: (props: FieldProps) => ReactNode;
}) {
  const id = useId();
  const note = wrong ?? hint;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-invalid': wrong !== undefined, 'aria-describedby': note === undefined ? undefined : `${id}-note` })}
      {note !== undefined && (
        <span id={`${id}-note`} className={wrong ? 'field-wrong' : 'field-hint'} role={wrong ? 'alert' : undefined}>
          {note}
        </span>
      )}
    </div>
  );
}
