import { type FormEvent, useEffect, useState } from 'react';
import type { Timetable } from '../../../api/duty-contract.ts';
import type { DutyPlan, Shift } from '../../../domain/duty.ts';
import { LADDERS } from '../../../domain/duty-bounds.ts';
import { type Contradiction, contradictions } from '../../../domain/duty-contradictions.ts';
import type { Language } from '../../../domain/source.ts';
import { refresh } from '../api/cache.ts';
import { ApiError } from '../api/client.ts';
import * as acts from '../api/desk-acts.ts';
import { failureText } from '../format/refusal.ts';
import { stepTime } from '../format/step-time.ts';
import { Field } from '../parts/field.tsx';
import { RemovableList } from '../parts/removable-list.tsx';
import { say } from '../parts/toast.tsx';
import { useAttempt } from '../parts/use-attempt.ts';
import { WrongLine } from '../parts/wrong-line.tsx';
import type { Words } from '../words/en.ts';
import { LANGUAGES, useSpeech } from '../words/words.tsx';
import { Cover, nameOf } from './duty-cover.tsx';
import { DutyDays } from './duty-days.tsx';
import { DutyLadder, ladderName } from './duty-ladder.tsx';
import { ShiftDialog } from './duty-shift.tsx';
import { DutyTimes } from './duty-times.tsx';

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
  const [draft, setDraft] = useState(plan);
  return (
    <>
      <Shifts draft={draft} people={people} mayChange={mayChange} change={setDraft} />
      <DutyDays draft={draft} people={people} mayChange={mayChange} change={setDraft} />
      <DutyLadder draft={draft} mayChange={mayChange} change={setDraft} />
      <DutyTimes draft={draft} mayChange={mayChange} change={setDraft} />
      {draft !== plan && <Draft draft={draft} discard={() => setDraft(plan)} />}
    </>
  );
}

function Shifts({
  draft,
  people,
  mayChange,
  change,
}: {
  readonly draft: DutyPlan;
  readonly people: People;
  readonly mayChange: boolean;
  readonly change: (plan: DutyPlan) => void;
}) {
  const { words } = useSpeech();
  const { duty } = words;
  const [editing, setEditing] = useState<number | 'new'>();
  const put = (shift: Shift) => {
    const shifts = editing === 'new' ? [...draft.shifts, shift] : draft.shifts.map((one, i) => (i === editing ? shift : one));
    change({ ...draft, shifts });
    setEditing(undefined);
  };
  const of = draft.shifts.map((shift, i) => {
    const name = `${words.role[shift.role]}${words.common.colon} ${shift.users.map(nameOf({ people })).join(words.common.comma)}`;
    return {
      // Shifts have no name of their own: the place in the plan is what tells one from another.
      key: String(i),
      name,
      shown: (
        <>
          <strong>{name}</strong>{' '}
          <span className="number">
            {shift.from}–{shift.to}
          </span>{' '}
          <span className="muted">
            {shift.days.map((day) => duty.day[day]).join(words.common.comma)} · {duty.holidayRule[shift.holidays]}
            {shift.language && ` · ${duty.speaksOnly(LANGUAGES[shift.language])}`}
          </span>
        </>
      ),
      remove: () => change({ ...draft, shifts: draft.shifts.filter((_, j) => j !== i) }),
      edit: () => setEditing(i),
    };
  });
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
      <RemovableList of={of} none={duty.none} mayChange={mayChange} editWord={duty.editShift} />
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

/** What a change would bring, what is wrong with it, and why it is made. */
function Draft({ draft, discard }: { readonly draft: DutyPlan; readonly discard: () => void }) {
  const { language, words } = useSpeech();
  const { duty, thresholds } = words;
  const [found, setFound] = useState<Timetable>();
  const [refused, setRefused] = useState<string>();
  const [reason, setReason] = useState('');
  const { busy, wrong, attempt, refuse } = useAttempt();
  const [against] = contradictions(draft);
  useEffect(() => {
    if (against) return;
    let stale = false;
    acts.checkDuty(draft).then(
      (table) => {
        if (stale) return;
        setFound(table);
        setRefused(undefined);
      },
      (error) => !stale && setRefused(tooLate(error, words) ?? failureText(error, language, words)),
    );
    return () => {
      stale = true;
    };
  }, [draft, against, language, words]);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (against) return;
    if (reason.trim().length < 2) return refuse(thresholds.reasonNeeded);
    void attempt(async () => {
      await acts.setDuty(draft, reason.trim());
      say(duty.saved);
      refresh((path) => path.startsWith('/duty'));
    });
  };
  const problem = against ? contradictionText(against, words, language) : refused;
  return (
    <form className="panel duty-draft" onSubmit={save} noValidate>
      <div role="status">
        <p>
          <strong>{duty.changed}</strong>
        </p>
        {problem === undefined && found && <Cover table={found} plan={draft} brief />}
      </div>
      <WrongLine text={problem} />
      <Field label={thresholds.reason} hint={thresholds.reasonHint} wrong={wrong}>
        {(props) => (
          <input
            {...props}
            type="text"
            maxLength={500}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              refuse(undefined);
            }}
          />
        )}
      </Field>
      <p className="duty-acts">
        <button type="button" className="button" onClick={discard}>
          {duty.discard}
        </button>
        <button type="submit" className="button button-primary" disabled={busy || problem !== undefined}>
          {busy ? words.common.saving : duty.save}
        </button>
      </p>
    </form>
  );
}

/** The bound of the ladder that the server keeps, in the reader's words. */
function tooLate(error: unknown, words: Words): string | undefined {
  if (!(error instanceof ApiError) || error.code !== 'duty.unprotected') return undefined;
  const late = LADDERS.find((one) => error.at(`/ladder/${one}`) !== undefined);
  return late && words.duty.wrong['team-late'](ladderName(late, words));
}

function contradictionText(one: Contradiction, words: Words, language: Language): string {
  const says = words.duty.wrong;
  if (one.is === 'holiday-worked') return says['holiday-worked'](one.day);
  if (one.is === 'substitute-self') return says['substitute-self'];
  return says[one.is](ladderName(one.severity, words), stepTime(one.afterMinutes, language));
}
