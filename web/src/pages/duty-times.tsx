import { type FormEvent, useState } from 'react';
import type { DutyPlan } from '../../../domain/duty.ts';
import { type Bounds, DUTY_BOUNDS, type DutyTimes as Group } from '../../../domain/duty-bounds.ts';
import type { Language } from '../../../domain/source.ts';
import { inMinutes, inStepUnit, type StepUnit, stepTime } from '../format/step-time.ts';
import { Dialog } from '../parts/dialog.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech } from '../words/words.tsx';
import { CountField, UnitField } from './duty-time-field.tsx';

const GROUPS = Object.keys(DUTY_BOUNDS) as readonly Group[];

interface Line {
  readonly group: Group;
  readonly name: string;
  readonly value: number;
  readonly bounds: Bounds;
}

const linesOf = (plan: DutyPlan, group: Group): readonly Line[] =>
  Object.entries(DUTY_BOUNDS[group] as Readonly<Record<string, Bounds>>).map(([name, bounds]) => ({
    group,
    name,
    bounds,
    value: (plan[group] as Readonly<Record<string, number>>)[name]!,
  }));

/** Openings are counted, everything else is a time. */
const isCount = ({ name }: Pick<Line, 'name'>): boolean => name === 'openings';
const shownOf = (line: Pick<Line, 'name'>, value: number, language: Language, { duty }: Words): string =>
  isCount(line) ? duty.times(value) : stepTime(value, language);
const nameOf = ({ group, name }: Line, { duty, severity }: Words): string =>
  group === 'storm' ? duty.storm[name as keyof typeof duty.storm] : severity[name as keyof typeof severity];
const allowed = (line: Line, language: Language, words: Words): string =>
  words.duty.allowed(shownOf(line, line.bounds.least, language, words), shownOf(line, line.bounds.most, language, words));

/** How long an acknowledgement and a snooze hold, and what a storm is; each with the bounds that no plan may leave. */
export function DutyTimes({
  draft,
  mayChange,
  change,
}: {
  readonly draft: DutyPlan;
  readonly mayChange: boolean;
  readonly change: (plan: DutyPlan) => void;
}) {
  const { language, words } = useSpeech();
  const { duty, common, thresholds } = words;
  const [editing, setEditing] = useState<Line>();
  return (
    <section className="panel" aria-label={duty.holds}>
      <header className="panel-head">
        <h2>{duty.holds}</h2>
      </header>
      <p className="field-hint">{duty.holdsLede}</p>
      <div className="duty-cards">
        {GROUPS.map((group) => (
          <section key={group} aria-label={duty.holdsOf[group]}>
            <h3 className="duty-severity">{duty.holdsOf[group]}</h3>
            <ul className="duty-list">
              {linesOf(draft, group).map((line) => (
                <li key={line.name}>
                  <span className="duty-what">
                    {nameOf(line, words)}
                    {common.colon} <strong className="number">{shownOf(line, line.value, language, words)}</strong>{' '}
                    <span className="muted number">{allowed(line, language, words)}</span>
                  </span>
                  {mayChange && (
                    <span className="duty-acts">
                      <button
                        type="button"
                        className="button button-small"
                        aria-label={`${thresholds.edit}, ${duty.holdsOf[group]}: ${nameOf(line, words)}`}
                        onClick={() => setEditing(line)}
                      >
                        {thresholds.edit}
                      </button>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {editing && (
        <TimeDialog
          line={editing}
          close={() => setEditing(undefined)}
          take={(value) => {
            const { group, name } = editing;
            change({ ...draft, [group]: { ...draft[group], [name]: value } });
            setEditing(undefined);
          }}
        />
      )}
    </section>
  );
}

function TimeDialog({ line, close, take }: { readonly line: Line; readonly close: () => void; readonly take: (value: number) => void }) {
  const { language, words } = useSpeech();
  const { duty, common } = words;
  const begun = isCount(line) ? { count: line.value, unit: 'minutes' as const } : inStepUnit(line.value);
  const [typed, setTyped] = useState(String(begun.count));
  const [unit, setUnit] = useState<StepUnit>(begun.unit);
  const [tried, setTried] = useState(false);
  // A count is read like minutes: a whole number.
  const value = inMinutes(typed, unit);
  const isAllowed = value !== undefined && value >= line.bounds.least && value <= line.bounds.most;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isAllowed) take(value);
  };
  const hint = allowed(line, language, words);
  return (
    <Dialog title={`${duty.holdsOf[line.group]}${common.colon}${nameOf(line, words)}`} close={close}>
      <form onSubmit={submit} noValidate>
        <div className="plan-pair">
          <CountField
            label={isCount(line) ? duty.count : duty.time}
            hint={hint}
            wrong={tried && !isAllowed ? duty.outside(hint) : undefined}
            typed={typed}
            setTyped={setTyped}
          />
          {!isCount(line) && <UnitField unit={unit} setUnit={setUnit} />}
        </div>
        <SubmitFoot close={close} disabled={false}>
          {duty.take}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
