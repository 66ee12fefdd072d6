import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type DeskNote, MOST_NOTES } from '../../domain/desk-note.ts';
import { HearthError } from '../../domain/errors.ts';
import { TASK_ROLES, type Task } from '../../domain/task.ts';
import type { User } from '../../domain/user.ts';
import { GiveTask, NoteCall, NoteView, SendWords, TaskPerson, TaskView } from '../desk-contract.ts';
import type { ApiParts } from '../parts.ts';
import { byName, staffNames } from '../views.ts';

const Alert = z.object({ alert: z.string().max(64) });
const TaskId = z.object({ task: z.string().max(64) });
const MOST_TASKS = 500;

/** Calls, messages in somebody's own words, and tasks: what people do about an alert, and what they ask of each other. */
export const deskRoutes =
  ({ store, noteDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/alerts/:alert/notes',
      { schema: { summary: 'What people did about an alert, oldest first.', params: Alert, response: { 200: z.array(NoteView) } } },
      async ({ params, user }) => viewsOf(await store.deskNotes.ofAlert(params.alert), user!),
    );

    app.get(
      '/patients/:patient/notes',
      {
        schema: {
          summary: 'What people did about a patient’s alerts, newest first.',
          params: z.object({ patient: z.string() }),
          response: { 200: z.array(NoteView) },
        },
      },
      async ({ params, user }) => viewsOf(await store.deskNotes.of(params.patient, MOST_NOTES), user!),
    );

    app.post(
      '/alerts/:alert/calls',
      {
        schema: {
          summary: 'Notes a telephone call: who was called, whether they were reached, what was said.',
          params: Alert,
          body: NoteCall,
          response: { 200: z.array(NoteView) },
        },
      },
      async ({ params: { alert }, body, user }) => {
        if (body.reached && body.said === '') throw new HearthError('api.invalid', SAY, [{ pointer: '/said', detail: SAY }]);
        await noteDesk.call(alert, user!.id, body);
        return viewsOf(await store.deskNotes.ofAlert(alert), user!);
      },
    );

    app.post(
      '/alerts/:alert/messages',
      {
        schema: {
          summary: 'Writes to the patient or the caregivers, in a person’s own words. Refused where it tells who the patient is.',
          params: Alert,
          body: SendWords,
          response: { 200: z.array(NoteView) },
        },
      },
      async ({ params: { alert }, body, user }) => {
        await noteDesk.message(alert, user!, body);
        return viewsOf(await store.deskNotes.ofAlert(alert), user!);
      },
    );

    app.post(
      '/alerts/:alert/tasks',
      {
        schema: {
          summary: 'Gives one person, or a role, something to do; they are told now, and again when it is due.',
          params: Alert,
          body: GiveTask,
          response: { 200: z.array(NoteView) },
        },
      },
      async ({ params: { alert }, body, user }) => {
        await noteDesk.task(alert, user!.id, body);
        return viewsOf(await store.deskNotes.ofAlert(alert), user!);
      },
    );

    app.get(
      '/tasks',
      { schema: { summary: 'Tasks that are not done, the first that is due first.', response: { 200: z.array(TaskView) } } },
      async ({ user, sight }) => {
        const open = await sight.only(await store.tasks.open(MOST_TASKS), ({ patient }) => patient);
        return taskViews(open, user!);
      },
    );

    app.get('/tasks/people', { schema: { summary: 'To whom a task can be given.', response: { 200: z.array(TaskPerson) } } }, async () =>
      (await store.users.list()).flatMap(({ id, name, role, disabled }) => {
        const known = TASK_ROLES.find((one) => one === role);
        return known === undefined || disabled !== undefined ? [] : [{ id, name, role: known }];
      }),
    );

    for (const [verb, done] of [
      ['done', true],
      ['undone', false],
    ] as const) {
      app.post(
        `/tasks/:task/${verb}`,
        {
          schema: {
            summary: done ? 'The task is done.' : 'The task is not done after all: it is waited for again.',
            params: TaskId,
            response: { 200: TaskView },
          },
        },
        async ({ params: { task }, user }) => (await taskViews([await noteDesk.settleTask(task, user!.id, done)], user!))[0]!,
      );
    }

    async function taskViews(tasks: readonly Task[], user: User): Promise<TaskView[]> {
      const staff = await staffNames(store);
      const names = await store.identities.get([...new Set(tasks.map(({ patient }) => patient))]);
      return tasks.map((task) => {
        const { to, state, patient } = task;
        const name = names.get(patient)?.name;
        const person = 'user' in to ? staff.get(to.user) : undefined;
        return {
          ...task,
          ...byName(task.by, staff),
          ...(name === undefined ? {} : { patientName: name }),
          to: { ...to, ...(person === undefined ? {} : { name: person }) },
          state: { ...state, ...('by' in state ? byName(state.by, staff) : {}) },
          mine: 'user' in to ? to.user === user.id : to.role === user.role,
        };
      });
    }

    async function viewsOf(notes: readonly DeskNote[], user: User): Promise<NoteView[]> {
      const staff = await staffNames(store);
      const views: NoteView[] = [];
      for (const note of notes) {
        const common = { ...note, ...byName(note.by, staff) };
        if (common.is === 'task') {
          const task = await store.tasks.get(common.task);
          if (task) views.push({ ...common, task: (await taskViews([task], user))[0]! });
        } else views.push(common);
      }
      return views;
    }
  };

const SAY = 'A call in which somebody was reached needs a word of what was said.';
