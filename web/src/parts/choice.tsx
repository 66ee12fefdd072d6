/** A few exclusive choices in one row: radio buttons in the dress of a switch. */
export function Choice<T extends string>({
  label,
  options,
  value,
  choose,
  name,
  titled = false,
}: {
  readonly label: string;
  readonly name: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly choose: (value: T) => void;
  /** The label stands above it; otherwise it is for the ear alone. */
  readonly titled?: boolean;
}) {
  const row = (
    <fieldset className="choice">
      <legend className="unseen">{label}</legend>
      {options.map(([option, text]) => (
        <label key={option} className="choice-option">
          <input type="radio" name={name} value={option} checked={option === value} onChange={() => choose(option)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
  if (!titled) return row;
  return (
    <div className="field">
      <span className="field-label" aria-hidden="true">
        {label}
      </span>
      <span>{row}</span>
    </div>
  );
}
