import type { ContactView } from '../../../api/contact-contract.ts';
import { Choice } from '../parts/choice.tsx';
import { Field } from '../parts/field.tsx';
import type { Words } from '../words/en.ts';
import { useWords } from '../words/words.tsx';

export type OutWay = keyof Words['contact']['way'];
export const WAYS: readonly OutWay[] = ['email', 'sms', 'wecom', 'wechat', 'push', 'webhook', 'mqtt'];
type Preferences = ContactView['preferences'];

/** How somebody wants what can wait: by which way first, when, and at which hours not. */
export function PreferenceFields({
  value,
  change,
  name,
}: {
  readonly value: Preferences;
  readonly change: (value: Preferences) => void;
  readonly name: string;
}) {
  const { contact: words } = useWords();
  const [first = ''] = value.order;
  const quiet = (part: Partial<NonNullable<Preferences['quietHours']>>) => {
    const { quietHours, ...rest } = value;
    const both = { from: quietHours?.from ?? '', to: quietHours?.to ?? '', ...part };
    change(both.from === '' && both.to === '' ? rest : { ...rest, quietHours: both });
  };
  return (
    <>
      <div className="field">
        <span className="field-label">{words.nonUrgent}</span>
        <Choice
          name={`${name}-non-urgent`}
          label={words.nonUrgent}
          value={value.nonUrgent}
          choose={(nonUrgent) => change({ ...value, nonUrgent })}
          options={(['all', 'digest', 'off'] as const).map((each) => [each, words.nonUrgents[each]] as const)}
        />
      </div>
      <div className="record-pair">
        <Field label={words.first}>
          {(props) => (
            <select
              {...props}
              value={first}
              onChange={({ target }) =>
                change({
                  ...value,
                  order: target.value === '' ? [] : [target.value as OutWay, ...value.order.filter((way) => way !== target.value)],
                })
              }
            >
              <option value="">{words.everywhere}</option>
              {WAYS.map((way) => (
                <option key={way} value={way}>
                  {words.way[way]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {value.nonUrgent === 'digest' && (
          <Field label={words.digestAt}>
            {(props) => (
              <input
                {...props}
                type="time"
                value={value.digestAt}
                onChange={({ target }) => change({ ...value, digestAt: target.value })}
              />
            )}
          </Field>
        )}
      </div>
      <div className="record-pair">
        <Field label={words.quietFrom} hint={words.quietHint}>
          {(props) => (
            <input {...props} type="time" value={value.quietHours?.from ?? ''} onChange={({ target }) => quiet({ from: target.value })} />
          )}
        </Field>
        <Field label={words.quietTo}>
          {(props) => (
            <input {...props} type="time" value={value.quietHours?.to ?? ''} onChange={({ target }) => quiet({ to: target.value })} />
          )}
        </Field>
      </div>
    </>
  );
}

/** To which ways a person agreed. */
export function ConsentFields({
  value,
  change,
  note,
}: {
  readonly value: readonly OutWay[];
  readonly change: (value: OutWay[]) => void;
  readonly note?: string;
}) {
  const { contact: words } = useWords();
  return (
    <fieldset className="field contact-consent">
      <legend className="field-label">{words.consent}</legend>
      {WAYS.map((way) => (
        <label key={way} className="check">
          <input
            type="checkbox"
            checked={value.includes(way)}
            onChange={({ target }) => change(target.checked ? [...value, way] : value.filter((other) => other !== way))}
          />
          <span>{words.way[way]}</span>
        </label>
      ))}
      {note && <span className="field-hint">{note}</span>}
    </fieldset>
  );
}
