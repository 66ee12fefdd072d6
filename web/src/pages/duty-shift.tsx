import { type FormEvent, useState } from 'react';
import type { Timetable } from '../../../api/duty-contract.ts';
import { type Shift, WEEKDAYS } from '../../../domain/duty.ts';
import type { Language } from '../../../domain/source.ts';
import { Choice } from '../parts/choice.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { WrongLine } from '../parts/wrong-line.tsx';
import { LANGUAGES, useWords } from '../words/words.tsx';

const BEGINNING: Shift = { role: 'coordinator', users: [], days: [...WEEKDAYS], from: '08:00', to: '18:00', holidays: 'not' };

/** One shift: who, on which days, from when to when. */
export function ShiftDialog({
  shift: given = BEGINNING,
  people,
  close,
  take,
}: {
  readonly shift: Shift | undefined;
  readonly people: Timetable['people'];
  readonly close: () => void;
  readonly take: (shift: Shift) => void;
}) {
  const { duty, role: roles } = useWords();
  const [shift, setShift] = useState(given);
  const [tried, setTried] = useState(false);
  const wrong = shift.users.length === 0 || shift.days.length === 0 || shift.from === '' || shift.to === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wrong) take(shift);
  };
  const toggle = <T extends string>(list: readonly T[], one: T): T[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  return (
    <Dialog title={duty.editShift} close={close}>
      <form onSubmit={submit} noValidate>
        <Choice
          titled
          name="role"
          label={duty.role}
          value={shift.role}
          choose={(role) => setShift({ ...shift, role, users: [] })}
          options={(['coordinator', 'doctor'] as const).map((one) => [one, roles[one]] as const)}
        />
        <fieldset className="phrases">
          <legend className="field-label">{duty.people}</legend>
          {people
            .filter(({ role }) => role === shift.role)
            .map(({ id, name }) => (
              <label key={id} className="phrase">
                <input
                  type="checkbox"
                  checked={shift.users.includes(id)}
                  onChange={() => setShift({ ...shift, users: toggle(shift.users, id) })}
                />
                {name}
              </label>
            ))}
        </fieldset>
        <fieldset className="phrases">
          <legend className="field-label">{duty.days}</legend>
          {WEEKDAYS.map((day) => (
            <label key={day} className="phrase">
              <input
                type="checkbox"
                checked={shift.days.includes(day)}
                onChange={() => {
                  const days = toggle(shift.days, day);
                  setShift({ ...shift, days: WEEKDAYS.filter((one) => days.includes(one)) });
                }}
              />
              {duty.day[day]}
            </label>
          ))}
        </fieldset>
        <div className="plan-pair">
          <Field label={duty.begins} hint={duty.wholeDay}>
            {(props) => (
              <input {...props} type="time" value={shift.from} onChange={(event) => setShift({ ...shift, from: event.target.value })} />
            )}
          </Field>
          <Field label={duty.ends}>
            {(props) => (
              <input {...props} type="time" value={shift.to} onChange={(event) => setShift({ ...shift, to: event.target.value })} />
            )}
          </Field>
        </div>
        <Choice
          titled
          name="holidays"
          label={duty.onHolidays}
          value={shift.holidays}
          choose={(holidays) => setShift({ ...shift, holidays })}
          options={(['not', 'only', 'also'] as const).map((one) => [one, duty.holidayRule[one]] as const)}
        />
        <Choice
          titled
          name="language"
          label={duty.speaks}
          value={shift.language ?? 'any'}
          choose={(language) => {
            const { language: _, ...rest } = shift;
            setShift(language === 'any' ? rest : { ...rest, language });
          }}
          options={[['any', duty.anyLanguage] as const, ...(Object.entries(LANGUAGES) as [Language, string][])]}
        />
        <WrongLine text={tried && wrong ? duty.needPeople : undefined} />
        <SubmitFoot close={close} disabled={false}>
          {duty.take}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
