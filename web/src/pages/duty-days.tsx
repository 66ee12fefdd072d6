import { useState } from 'react';
import type { Timetable } from '../../../api/duty-contract.ts';
import type { DutyPlan } from '../../../domain/duty.ts';
import { Field } from '../parts/field.tsx';
import { useWords } from '../words/words.tsx';
import { nameOf } from './duty-cover.tsx';

interface Days {
  readonly draft: DutyPlan;
  readonly people: Timetable['people'];
  readonly mayChange: boolean;
  readonly change: (plan: DutyPlan) => void;
}

/** Days that are not like others: holidays, and who stands in for whom. */
export function DutyDays(props: Days) {
  return (
    <div className="duty-cards">
      <Holidays {...props} />
      <Substitutes {...props} />
    </div>
  );
}

function Holidays({ draft, mayChange, change }: Days) {
  const { duty } = useWords();
  const [day, setDay] = useState('');
  const add = () => {
    if (day !== '') change({ ...draft, holidays: [...new Set([...draft.holidays, day])].toSorted() });
    setDay('');
  };
  return (
    <section aria-label={duty.holidays}>
      <h3>{duty.holidays}</h3>
      {draft.holidays.length === 0 && <p className="muted">{duty.none}</p>}
      <ul className="duty-list">
        {draft.holidays.map((one) => (
          <li key={one}>
            <span className="number">{one}</span>
            {mayChange && (
              <button
                type="button"
                className="button button-small"
                aria-label={duty.removeOf(one)}
                onClick={() => change({ ...draft, holidays: draft.holidays.filter((other) => other !== one) })}
              >
                {duty.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="duty-add">
          <Field label={duty.date}>
            {(props) => <input {...props} type="date" value={day} onChange={(event) => setDay(event.target.value)} />}
          </Field>
          <button type="button" className="button button-small" disabled={day === ''} onClick={add}>
            {duty.addHoliday}
          </button>
        </div>
      )}
    </section>
  );
}

const NOBODY = { out: '', instead: '', from: '', to: '' };

function Substitutes({ draft, people, mayChange, change }: Days) {
  const { duty, common } = useWords();
  const [made, setMade] = useState(NOBODY);
  const [wrong, setWrong] = useState(false);
  const name = nameOf({ people });
  const role = people.find(({ id }) => id === made.out)?.role;
  const add = () => {
    const whole = Object.values(made).every((one) => one !== '') && made.from <= made.to;
    setWrong(!whole);
    if (!whole) return;
    change({ ...draft, substitutes: [...draft.substitutes, made] });
    setMade(NOBODY);
  };
  const choose = (label: string, key: 'out' | 'instead', among: Timetable['people']) => (
    <Field label={label}>
      {(props) => (
        <select {...props} value={made[key]} onChange={(event) => setMade({ ...made, [key]: event.target.value })}>
          <option value="">{common.none}</option>
          {among.map(({ id, name: called }) => (
            <option key={id} value={id}>
              {called}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
  return (
    <section aria-label={duty.substitutes}>
      <h3>{duty.substitutes}</h3>
      {draft.substitutes.length === 0 && <p className="muted">{duty.none}</p>}
      <ul className="duty-list">
        {draft.substitutes.map((one) => (
          <li key={`${one.out} ${one.instead} ${one.from} ${one.to}`}>
            {name(one.out)} → {name(one.instead)}{' '}
            <span className="muted number">
              {one.from} – {one.to}
            </span>
            {mayChange && (
              <button
                type="button"
                className="button button-small"
                aria-label={duty.removeOf(name(one.out))}
                onClick={() => change({ ...draft, substitutes: draft.substitutes.filter((other) => other !== one) })}
              >
                {duty.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="duty-add">
          {choose(duty.out, 'out', people)}
          {choose(
            duty.instead,
            'instead',
            people.filter((one) => one.id !== made.out && (role === undefined || one.role === role)),
          )}
          <Field label={duty.firstDay}>
            {(props) => (
              <input {...props} type="date" value={made.from} onChange={(event) => setMade({ ...made, from: event.target.value })} />
            )}
          </Field>
          <Field label={duty.lastDay} wrong={wrong ? duty.needDates : undefined}>
            {(props) => <input {...props} type="date" value={made.to} onChange={(event) => setMade({ ...made, to: event.target.value })} />}
          </Field>
          <button type="button" className="button button-small" onClick={add}>
            {duty.addSubstitute}
          </button>
        </div>
      )}
    </section>
  );
}
