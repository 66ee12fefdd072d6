/** One question of a patient's form with a few answers: one of them, or several. */
export function OwnChoices<T extends string>({
  id,
  label,
  options,
  chosen,
  choose,
  several = false,
  wrong,
}: {
  readonly id: string;
  readonly label: string;
  readonly options: readonly (readonly [T, string])[];
  readonly chosen: readonly string[];
  readonly choose: (value: T) => void;
  readonly several?: boolean;
  readonly wrong?: string | undefined;
}) {
  return (
    <fieldset className="own-item" id={id} aria-describedby={wrong ? `${id}-wrong` : undefined}>
      <legend>{label}</legend>
      <div className="own-options">
        {options.map(([value, text]) => (
          <label key={value} className="own-option own-choice">
            <input type={several ? 'checkbox' : 'radio'} name={id} checked={chosen.includes(value)} onChange={() => choose(value)} />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {wrong && (
        <p className="own-wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}

/** One question that is answered in words, or with a day. */
export function OwnText({
  id,
  label,
  hint,
  value,
  change,
  most,
  wrong,
  type = 'text',
  long = false,
}: {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly most?: number;
  readonly wrong?: string | undefined;
  readonly type?: 'text' | 'date';
  readonly long?: boolean;
}) {
  const note = wrong ? `${id}-wrong` : hint ? `${id}-hint` : undefined;
  const common = { id: `${id}-field`, value, maxLength: most, 'aria-invalid': wrong !== undefined, 'aria-describedby': note };
  return (
    <div className="own-item own-words" id={id}>
      <label htmlFor={`${id}-field`} className="own-asked">
        {label}
      </label>
      {hint && (
        <p className="own-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {long ? (
        <textarea {...common} rows={4} onChange={(event) => change(event.target.value)} />
      ) : (
        <input {...common} type={type} onChange={(event) => change(event.target.value)} />
      )}
      {wrong && (
        <p className="own-wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
