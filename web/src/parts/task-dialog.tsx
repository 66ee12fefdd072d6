import { useState } from 'react';
import type { AlertView } from '../../../api/contract.ts';
import { TASK_ROLES, type TaskFor } from '../../../domain/task.ts';
import * as acts from '../api/desk-acts.ts';
import * as resources from '../api/desk-resources.ts';
import { useResource } from '../api/use-resource.ts';
import { useWords } from '../words/words.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import { Field } from './field.tsx';

const HOUR = 3_600_000;

/** `2026-03-02T14:30` on the reader's clock, for the field of a date and a time. */
const localText = (at: number): string => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** Something to do for one person, or for anybody of a role. */
export function TaskDialog({
  alert,
  close,
  done,
}: {
  readonly alert: AlertView;
  readonly close: () => void;
  readonly done: (did: string) => void;
}) {
  const { desk, role } = useWords();
  const people = useResource(resources.taskPeople).data ?? [];
  const [whom, setWhom] = useState('role doctor');
  const [due, setDue] = useState(() => localText(Date.now() + 4 * HOUR));
  const [text, setText] = useState('');
  const send = async () => {
    const at = new Date(due).getTime();
    if (text.trim() === '') return desk.taskNeeded;
    if (!(at > Date.now())) return desk.dueWrong;
    const taskRole = TASK_ROLES.find((one) => whom === `role ${one}`);
    const to: TaskFor = taskRole ? { role: taskRole } : { user: whom };
    await acts.giveTask(alert.id, { to, due: at, text: text.trim() });
    done(desk.didTask);
    return undefined;
  };
  return (
    <DeskDialog alert={alert} title={desk.taskTitle} action={desk.give} close={close} send={send}>
      <Field label={desk.taskText}>
        {(props) => <textarea {...props} rows={2} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <div className="plan-pair">
        <Field label={desk.taskFor}>
          {(props) => (
            <select {...props} value={whom} onChange={(event) => setWhom(event.target.value)}>
              {TASK_ROLES.map((one) => (
                <option key={one} value={`role ${one}`}>
                  {desk.taskRole(role[one])}
                </option>
              ))}
              {people.map(({ id, name, role: is }) => (
                <option key={id} value={id}>
                  {name} ({role[is]})
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={desk.due}>
          {(props) => <input {...props} type="datetime-local" value={due} onChange={(event) => setDue(event.target.value)} />}
        </Field>
      </div>
    </DeskDialog>
  );
}
