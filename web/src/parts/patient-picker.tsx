import { useId, useMemo, useState } from 'react';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';

/** As many as fit; whoever is not among them is found by typing more. */
const SHOWN = 6;

/** One patient among thousands: type a part of the name, choose; `undefined` is nobody. */
export function PatientPicker({
  value,
  choose,
}: {
  readonly value: string | undefined;
  readonly choose: (patient: string | undefined) => void;
}) {
  const words = useWords();
  const patients = useResource(resources.patients);
  const [typed, setTyped] = useState('');
  const group = useId();
  const found = useMemo(() => {
    const wanted = typed.trim().toLowerCase();
    return (patients.data ?? [])
      .filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted))
      .toSorted((a, b) => Number(b.id === value) - Number(a.id === value) || a.name.localeCompare(b.name))
      .slice(0, SHOWN);
  }, [patients.data, typed, value]);
  return (
    <fieldset className="picker">
      <legend className="field-label">{words.devices.patient}</legend>
      <label className="search">
        <Icon name="search" />
        <span className="unseen">{words.devices.find}</span>
        <input type="search" placeholder={words.devices.find} value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <div className="picker-options">
        <label className="answer-option">
          <input type="radio" name={group} checked={value === undefined} onChange={() => choose(undefined)} />
          <span className="muted">{words.devices.nobody}</span>
        </label>
        {found.map(({ id, name }) => (
          <label key={id} className="answer-option">
            <input type="radio" name={group} checked={value === id} onChange={() => choose(id)} />
            <span>
              {name} <code className="muted">{id}</code>
            </span>
          </label>
        ))}
        {patients.data && found.length === 0 && <p className="muted">{words.patients.none}</p>}
      </div>
    </fieldset>
  );
}
