import type { ReactNode } from 'react';
import { STEP_UNITS, type StepUnit } from '../format/step-time.ts';
import { Field } from '../parts/field.tsx';
import { useWords } from '../words/words.tsx';

/** A whole number as it is typed. */
export function CountField({
  label,
  hint,
  wrong,
  typed,
  setTyped,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly wrong: string | undefined;
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
}): ReactNode {
  return (
    <Field label={label} hint={hint} wrong={wrong}>
      {(props) => (
        <input
          {...props}
          className="number"
          inputMode="numeric"
          maxLength={5}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What that number counts: minutes, hours, days. */
export function UnitField({ unit, setUnit }: { readonly unit: StepUnit; readonly setUnit: (unit: StepUnit) => void }) {
  const { duty } = useWords();
  return (
    <Field label={duty.unit}>
      {(props) => (
        <select {...props} value={unit} onChange={(event) => setUnit(event.target.value as StepUnit)}>
          {STEP_UNITS.map((one) => (
            <option key={one} value={one}>
              {duty.units[one]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
