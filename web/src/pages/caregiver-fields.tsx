import type { ContactChange } from '../../../api/contact-contract.ts';
import { Field } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { useWords } from '../words/words.tsx';
import { ConsentFields } from './contact-fields.tsx';

type Caregiver = ContactChange['caregivers'][number];

/** Those who care for the patient at home: who they are, where they are reached, what they agreed to. */
export function CaregiverFields({
  value,
  change,
  at,
}: {
  readonly value: readonly Caregiver[];
  readonly change: (value: Caregiver[]) => void;
  readonly at: (pointer: string) => string | undefined;
}) {
  const { contact: words } = useWords();
  const set = (i: number, part: Partial<Caregiver>) => change(value.map((one, n) => (n === i ? { ...one, ...part } : one)));
  const place = (one: Caregiver, name: 'phone' | 'email', text: string): Caregiver['addresses'] => {
    const { [name]: _, ...others } = one.addresses;
    return text.trim() === '' ? others : { ...others, [name]: text.trim() };
  };
  const add = () => {
    const taken = new Set(value.map(({ id }) => id));
    const id = Array.from({ length: 11 }, (_, n) => `c${n + 1}`).find((name) => !taken.has(name))!;
    change([...value, { id, name: '', addresses: {}, preferences: { order: [], nonUrgent: 'all', digestAt: '08:00' } }]);
  };
  return (
    <fieldset className="field contact-caregivers">
      <legend className="field-label">{words.caregivers}</legend>
      {value.map((one, i) => (
        <div key={one.id} className="contact-caregiver">
          <div className="record-pair">
            <Field label={words.caregiverName} wrong={at(`/caregivers/${i}/name`)}>
              {(props) => (
                <input {...props} autoComplete="off" value={one.name} onChange={({ target }) => set(i, { name: target.value })} />
              )}
            </Field>
            <Field label={words.relation}>
              {(props) => (
                <input
                  {...props}
                  autoComplete="off"
                  value={one.relation ?? ''}
                  onChange={({ target }) => set(i, { relation: target.value })}
                />
              )}
            </Field>
          </div>
          <div className="record-pair">
            {(['phone', 'email'] as const).map((name) => (
              <Field key={name} label={words[name]} wrong={at(`/caregivers/${i}/addresses/${name}`)}>
                {(props) => (
                  <input
                    {...props}
                    autoComplete="off"
                    value={one.addresses[name] ?? ''}
                    onChange={({ target }) => set(i, { addresses: place(one, name, target.value) })}
                  />
                )}
              </Field>
            ))}
          </div>
          <ConsentFields value={one.consent ?? ['email']} change={(consent) => set(i, { consent })} />
          <button
            type="button"
            className="button button-plain"
            aria-label={words.removeCaregiver(one.name || words.caregivers)}
            onClick={() => change(value.filter((_, n) => n !== i))}
          >
            <Icon name="minus" /> {words.removeCaregiver(one.name)}
          </button>
        </div>
      ))}
      {value.length < 10 && (
        <button type="button" className="button" onClick={add}>
          <Icon name="plus" /> {words.addCaregiver}
        </button>
      )}
    </fieldset>
  );
}
