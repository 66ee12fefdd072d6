/** A few exclusive choices in one row: radio buttons in the dress of a switch. */
export function Choice<T extends string>({
  label,
  options,
  value,
  choose,
  name,
}: {
  readonly label: string;
  readonly name: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly choose: (value: T) => void;
}) {
  return (
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
}
