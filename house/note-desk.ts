import { NO_DOCTOR } from '../advice/closing.ts';
import { leaksIn } from '../advice/questions/leak.ts';
import { ROLE_NAMES } from '../advice/questions/texts.ts';
import type { Alert, AlertId } from '../domain/alert.ts';
import type { StaffSee } from '../domain/care-team.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import { ASKED_ROLES } from '../domain/conversation.ts';
import type { Decision } from '../domain/decision.ts';
import type { Called, DeskNote } from '../domain/desk-note.ts';
import { HearthError } from '../domain/errors.ts';
import { deskNoteId, messageKey, taskId } from '../domain/identity.ts';
import type { Role } from '../domain/message.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records, Store } from '../domain/store.ts';
import { TASK_ROLES, type Task, type TaskFor } from '../domain/task.ts';
import type { User } from '../domain/user.ts';

export interface NoteDeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly staffSee: StaffSee;
  /** The names by which a text would tell who the patient is. */
  readonly namesOf: (patient: PatientId) => Promise<readonly string[]>;
  /** Whether anybody of this role can be sent a message outside of the house. */
  readonly reaches: (role: Role, about: PatientId) => Promise<boolean>;
}

const TASK_TIMER = 'task:';

/**
 * What people do about an alert besides answering and closing it: they telephone, write in their own words, and ask somebody to do
 * something. Each act is one transaction with its audit, and a note that is kept with the alert. Throws HearthError api.not-found,
 * api.invalid, conversation.identity, desk.unreachable, task.done.
 */
export function createNoteDesk({ store, clock, staffSee, namesOf, reaches }: NoteDeskParts) {
  type Noted = DeskNote extends infer One ? (One extends DeskNote ? Omit<One, 'id' | 'alert' | 'patient' | 'at' | 'by'> : never) : never;
  interface Act {
    readonly alert: Alert;
    readonly records: Records;
    readonly at: Instant;
  }

  async function act(
    id: AlertId,
    by: string,
    work: (act: Act) => Promise<{ readonly noted: Noted; readonly decisions?: readonly Decision[] }>,
  ): Promise<void> {
    await store.transact(async (records) => {
      const alert = await records.alerts.get(id);
      if (!alert) throw new HearthError('api.not-found', 'There is no such alert.');
      const { patient } = alert;
      // Two acts of one moment are two acts.
      const last = (await records.deskNotes.ofAlert(id)).at(-1);
      const at = Math.max(clock.now(), (last?.at ?? 0) + 1);
      const { noted, decisions = [] } = await work({ alert, records, at });
      const note = { ...noted, id: deskNoteId(id, by, noted.is, at), alert: id, patient, at, by } as DeskNote;
      await records.deskNotes.add(note);
      await records.decisions.apply(decisions, at);
      await records.audit.note([{ at, by, did: `alert.${noted.is}`, patient, about: { alert: id, note: note.id, ...aboutOf(note) } }]);
    });
  }

  return {
    call: (id: AlertId, by: string, call: { readonly whom: Called; readonly reached: boolean; readonly said: string }) =>
      act(id, by, async () => ({ noted: { is: 'call', ...call } })),

    /** A person's own words, marked as such. */
    message: (id: AlertId, { id: by, role }: Pick<User, 'id' | 'role'>, { to, text }: { to: 'patient' | 'caregiver'; text: string }) =>
      act(id, by, async ({ alert, records, at }) => {
        const { patient } = alert;
        const language = (await records.patients.get([patient])).get(patient)?.language ?? 'en';
        const found = leaksIn(text, [patient, ...(await namesOf(patient))])[0]?.why;
        if (found !== undefined) throw new HearthError('conversation.identity', undefined, [{ pointer: '/text', detail: found }]);
        if (to === 'caregiver' && !(await reaches('caregiver', patient))) throw new HearthError('desk.unreachable');
        const who = ROLE_NAMES[ASKED_ROLES.find((one) => one === role) ?? 'coordinator'];
        const key = messageKey(`${id} ${by} ${at}`, 'words.person', to, patient);
        const send: Decision = {
          do: 'send',
          message: {
            key,
            to: { person: patient, role: to },
            about: patient,
            alert: id,
            template: 'words.person',
            values: { text: `${text}\n${NO_DOCTOR[language]}`, 'who.zh-CN': who['zh-CN'], 'who.en': who.en },
            urgent: alert.severity === 'high' && !alert.late,
            due: clock.now(),
          },
        };
        return { noted: { is: 'message', to, text, message: key }, decisions: [send] };
      }),

    task: (id: AlertId, by: string, given: { readonly to: TaskFor; readonly due: Instant; readonly text: string }) =>
      act(id, by, async ({ alert: { patient }, records, at }) => {
        if (given.due <= at) throw invalid('/due', 'a moment that is still to come');
        await mustSee(records, given.to, patient);
        const task: Task = { id: taskId(id, by, at), patient, alert: id, by, at, ...given, state: { is: 'open' } };
        await records.tasks.save(task);
        const decisions: readonly Decision[] = [
          await tellOf(task, records, 'given', clock.now()),
          { do: 'wake', at: task.due, what: TASK_TIMER + task.id, patient },
        ];
        return { noted: { is: 'task', task: task.id }, decisions };
      }),

    /** Done, or after all not: then it is waited for again. */
    settleTask: (id: string, by: string, done: boolean): Promise<Task> =>
      store.transact(async (records) => {
        const at = clock.now();
        const task = await records.tasks.get(id);
        if (!task) throw new HearthError('api.not-found', 'There is no such task.');
        if (done && task.state.is === 'done') throw new HearthError('task.done');
        const next: Task = { ...task, state: done ? { is: 'done', at, by } : { is: 'open' } };
        await records.tasks.save(next);
        const what = TASK_TIMER + id;
        const { patient, due } = task;
        await records.decisions.apply(
          [done ? { do: 'unwake', what, patient } : { do: 'wake', at: Math.max(due, at + 1), what, patient }],
          at,
        );
        const did = done ? 'task.done' : 'task.undone';
        await records.audit.note([{ at, by, did, patient, about: { task: id, alert: task.alert } }]);
        return next;
      }),
  };

  /** Whom nobody sees to be there, or who does not see the patient, cannot be given a task about one. */
  async function mustSee(records: Records, to: TaskFor, patient: PatientId): Promise<void> {
    if ('role' in to) return;
    const user = (await records.users.list()).find(({ id, disabled }) => id === to.user && disabled === undefined);
    if (!user || roleOf(user) === undefined) throw invalid('/to/user', `${to.user} is nobody who is given tasks`);
    const team = staffSee === 'their-patients' ? await records.careTeams.of(patient) : undefined;
    if (team && !team.some(({ user: one }) => one === to.user)) throw invalid('/to/user', `${user.name} does not see this patient`);
  }
}

/** A timer of this desk: reminds whoever has not done a task that is due. Undefined for timers of others. */
export async function wakeTask(what: string, records: Records, now: Instant): Promise<readonly Decision[] | undefined> {
  if (!what.startsWith(TASK_TIMER)) return undefined;
  const task = await records.tasks.get(what.slice(TASK_TIMER.length));
  return task?.state.is === 'open' ? [await tellOf(task, records, `due ${task.due}`, now)] : [];
}

async function tellOf(task: Task, { users }: Pick<Records, 'users'>, cause: string, now: Instant): Promise<Decision> {
  const { to, patient, alert, text } = task;
  const user = 'user' in to ? (await users.list()).find(({ id }) => id === to.user) : undefined;
  const role = 'role' in to ? to.role : ((user && roleOf(user)) ?? 'coordinator');
  const person = 'user' in to ? to.user : 'team';
  const due = cause === 'given' ? { en: 'New task', 'zh-CN': '新任务' } : { en: 'This task is due now', 'zh-CN': '任务已到期' };
  return {
    do: 'send',
    message: {
      key: messageKey(`${task.id} ${cause}`, 'task', role, person),
      to: { person, role },
      about: patient,
      alert,
      template: 'task',
      values: { 'text.en': `${due.en}: ${text}`, 'text.zh-CN': `${due['zh-CN']}：${text}` },
      urgent: false,
      due: now,
    },
  };
}

const roleOf = ({ role }: Pick<User, 'role'>) => TASK_ROLES.find((one) => one === role);
const invalid = (pointer: string, detail: string): HearthError => new HearthError('api.invalid', detail, [{ pointer, detail }]);

const aboutOf = (note: DeskNote): Readonly<Record<string, string | number>> =>
  note.is === 'call' ? { whom: note.whom, reached: note.reached ? 1 : 0 } : note.is === 'message' ? { to: note.to } : { task: note.task };
