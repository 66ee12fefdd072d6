import { useEffect, useState } from 'react';
import type { Timetable } from '../../../api/duty-contract.ts';
import type { DutyPlan, Shift } from '../../../domain/duty.ts';
import { refresh } from '../api/cache.ts';
import * as acts from '../api/desk-acts.ts';
import { failureText } from '../format/refusal.ts';
import { say } from '../parts/toast.tsx';
import { useSpeech } from '../words/words.tsx';
import { Cover, nameOf } from './duty-cover.tsx';
import { DutyDays } from './duty-days.tsx';
import { ShiftDialog } from './duty-shift.tsx';

type People = Timetable['people'];

/** The plan as it could be: each change is looked at before it holds. */
export function DutyPlanEditor({
  plan,
  people,
  mayChange,
}: {
  readonly plan: DutyPlan;
  readonly people: People;
  readonly mayChange: boolean;
}) {
  const { language, words } = useSpeech();
  const { duty } = words;
  const [draft, setDraft] = useState(plan);
  const [editing, setEditing] = useState<number | 'new'>();
  const [found, setFound] = useState<Timetable>();
  const [wrong, setWrong] = useState<string>();
  const changed = draft !== plan;
  useEffect(() => {
    if (!changed) return;
    let stale = false;
    acts.checkDuty(draft).then(
      (table) => {
        if (stale) return;
        setFound(table);
        setWrong(undefined);
      },
      (error) => !stale && setWrong(failureText(error, language, words)),
    );
    return () => {
      stale = true;
    };
  }, [draft, changed, language, words]);

  const save = async () => {
    try {
      await acts.setDuty(draft);
      say(duty.saved);
      refresh((path) => path.startsWith('/duty'));
    } catch (error) {
      setWrong(failureText(error, language, words));
    }
  };
  const put = (shift: Shift) => {
    const shifts = editing === 'new' ? [...draft.shifts, shift] : draft.shifts.map((one, i) => (i === editing ? shift : one));
    setDraft({ ...draft, shifts });
    setEditing(undefined);
  };
  return (
    <section className="panel" aria-label={duty.shifts}>
      <header className="panel-head">
        <h2>{duty.shifts}</h2>
        {mayChange && (
          <button type="button" className="button button-small" onClick={() => setEditing('new')}>
            {duty.addShift}
          </button>
        )}
      </header>
      {draft.shifts.length === 0 && <p className="muted">{duty.none}</p>}
      <ul className="duty-list">
        {draft.shifts.map((shift, i) => {
          const text = `${words.role[shift.role]}${words.common.colon} ${shift.users.map(nameOf({ people })).join(words.common.comma)}`;
          return (
            // Shifts have no name of their own.
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the plan is what tells one shift from another
            <li key={i}>
              <strong>{text}</strong>{' '}
              <span className="number">
                {shift.from}–{shift.to}
              </span>{' '}
              <span className="muted">
                {shift.days.map((day) => duty.day[day]).join(words.common.comma)} · {duty.holidayRule[shift.holidays]}
              </span>
              {mayChange && (
                <span className="duty-acts">
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={`${duty.editShift}: ${text}`}
                    onClick={() => setEditing(i)}
                  >
                    …
                  </button>
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={duty.removeOf(text)}
                    onClick={() => setDraft({ ...draft, shifts: draft.shifts.filter((_, j) => j !== i) })}
                  >
                    {duty.remove}
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <DutyDays draft={draft} people={people} mayChange={mayChange} change={setDraft} />
      {changed && (
        <div className="duty-draft" role="status">
          <p>
            <strong>{duty.changed}</strong>
          </p>
          {wrong ? <p className="field-wrong">{wrong}</p> : found && <Cover table={found} plan={draft} />}
          <p className="duty-acts">
            <button type="button" className="button" onClick={() => setDraft(plan)}>
              {duty.discard}
            </button>
            <button type="button" className="button button-primary" onClick={() => void save()}>
              {duty.save}
            </button>
          </p>
        </div>
      )}
      {editing !== undefined && (
        <ShiftDialog
          shift={editing === 'new' ? undefined : draft.shifts[editing]}
          people={people}
          close={() => setEditing(undefined)}
          take={put}
        />
      )}
    </section>
  );
}
