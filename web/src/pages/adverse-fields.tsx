import { useId } from 'react';
import type { Localized } from '../../../domain/source.ts';
import { numberOf, type Part, withField } from '../format/adverse-draft.ts';
import type { Words } from '../words/en.ts';
import { useSpeech } from '../words/words.tsx';

type FieldName = keyof Words['adverse']['field'];
/** How a field is filled in: a line, several, a number, one of some words, yes or no. */
export type How = 'line' | 'lines' | 'number' | 'yes-no' | Readonly<Record<string, Localized>>;
export type Fields = readonly (readonly [field: FieldName, how: How])[];

/** The fields of one part of a report, each with what is missing or wrong beneath it. */
export function AdverseFields({
  part,
  fields,
  at,
  names = {},
  wrong,
  disabled,
  change,
}: {
  readonly part: Part;
  readonly fields: Fields;
  /** Where the part stands: `/drugs/0`. */
  readonly at: string;
  /** Where a field is called otherwise in this part: a person's name is no medicine's. */
  readonly names?: Partial<Record<FieldName, string>>;
  readonly wrong: ReadonlyMap<string, string>;
  readonly disabled: boolean;
  readonly change: (part: Part) => void;
}) {
  const { adverse } = useSpeech().words;
  return (
    <div className="adverse-fields">
      {fields.map(([field, how]) => (
        <OneField
          key={field}
          name={names[field] ?? adverse.field[field]}
          how={how}
          value={part[field]}
          wrong={wrong.get(`${at}/${field}`)}
          disabled={disabled}
          change={(value) => change(withField(part, field, value))}
        />
      ))}
    </div>
  );
}

function OneField({
  name,
  how,
  value,
  wrong,
  disabled,
  change,
}: {
  readonly name: string;
  readonly how: How;
  readonly value: unknown;
  readonly wrong: string | undefined;
  readonly disabled: boolean;
  readonly change: (value: unknown) => void;
}) {
  const { language, words } = useSpeech();
  const { adverse } = words;
  const id = useId();
  const common = { id, disabled, 'aria-invalid': wrong !== undefined, 'aria-describedby': wrong ? `${id}-wrong` : undefined };
  const text = value === undefined ? '' : String(value);
  const options: readonly (readonly [string, string])[] =
    typeof how === 'object'
      ? Object.entries(how).map(([code, name]) => [code, name[language]])
      : [
          ['true', adverse.yes],
          ['false', adverse.no],
        ];
  return (
    <div className={how === 'lines' ? 'field adverse-wide' : 'field'}>
      <label className="field-label" htmlFor={id}>
        {name}
      </label>
      {how === 'lines' ? (
        <textarea {...common} rows={3} maxLength={4000} value={text} onChange={(event) => change(event.target.value)} />
      ) : how === 'line' ? (
        <input {...common} type="text" maxLength={500} value={text} onChange={(event) => change(event.target.value)} />
      ) : how === 'number' ? (
        <input {...common} inputMode="decimal" value={text} onChange={(event) => change(numberOf(event.target.value))} />
      ) : (
        <select
          {...common}
          value={text}
          onChange={({ target }) => change(target.value === '' ? undefined : how === 'yes-no' ? target.value === 'true' : target.value)}
        >
          <option value="">{adverse.unset}</option>
          {options.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
      {wrong && (
        <span className="field-wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}
