import { type FormEvent, useState } from 'react';
import type { Step } from '../../../domain/duty.ts';
import { inMinutes, inStepUnit, type StepUnit } from '../format/step-time.ts';
import { Choice } from '../parts/choice.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { SubmitFoot } from '../parts/submit-foot.tsx';
import { WrongLine } from '../parts/wrong-line.tsx';
import { useWords } from '../words/words.tsx';
import { CountField, UnitField } from './duty-time-field.tsx';

const BEGINNING: Step = { afterMinutes: 30, to: 'coordinator' };
const HOURS = { from: '08:00', to: '20:00' };

/** One step of the ladder: after how long, who, and in which hours. */
export function StepDialog({
  step = BEGINNING,
  title,
  close,
  take,
}: {
  readonly step: Step | undefined;
  readonly title: string;
  readonly close: () => void;
  readonly take: (step: Step) => void;
}) {
  const { duty, role } = useWords();
  const begun = inStepUnit(step.afterMinutes);
  const [typed, setTyped] = useState(String(begun.count));
  const [unit, setUnit] = useState<StepUnit>(begun.unit);
  const [to, setTo] = useState(step.to);
  const [between, setBetween] = useState(step.between);
  const [tried, setTried] = useState(false);
  const afterMinutes = inMinutes(typed, unit);
  const wrongHours = between !== undefined && (between.from === '' || between.to === '' || between.from === between.to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (afterMinutes !== undefined && !wrongHours) take({ afterMinutes, to, ...(between ? { between } : {}) });
  };
  const hour = (label: string, key: 'from' | 'to', hours: typeof HOURS) => (
    <Field label={label}>
      {(props) => (
        <input {...props} type="time" value={hours[key]} onChange={(event) => setBetween({ ...hours, [key]: event.target.value })} />
      )}
    </Field>
  );
  return (
    <Dialog title={title} close={close}>
      <form onSubmit={submit} noValidate>
        <div className="plan-pair">
          <CountField
            label={duty.after}
            wrong={tried && afterMinutes === undefined ? duty.stepWrong : undefined}
            typed={typed}
            setTyped={setTyped}
          />
          <UnitField unit={unit} setUnit={setUnit} />
        </div>
        <Choice
          titled
          name="told"
          label={duty.told}
          value={to}
          choose={setTo}
          options={[
            ['caregiver', duty.caregiver],
            ['coordinator', role.coordinator],
            ['doctor', role.doctor],
          ]}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={between !== undefined}
            onChange={({ target }) => setBetween(target.checked ? HOURS : undefined)}
          />
          {duty.between}
        </label>
        {between && (
          <div className="plan-pair">
            {hour(duty.begins, 'from', between)}
            {hour(duty.ends, 'to', between)}
          </div>
        )}
        <WrongLine text={tried && wrongHours ? duty.hoursNeeded : undefined} />
        <SubmitFoot close={close} disabled={false}>
          {duty.take}
        </SubmitFoot>
      </form>
    </Dialog>
  );
}
