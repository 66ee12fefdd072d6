import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { createCallers } from '../tests/callers.ts';
import { glucose, openTestHouse, type TestHouse } from '../tests/house.ts';
import type { NoteView, TaskView } from './desk-contract.ts';

/** Calls, own words and tasks, through the front door. */

const NOW = Date.UTC(2026, 2, 2, 9);
const clock = createReplayClock(NOW);
let house: TestHouse;
let alert: string;
const { call, hire } = createCallers(() => house, clock.now);

beforeAll(async () => {
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['meter-1']);
  await hire({ doctor: 'doctor', coordinator: 'coordinator', auditor: 'auditor' });
  await house.store.transact((records) => records.identities.save('p1', { name: 'Robin Example' }));
  const meter = await house.connect('meter-1');
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(18, NOW - 1000), { qos: 1 });
  await meter.endAsync();
  alert = (await house.store.alerts.open('p1'))[0]!.id;
});
afterAll(() => house.close());

const act = async (what: string, body: unknown, role = 'coordinator') => {
  const answer = await call('POST', `/alerts/${alert}/${what}`, role, body);
  return { status: answer.status, body: (await answer.json()) as NoteView[] & { code?: string } };
};

test('a call is noted: who, reached or not, what was said; reached without a word is refused', async () => {
  expect((await act('calls', { whom: 'patient', reached: true, said: ' ' })).status).toBe(400);
  expect((await act('calls', { whom: 'patient', reached: false })).status).toBe(200);
  const { body } = await act('calls', { whom: 'caregiver', reached: true, said: 'ate nothing' });
  expect(body).toMatchObject([
    { is: 'call', whom: 'patient', reached: false, said: '' },
    { is: 'call', whom: 'caregiver', reached: true, said: 'ate nothing', byName: 'Canary coordinator' },
  ]);
  const theirs = (await (await call('GET', '/patients/p1/notes', 'doctor')).json()) as NoteView[];
  expect(theirs.map(({ alert: of }) => of)).toEqual([alert, alert]);
  expect((await house.store.audit.list(9, 'p1')).filter(({ did }) => did === 'alert.call')).toHaveLength(2);
});

test('own words go to the patient, marked; not with a name or a number in them, nor to a caregiver whom nobody named', async () => {
  expect(await act('messages', { to: 'patient', text: 'Robin Example, call us' })).toMatchObject({
    status: 422,
    body: { code: 'conversation.identity' },
  });
  expect((await act('messages', { to: 'patient', text: 'Call +44 7700 900123' })).status).toBe(422);
  expect(await act('messages', { to: 'caregiver', text: 'Please look in' })).toMatchObject({
    status: 409,
    body: { code: 'desk.unreachable' },
  });
  expect((await act('messages', { to: 'patient', text: 'Please drink water and rest.' })).status).toBe(200);
  await house.settle();
  const told = (await house.store.inbox.of('p1', 99)).map(({ text }) => text).join('\n');
  expect(told).toContain('A care coordinator of your care team writes:\nPlease drink water and rest.\nThis does not replace');
});

test('a task is told at once, again when it is due, is somebody’s in the worklist, and done and undone', async () => {
  const due = clock.now() + 10 * MINUTE;
  expect((await act('tasks', { to: { user: 'auditor' }, due, text: 'look' })).status).toBe(400);
  expect((await act('tasks', { to: { role: 'doctor' }, due: NOW - HOUR, text: 'look' })).status).toBe(400);
  expect((await act('tasks', { to: { role: 'doctor' }, due, text: 'Look at the foot' })).status).toBe(200);
  const tasks = async (role: string) => (await (await call('GET', '/tasks', role)).json()) as TaskView[];
  expect(await tasks('doctor')).toMatchObject([{ text: 'Look at the foot', mine: true, patientName: 'Robin Example' }]);
  expect((await tasks('coordinator'))[0]).toMatchObject({ mine: false });
  const told = async () => {
    await house.settle();
    return (await house.store.outbox.of('p1', 99))
      .filter(({ message }) => message.template === 'task')
      .map(({ message }) => message.values['text.en']);
  };
  expect(await told()).toEqual(['New task: Look at the foot']);
  clock.advance(due);
  expect(await told()).toContain('This task is due now: Look at the foot');
  const [{ id } = { id: '' }] = await tasks('doctor');
  const settle = async (verb: string) => (await call('POST', `/tasks/${id}/${verb}`, 'doctor')).status;
  expect([await settle('done'), await settle('done')]).toEqual([200, 409]);
  expect(await tasks('doctor')).toEqual([]);
  expect(await settle('undone')).toBe(200);
  expect(await tasks('doctor')).toHaveLength(1);
  expect(await settle('done')).toBe(200);
});

test('all of it is in the incident bundle and in the alarm budget', async () => {
  const bundle = JSON.parse(await (await call('GET', `/alerts/${alert}/bundle`, 'doctor')).text()) as {
    files: { notes: NoteView[]; tasks: unknown[] };
  };
  expect(bundle.files.notes.map(({ is }) => is)).toEqual(['call', 'call', 'message', 'task']);
  expect(bundle.files.tasks).toMatchObject([{ text: 'Look at the foot', state: { is: 'done', by: 'doctor' } }]);
  const budget = await (await call('GET', `/alerts/budget?from=${NOW - HOUR}&to=${NOW + HOUR}`, 'doctor')).json();
  expect(budget).toMatchObject({
    rules: [{ calls: 2, reached: 1, messages: 1, tasks: 1, unanswered: 0 }],
    people: [{ by: 'coordinator', answered: 1 }],
  });
});
