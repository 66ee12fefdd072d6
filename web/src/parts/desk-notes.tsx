import type { NoteView, TaskView } from '../../../api/desk-contract.ts';
import { refresh } from '../api/cache.ts';
import * as acts from '../api/desk-acts.ts';
import * as resources from '../api/desk-resources.ts';
import { useResource } from '../api/use-resource.ts';
import { failureText } from '../format/refusal.ts';
import type { Words } from '../words/en.ts';
import { useSpeech } from '../words/words.tsx';
import { useMay } from './may.tsx';
import { Moment } from './moment.tsx';
import { say } from './toast.tsx';
import '../styles/desk.css';

/** What people did about one alert, the oldest first. Nothing where nobody did anything yet. */
export function DeskNotes({ alert, zone }: { readonly alert: string; readonly zone: string | undefined }) {
  const { words } = useSpeech();
  const { read } = useMay();
  const notes = useResource(read ? resources.notesOf(alert) : undefined).data;
  if (!notes || notes.length === 0) return null;
  return (
    <section className="desk-notes" aria-label={words.desk.notes}>
      <h3>{words.desk.notes}</h3>
      <ol>
        {notes.map((note) => (
          <li key={note.id}>
            <p className="desk-note-head">
              <strong>{headOf(note, words)}</strong>{' '}
              <span className="muted">
                {note.byName ?? note.by} · <Moment at={note.at} zone={zone} />
              </span>
            </p>
            <NoteText note={note} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function NoteText({ note }: { readonly note: NoteView }) {
  const text = note.is === 'call' ? note.said : note.is === 'message' ? note.text : note.task.text;
  return (
    <>
      {text !== '' && <p className="desk-note-text">{text}</p>}
      {note.is === 'task' && <TaskState task={note.task} />}
    </>
  );
}

/** Until when, whether it is done, and the way from one to the other. */
export function TaskState({ task }: { readonly task: TaskView }) {
  const { words } = useSpeech();
  const { desk } = words;
  const settle = useSettle();
  const done = task.state.is === 'done';
  return (
    <p className="desk-task-state muted">
      {done ? desk.doneBy(task.state.byName ?? task.state.by ?? '') : desk.dueAt} <Moment at={task.state.at ?? task.due} zone={undefined} />
      <button type="button" className="button button-small" onClick={() => settle(task, done ? 'undone' : 'done')}>
        {done ? desk.undone : desk.done}
      </button>
    </p>
  );
}

/** Marks a task as done or not, and says so. */
export function useSettle() {
  const { language, words } = useSpeech();
  return async (task: TaskView, verb: 'done' | 'undone') => {
    try {
      await acts.settleTask(task.id, verb);
      say(verb === 'done' ? words.desk.didDone : words.desk.didUndone);
    } catch (error) {
      say(failureText(error, language, words), true);
    }
    refresh((path) => path.includes('/tasks') || path.includes('/notes'));
  };
}

export const taskFor = ({ to }: TaskView, words: Words): string =>
  to.name ?? to.user ?? (to.role ? words.desk.taskRole(words.role[to.role]) : '');

function headOf(note: NoteView, words: Words): string {
  const { desk } = words;
  if (note.is === 'call') return `${desk.call} · ${desk.called(desk.whoms[note.whom], note.reached)}`;
  return note.is === 'message' ? desk.wrote(desk.tos[note.to]) : desk.asked(taskFor(note.task, words));
}
