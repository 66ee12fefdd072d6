import { useState } from 'react';
import type { DutyPlan, Step } from '../../../domain/duty.ts';
import { LADDERS, type LadderName } from '../../../domain/duty-bounds.ts';
import { stepTime } from '../format/step-time.ts';
import { RemovableList } from '../parts/removable-list.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import type { Words } from '../words/en.ts';
import { useSpeech, useWords } from '../words/words.tsx';
import { StepDialog } from './duty-step.tsx';

/** What a ladder is called: its severity, or that it is for what came too late. */
export const ladderName = (name: LadderName, { duty, severity }: Words): string => (name === 'late' ? duty.late : severity[name]);

/** Who is told while nobody answers, by urgency. */
export function DutyLadder({
  draft,
  mayChange,
  change,
}: {
  readonly draft: DutyPlan;
  readonly mayChange: boolean;
  readonly change: (plan: DutyPlan) => void;
}) {
  const words = useWords();
  const { duty } = words;
  const [editing, setEditing] = useState<{ readonly severity: LadderName; readonly place: number | 'new' }>();
  const put = (severity: LadderName, steps: readonly Step[]) => {
    // The first that is told stands first.
    const inOrder = steps.toSorted((a, b) => a.afterMinutes - b.afterMinutes);
    change({ ...draft, ladder: { ...draft.ladder, [severity]: inOrder } });
  };
  return (
    <section className="panel" aria-label={duty.ladder}>
      <header className="panel-head">
        <h2>{duty.ladder}</h2>
      </header>
      <p className="field-hint">{duty.ladderLede}</p>
      <div className="duty-cards">
        {LADDERS.map((severity) => (
          <Rungs
            key={severity}
            severity={severity}
            steps={draft.ladder[severity]}
            mayChange={mayChange}
            put={(steps) => put(severity, steps)}
            open={(place) => setEditing({ severity, place })}
          />
        ))}
      </div>
      {editing && (
        <StepDialog
          step={editing.place === 'new' ? undefined : draft.ladder[editing.severity][editing.place]}
          title={`${duty.editStep}${words.common.colon}${ladderName(editing.severity, words)}`}
          close={() => setEditing(undefined)}
          take={(step) => {
            const { severity, place } = editing;
            const steps = draft.ladder[severity];
            put(severity, place === 'new' ? [...steps, step] : steps.map((one, i) => (i === place ? step : one)));
            setEditing(undefined);
          }}
        />
      )}
    </section>
  );
}

function Rungs({
  severity,
  steps,
  mayChange,
  put,
  open,
}: {
  readonly severity: LadderName;
  readonly steps: readonly Step[];
  readonly mayChange: boolean;
  readonly put: (steps: readonly Step[]) => void;
  readonly open: (place: number | 'new') => void;
}) {
  const { language, words } = useSpeech();
  const { duty, role } = words;
  const of = steps.map((step, place) => {
    const { afterMinutes, to, between } = step;
    const text = `${duty.afterTime(stepTime(afterMinutes, language))}${words.common.colon}${to === 'caregiver' ? duty.caregiver : role[to]}`;
    return {
      key: `${afterMinutes} ${to} ${place}`,
      name: text,
      shown: (
        <>
          <span className="duty-after number">{stepTime(afterMinutes, language, 'short')}</span>{' '}
          <strong>{to === 'caregiver' ? duty.caregiver : role[to]}</strong>{' '}
          {between && <span className="muted number">{duty.onlyBetween(between.from, between.to)}</span>}
        </>
      ),
      remove: () => put(steps.filter((one) => one !== step)),
      edit: () => open(place),
    };
  });
  return (
    <section aria-label={ladderName(severity, words)}>
      <h3 className="duty-severity">
        {severity !== 'late' && <SeverityMark of={severity} />} {ladderName(severity, words)}
      </h3>
      <RemovableList of={of} none={duty.ladderNone} mayChange={mayChange} editWord={duty.editStep} />
      {mayChange && steps.length < 12 && (
        <button type="button" className="button button-small duty-add-step" onClick={() => open('new')}>
          {duty.addStep}
        </button>
      )}
    </section>
  );
}
