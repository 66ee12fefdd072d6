import { type ReactNode, useState } from 'react';
import type { Timetable } from '../../../api/duty-contract.ts';
import { type DutyPlan, WEEKDAYS, type Weekday } from '../../../domain/duty.ts';
import { Field } from '../parts/field.tsx';
import { type Removable, RemovableList } from '../parts/removable-list.tsx';
import { useWords } from '../words/words.tsx';
import { nameOf } from './duty-cover.tsx';

interface Days {
  readonly draft: DutyPlan;
  readonly people: Timetable['people'];
  readonly mayChange: boolean;
  readonly change: (plan: DutyPlan) => void;
}

/** Days that are not like others: holidays, days worked in their place, and who stands in for whom. */
export function DutyDays(props: Days) {
  const { duty } = useWords();
  return (
    <section className="panel" aria-label={duty.specialDays}>
      <header className="panel-head">
        <h2>{duty.specialDays}</h2>
      </header>
      <div className="duty-cards">
        <Holidays {...props} />
        <Workdays {...props} />
        <Substitutes {...props} />
      </div>
    </section>
  );
}

/** One kind of such days: those that stand in the plan, and the fields for one more. */
function Kind({
  title,
  hint,
  of,
  mayChange,
  add,
  ready,
  addWord,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly of: readonly Removable[];
  readonly mayChange: boolean;
  readonly add: () => void;
  readonly ready: boolean;
  readonly addWord: string;
  readonly children: ReactNode;
}) {
  const { duty } = useWords();
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {hint && <p className="field-hint">{hint}</p>}
      <RemovableList of={of} none={duty.none} mayChange={mayChange} />
      {mayChange && (
        <div className="duty-add">
          {children}
          <button type="button" className="button" disabled={!ready} onClick={add}>
            {addWord}
          </button>
        </div>
      )}
    </section>
  );
}

function DayField({
  label,
  value,
  write,
  wrong,
}: {
  readonly label: string;
  readonly value: string;
  readonly write: (day: string) => void;
  readonly wrong?: string | undefined;
}) {
  return (
    <Field label={label} wrong={wrong}>
      {(props) => <input {...props} type="date" value={value} onChange={(event) => write(event.target.value)} />}
    </Field>
  );
}

function Holidays({ draft, mayChange, change }: Days) {
  const { duty } = useWords();
  const [day, setDay] = useState('');
  const add = () => {
    change({ ...draft, holidays: [...new Set([...draft.holidays, day])].toSorted() });
    setDay('');
  };
  const of = draft.holidays.map((one) => ({
    key: one,
    name: one,
    shown: <span className="number">{one}</span>,
    remove: () => change({ ...draft, holidays: draft.holidays.filter((other) => other !== one) }),
  }));
  return (
    <Kind title={duty.holidays} of={of} mayChange={mayChange} add={add} ready={day !== ''} addWord={duty.addHoliday}>
      <DayField label={duty.date} value={day} write={setDay} />
    </Kind>
  );
}

function Workdays({ draft, mayChange, change }: Days) {
  const { duty } = useWords();
  const [day, setDay] = useState('');
  const [as, setAs] = useState<Weekday>('mon');
  const add = () => {
    const days = Object.entries({ ...draft.workdays, [day]: as }).toSorted(([a], [b]) => a.localeCompare(b));
    change({ ...draft, workdays: Object.fromEntries(days) });
    setDay('');
  };
  const of = Object.entries(draft.workdays).map(([one, weekday]) => ({
    key: one,
    name: one,
    shown: (
      <>
        <span className="number">{one}</span> <span className="muted">{duty.countsAsDay(duty.day[weekday])}</span>
      </>
    ),
    remove: () => change({ ...draft, workdays: Object.fromEntries(Object.entries(draft.workdays).filter(([other]) => other !== one)) }),
  }));
  return (
    <Kind
      title={duty.workdays}
      hint={duty.workdaysHint}
      of={of}
      mayChange={mayChange}
      add={add}
      ready={day !== ''}
      addWord={duty.addWorkday}
    >
      <DayField label={duty.date} value={day} write={setDay} />
      <Field label={duty.countsAs}>
        {(props) => (
          <select {...props} value={as} onChange={(event) => setAs(event.target.value as Weekday)}>
            {WEEKDAYS.map((one) => (
              <option key={one} value={one}>
                {duty.day[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
    </Kind>
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
  const of = draft.substitutes.map((one) => ({
    key: `${one.out} ${one.instead} ${one.from} ${one.to}`,
    name: name(one.out),
    shown: (
      <>
        {name(one.out)} → {name(one.instead)}{' '}
        <span className="muted number">
          {one.from} – {one.to}
        </span>
      </>
    ),
    remove: () => change({ ...draft, substitutes: draft.substitutes.filter((other) => other !== one) }),
  }));
  const others = people.filter((one) => one.id !== made.out && (role === undefined || one.role === role));
  return (
    <Kind title={duty.substitutes} of={of} mayChange={mayChange} add={add} ready addWord={duty.addSubstitute}>
      {choose(duty.out, 'out', people)}
      {choose(duty.instead, 'instead', others)}
      <DayField label={duty.firstDay} value={made.from} write={(from) => setMade({ ...made, from })} />
      <DayField label={duty.lastDay} value={made.to} write={(to) => setMade({ ...made, to })} wrong={wrong ? duty.needDates : undefined} />
    </Kind>
  );
}
