import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OwnConversation } from '../api/conversation-contract.ts';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { staySignedIn } from './callers.ts';
import { glucose, openTestHouse, type TestHouse } from './house.ts';

/** Questions of patients, from the own page or a reply to the answer, through the whole house. */

const NOON = Temporal.Instant.from('2026-03-20T12:00Z').epochMilliseconds;
/** No emergency by its words, and nobody knows what it is. */
const WORRYING = 'my knees hurt and the parrot looks scared';
const ROLES = ['doctor', 'coordinator', 'pharmacist'] as const;

let clock: ReplayClock;
let house: TestHouse;
beforeEach(async () => {
  clock = createReplayClock(NOON);
  house = await openTestHouse({
    clock,
    settings: { http: { port: 0, requestsPerMinute: 100_000 }, clinic: { name: 'Clinic', zone: 'Europe/London', language: 'en' } },
  });
  await house.moveIn('p1', ['meter-1'], { medicines: ['simvastatin'] });
  await house.store.transact((records) => records.identities.save('p1', { name: 'Plainly Invented', phone: '+44 7700 900123' }));
  for (const role of ROLES) await staySignedIn(house, { id: role, name: `Demo ${role}`, role, language: 'en' });
});
afterEach(() => house.close());

const call = async (method: string, path: string, body?: unknown, role: (typeof ROLES)[number] = 'doctor') => {
  const answer = await fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: {
      'hearth-request': '1',
      cookie: `hearth=of-${role}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
};
const token = async () => (await call('POST', '/patients/p1/own-page', undefined, 'coordinator')).body.path.slice(3);
let asked = 0;
const ask = async (text: string, id = `message-${asked++}`, more = {}) =>
  call('POST', `/own-page/${await token()}/messages`, { id, text, ...more });
const own = async (): Promise<OwnConversation> => (await call('GET', `/own-page/${await token()}/conversation`)).body;
/** What the house said last. */
const said = async () => (await own()).said.at(-1)!;
const reply = (body: object) =>
  fetch(`${house.url}/api/v1/replies`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('meter-1:secret of meter-1')}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then(async (answer) => ({ status: answer.status, body: await answer.json() }));
const inbox = async (address: string) => (await house.store.inbox.of('p1', 99)).filter((entry) => entry.address === address);

async function measure(...values: readonly number[]): Promise<void> {
  const meter = await house.connect('meter-1');
  for (const [i, value] of values.entries())
    await meter.publishAsync('hearth/v1/meter-1/readings', glucose(value, clock.now() - (values.length - i) * HOUR), { qos: 1 });
  await meter.endAsync();
}

describe('numbers of one’s own', () => {
  test('are counted, in the patient’s unit, with a course, and judged by nobody', async () => {
    await measure(6, 7, 8);
    expect((await ask('How is my sugar this week?')).body).toMatchObject({ thinking: true });
    await house.settle();
    const answer = await said();
    expect(answer.text).toBe(
      'In the last 7 days: 3 glucose readings. Mean 7.0 mmol/L, lowest 6.0 mmol/L, highest 8.0 mmol/L. Latest glucose: 8.0 mmol/L, measured on 20 March, 11:00.\n' +
        'These are numbers only. Ask your doctor what they mean for you.\n' +
        "This does not replace your doctor's diagnosis and treatment; if you feel unwell, see a doctor.",
    );
    expect(answer.chart).toMatchObject({ kind: 'glucose', unit: 'mmol/L', points: [{ value: 6 }, { value: 7 }, { value: 8 }] });
    expect(await own()).toMatchObject({ thinking: false });
    const conversation = (await house.store.conversations.of('p1', 9))[0]!;
    const kept = (await house.store.conversations.saidIn(conversation.id, 9))[1]!.trail!;
    expect(kept).toMatchObject({ understood: { intent: 'readings', about: ['glucose'], days: 7 }, by: 'readings' });
    expect(kept.facts.map(({ id }) => id)).toEqual(['glucose.asked.count', 'glucose.asked.summary', 'glucose.asked.last']);
  });

  test('in mg/dL for whom reads mg/dL; a reply is answered by a message', async () => {
    const patient = (await house.store.patients.get(['p1'])).get('p1')!;
    await house.store.transact((records) => records.patients.save({ ...patient, glucoseUnit: 'mg/dL' }));
    await measure(6, 8);
    expect(await reply({ id: 'sms-1', text: 'when did I last measure my sugar' })).toMatchObject({ body: { outcome: 'passed-on' } });
    await house.settle();
    const [message] = await inbox('p1');
    expect(message!.subject).toBe('Answer to your question');
    expect(message!.text).toContain('Latest glucose: 144 mg/dL');
    expect(message!.text).toContain('Mean 126 mg/dL');
  });
});

describe('danger', () => {
  test('is answered before the door says "received", and people are told in the same commit', async () => {
    const { status, body } = await ask('I have a terrible pain in my chest');
    expect(status).toBe(201);
    // Nothing has run yet but the transaction of the message.
    expect(body.said[1].text).toContain('call the emergency number (999) now');
    expect(body.said[1].text).toContain('does not replace');
    const [alert] = await house.store.alerts.open('p1');
    expect(alert).toMatchObject({ severity: 'high', rule: { id: 'answers.said.chest-pain' } });
    expect((await house.store.outbox.of('p1', 9)).map(({ message: { to, urgent } }) => `${to.role} ${urgent}`).toSorted()).toEqual([
      'caregiver true',
      'coordinator true',
      'doctor true',
      'patient true',
    ]);
    await house.settle();
    const told = (await inbox('team:doctor')).find(({ text }) => text.includes('chest'));
    expect(told!.text).toContain('I have a terrible pain in my chest');
    // The ladder of the alert goes on until somebody answers; the pathway asks whether help has come.
    clock.advance(NOON + 11 * MINUTE);
    await house.settle();
    expect((await house.store.followUps.open('p1'))[0]!.question.en).toContain('Is somebody helping you now?');
    clock.advance(NOON + 30 * MINUTE);
    await house.settle();
    expect((await inbox('team:doctor')).some(({ subject }) => subject.includes('Still open: The message speaks of chest pain'))).toBe(true);
    expect((await house.store.outbox.dead(9)).map(({ delivery }) => delivery)).toEqual([]);
  });

  test('opens one alert, however often it is written, and no limit stands before it', async () => {
    for (let i = 0; i < 25; i++) await ask('hello there, how are you');
    expect((await ask('hello again')).body).toMatchObject({ code: 'message.too-many' });
    expect((await ask('I want to die')).body.said.at(-1).text).toContain('12356');
    await ask('I really want to die now');
    expect(await house.store.alerts.open('p1')).toHaveLength(1);
  });
});

describe('a message', () => {
  test('is taken once, and answered once', async () => {
    await ask('how is my blood pressure', 'the-same-id');
    await ask('how is my blood pressure', 'the-same-id');
    await house.settle();
    await house.settle();
    expect((await own()).said.map(({ from }) => from)).toEqual(['patient', 'hearth']);
  });

  test('that is too long, or has a picture, is refused with one sentence; a reply with a picture is told so', async () => {
    expect((await ask('x'.repeat(1001))).body).toMatchObject({ status: 422, code: 'message.too-long' });
    expect((await ask('see here', 'with-picture', { attachments: [{}] })).body).toMatchObject({ status: 422, code: 'message.attachment' });
    expect(await reply({ id: 'mms-1', text: '', attachments: 1 })).toMatchObject({ status: 200 });
    expect(await reply({ id: 'mms-2', text: '' })).toMatchObject({ status: 400 });
    await house.settle();
    expect((await inbox('p1')).map(({ text }) => text)[0]).toContain('We can only read text here');
  });

  test('more than the hour allows: what sounds as if it could not wait is still seen, at every door, and told once an hour', async () => {
    const urgent = async (role: string) =>
      (await house.store.outbox.of('p1', 999)).filter(({ message }) => message.urgent && message.to.role === role).length;
    for (let i = 0; i < 25; i++) await reply({ id: `sms-${i}`, text: `something ${i}` });
    const waits = async () => (await house.store.conversations.waiting(9))[0]!.state;
    // As what nobody understood: two hours at the most.
    expect(await waits()).toMatchObject({ by: NOON + 2 * HOUR });
    expect(await urgent('doctor')).toBe(0);
    expect((await ask('hello')).body).toMatchObject({ code: 'message.too-many' });
    clock.advance(NOON + 10 * MINUTE);
    expect((await ask(WORRYING)).status).toBe(201);
    expect(await waits()).toMatchObject({ by: NOON + 10 * MINUTE + HOUR });
    expect((await said()).text).toContain('do not wait for an answer here');
    expect(await urgent('doctor')).toBe(1);
    for (let i = 0; i < 5; i++) await reply({ id: `again-${i}`, text: `${WORRYING} ${i}` });
    expect(await urgent('doctor')).toBe(1);
    expect((await reply({ id: 'danger', text: 'I have a terrible pain in my chest' })).status).toBe(200);
    expect(await house.store.alerts.open('p1')).toHaveLength(1);
  });

  test('more than the hour allows and at once worrying: a doctor within the hour', async () => {
    for (let i = 0; i < 20; i++) expect((await ask('thank you')).status).toBe(201);
    await house.settle();
    expect((await house.store.conversations.waiting(9)).length).toBe(0);
    await reply({ id: 'w', text: WORRYING });
    expect((await house.store.conversations.waiting(9))[0]!.state).toMatchObject({ role: 'doctor', by: NOON + HOUR });
  });

  test('more than the hour allows, by reply: kept, not answered, and a person reads them', async () => {
    for (let i = 0; i < 22; i++) await reply({ id: `sms-${i}`, text: `something ${i}` });
    await house.settle();
    const [conversation] = await house.store.conversations.waiting(9);
    expect(conversation).toBeDefined();
    const all = await house.store.conversations.saidIn(conversation!.id, 99);
    expect(all.filter(({ from }) => from === 'patient')).toHaveLength(22);
  });
});

test('an emergency waits for the doctor, whoever else writes to the patient, closes it or passes it on', async () => {
  await ask('I have crushing chest pain');
  const waits = { role: 'doctor', by: NOON + HOUR };
  expect((await own()).waiting).toEqual(waits);
  const [conversation] = await house.store.conversations.of('p1', 1);
  const path = `/conversations/${conversation!.id}`;
  expect((await call('POST', `${path}/answer`, { text: 'ok' }, 'pharmacist')).status).toBe(200);
  expect((await said()).text).toMatch(/^ok/);
  expect((await own()).waiting).toEqual(waits);
  const refused = { status: 409, body: { code: 'conversation.emergency' } };
  expect(await call('POST', `${path}/close`, undefined, 'pharmacist')).toMatchObject(refused);
  expect(await call('POST', `${path}/pass-on`, { role: 'pharmacist' }, 'pharmacist')).toMatchObject(refused);
  expect((await call('POST', `${path}/pass-on`, { role: 'coordinator' }, 'doctor')).status).toBe(200);
  expect(await call('POST', `${path}/close`, undefined, 'pharmacist')).toMatchObject(refused);
  expect((await call('POST', `${path}/answer`, { text: 'I called; help is with you.' }, 'coordinator')).status).toBe(200);
  expect((await own()).waiting).toBeUndefined();
});

describe('what nobody can answer safely', () => {
  test('that nobody understands is read by a person within two hours: it may be an emergency in unusual words', async () => {
    await ask('A lamp hums in the hall since Tuesday');
    await house.settle();
    expect((await own()).waiting).toEqual({ role: 'doctor', by: NOON + 2 * HOUR });
  });

  test('goes to a person of the role, whole; the patient is told when to expect it, and gets the person’s words as such', async () => {
    await ask('Can I take ibuprofen and zzquine with my tablets?');
    await house.settle();
    expect((await said()).text).toMatch(/A pharmacist will see all that you wrote and answer, by 21 March at 12:00/);
    expect((await own()).waiting).toEqual({ role: 'pharmacist', by: NOON + DAY });
    expect((await inbox('team:pharmacist'))[0]!.text).toContain('zzquine');
    const { body: waiting } = await call('GET', '/conversations?role=pharmacist', undefined, 'pharmacist');
    expect(waiting).toMatchObject([{ patient: 'p1', patientName: 'Plainly Invented', state: { is: 'waiting' } }]);
    const path = `/conversations/${waiting[0].id}`;
    expect((await call('GET', path, undefined, 'pharmacist')).body.said[1].trail).toMatchObject({
      understood: { intent: 'medicine' },
      handedOn: { en: expect.stringMatching(/[a-z]/), 'zh-CN': expect.stringMatching(/\p{Script=Han}/u) },
    });

    const leak = await call('POST', `${path}/answer`, { text: 'Dear Plainly Invented, please take it.' }, 'pharmacist');
    expect(leak.body).toMatchObject({ status: 422, code: 'conversation.identity' });
    expect(
      (await call('POST', `${path}/answer`, { text: 'Please use paracetamol instead; we talk on Monday.' }, 'pharmacist')).status,
    ).toBe(200);
    await house.settle();
    const answer = await said();
    expect(answer).toMatchObject({ from: 'person', who: 'pharmacist' });
    expect(answer.text).toContain('does not replace');
    const [message] = await inbox('p1');
    expect(message!.subject).toBe('Your care team has answered you');
    expect(message!.text).toContain('A pharmacist of your care team writes:\nPlease use paracetamol instead');
    expect((await call('GET', '/conversations')).body).toEqual([]);
    expect((await call('POST', `${path}/close`)).status).toBe(204);
    expect((await call('POST', `${path}/answer`, { text: 'more' })).body).toMatchObject({ code: 'conversation.closed' });
    expect((await house.store.audit.list(9)).map(({ did }) => did)).toEqual(
      expect.arrayContaining(['conversation.answer', 'conversation.close']),
    );
  });

  test('added to a question that waits: told not to wait; what sounds urgent brings the promise forward', async () => {
    await ask('I need a doctor to plan my week for me');
    await house.settle();
    await ask('my neighbour has a green parrot');
    await house.settle();
    expect((await said()).text).toMatch(/added this to your question.*by 21 March at 12:00.*call the emergency number/s);
    clock.advance(NOON + 10 * MINUTE);
    await ask('my foot hurts badly since this morning');
    await house.settle();
    expect((await own()).waiting).toMatchObject({ by: NOON + 70 * MINUTE });
    expect((await said()).text).toMatch(/may need help at once.*by 20 March at 13:10/s);
    clock.advance(NOON + 70 * MINUTE + 1);
    await house.settle();
    expect((await inbox('team:coordinator'))[0]!.text).toContain('was promised an answer by now');
  });

  test('waits for the coordinator where nobody has the role; a promise that is broken is told', async () => {
    await ask('I need a dietitian to plan my week for me');
    await house.settle();
    expect((await own()).waiting).toMatchObject({ role: 'coordinator' });
    clock.advance(NOON + DAY + 1);
    await house.settle();
    expect((await inbox('team:coordinator'))[0]!.text).toContain('was promised an answer by now');
  });

  test('a conversation in which nobody says anything is closed; the next message opens another', async () => {
    await ask('thank you');
    await house.settle();
    clock.advance(NOON + 15 * DAY);
    await house.settle();
    expect((await house.store.conversations.of('p1', 9))[0]!.state).toMatchObject({ is: 'closed', because: 'stale' });
    await ask('thank you');
    expect(await house.store.conversations.of('p1', 9)).toHaveLength(2);
  });

  test('nobody else may read or answer it', async () => {
    const anonymous = await fetch(`${house.url}/api/v1/conversations`);
    expect(anonymous.status).toBe(401);
    expect((await call('POST', '/patients', {}, 'pharmacist')).status).toBe(403);
    expect((await call('GET', '/patients', undefined, 'pharmacist')).status).toBe(200);
  });
});

test('medicines: what the graph knows, what it does not, what must not be changed; a suspected reaction is a decision of its own', async () => {
  const answerTo = async (text: string) => {
    await ask(text);
    await house.settle();
    return (await said()).text;
  };
  expect(await answerTo('Can I drink grapefruit juice?')).toMatch(
    /^About .*grapefruit.*Grapefruit blocks CYP3A4.*\nPlease do not take them together/s,
  );
  expect(await answerTo('I forgot to take my simvastatin last night, what now?')).toContain('do not take a double dose');
  expect(await answerTo('can I stop taking simvastatin')).toContain('Only a doctor decides');
  expect(await answerTo('I have a rash since I started the new tablets')).toContain('may have to do with a medicine');
  const decisions = (await house.store.streams.after('decisions', 0, 999)).flatMap((entry) =>
    'decision' in entry ? [entry.decision] : [],
  );
  expect(decisions.filter((decision) => decision.do === 'adverse-reaction')).toMatchObject([
    { patient: 'p1', text: 'I have a rash since I started the new tablets', at: NOON },
  ]);
});
