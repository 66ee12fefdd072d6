/**
 * A day on the running house, with real providers: quiet hours, the digest, so many an hour, what comes too late, and a patient who wants less, or
 * takes a consent back while something waits.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { Contact } from '../domain/contact.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { staySignedIn } from './callers.ts';
import { type EveryProvider, everyProvider } from './every-provider.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { passTime } from './pass-time.ts';

/** Eleven at night in Shanghai; in London it is three in the afternoon. */
const NIGHT = Date.UTC(2026, 2, 2, 15);
const SEVEN = Date.UTC(2026, 2, 2, 23);
const clock = createReplayClock(NIGHT);
const PHONE = { li: '+447700900101', chen: '+447700900102', ann: '+447700900103', joe: '+447700900104', wu: '+447700900105' } as const;
type Name = keyof typeof PHONE;
let providers: EveryProvider;
let house: TestHouse;
let cookie = '';
let nth = 0;

beforeAll(async () => {
  providers = await everyProvider();
  house = await openTestHouse({ clock, settings: { channels: providers.channels, clinic: { zone: 'Asia/Shanghai', language: 'en' } } });
  for (const [id, phone] of Object.entries(PHONE)) {
    await house.moveIn(id, [], { zone: id === 'ann' ? 'Europe/London' : 'Asia/Shanghai' });
    await house.store.transact(async (records) => {
      await records.identities.save(id, { name: id, email: `${id}@home.example`, phone });
      await records.contacts.save(`patient:${id}`, Contact.parse({ consent: { ways: ['email', 'sms'], at: NIGHT, by: 'nurse' } }));
    });
  }
  cookie = await staySignedIn(house, { id: 'nurse', name: 'nurse', role: 'coordinator', language: 'en' });
});
afterAll(async () => {
  await house.close();
  await providers.close();
});

const call = (method: string, path: string, body?: unknown) =>
  fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: { 'hearth-request': '1', cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const contact = async (name: Name, change: Record<string, unknown>) =>
  expect((await call('PUT', `/patients/${name}/contact`, change)).status).toBeLessThan(300);
/** Owes a message of these words, and lets the house do what is due now. */
async function tell(name: Name, words: string, more: { urgent?: boolean; template?: string; expires?: number } = {}) {
  const { urgent = false, template = 'pathway.message', ...rest } = more;
  const values = { 'text.en': words, 'text.zh-CN': words, text: words };
  const message = {
    key: `m${++nth}`,
    to: { person: name, role: 'patient' },
    about: name,
    template,
    values,
    urgent,
    due: clock.now(),
    ...rest,
  } as const;
  await house.store.transact((records) => records.decisions.apply([{ do: 'send', message }], clock.now()));
  await house.settle();
}
const at = (moment: number) => passTime(house, clock, moment);
const got = (name: Name, words: string) =>
  providers.got
    .flatMap(({ channel, to, text }) => (text.includes(words) && (to === PHONE[name] || to === `${name}@home.example`) ? [channel] : []))
    .sort();
const listed = async (which: 'dead' | 'expired') =>
  (await (await call('GET', `/messages/${which}`)).json()) as { patient: string; why: string }[];
const both = ['smtp', 'twilio'];

test('at night what can wait waits until seven on the wall of whoever it is for; what is urgent, and an answer, do not', async () => {
  await tell('li', 'a calm word');
  await tell('li', 'an urgent word', { urgent: true });
  await tell('li', 'what was asked', { template: 'answer' });
  await tell('ann', 'a word to London');
  expect(got('li', 'a calm word')).toEqual([]);
  expect(got('li', 'an urgent word')).toEqual(both);
  expect(got('li', 'what was asked')).toEqual(both);
  expect(got('ann', 'a word to London')).toEqual(both);
  await at(SEVEN - 1);
  expect(got('li', 'a calm word')).toEqual([]);
  await at(SEVEN);
  expect(got('li', 'a calm word')).toEqual(both);
});

test('"measure again in 15 minutes", held by the night or by a provider until it is too late, is not sent, and says why', async () => {
  await at(NIGHT + 24 * HOUR);
  await tell('li', 'measure again in a while', { expires: clock.now() + 15 * MINUTE });
  providers.say('twilio', () => ({ status: 503 }));
  providers.sayToMail(() => 451);
  await tell('chen', 'measure again now', { urgent: true, expires: clock.now() + 15 * MINUTE });
  await at(clock.now() + 15 * MINUTE);
  providers.say('twilio');
  providers.sayToMail(() => 'taken');
  await at(SEVEN + 24 * HOUR);
  expect([...got('li', 'measure again'), ...got('chen', 'measure again')]).toEqual([]);
  const late = await listed('expired');
  expect(late.filter(({ patient }) => patient === 'li').map(({ why }) => why)).toEqual(['quiet hours']);
  expect(
    late
      .filter(({ patient }) => patient === 'chen')
      .map(({ why }) => why)
      .sort(),
  ).toEqual([expect.stringContaining('smtp: the mail server'), expect.stringContaining('twilio: the SMS provider')]);
  // Somebody must know that an urgent one did not arrive: once.
  const team = (await house.store.outbox.of('chen', 99)).filter(({ message }) => message.template === 'delivery.failed');
  expect(team).toHaveLength(1);
});

test('who wants it so gets a digest once a day, and what is urgent beside it', async () => {
  await contact('chen', { consent: ['email', 'sms'], preferences: { nonUrgent: 'digest', digestAt: '09:30' } });
  for (const word of ['first word', 'second word']) await tell('chen', word);
  await tell('chen', 'no time to lose', { urgent: true });
  expect(got('chen', 'first word')).toEqual([]);
  expect(got('chen', 'no time to lose')).toEqual(both);
  await at(SEVEN + 26.5 * HOUR - 1);
  expect(got('chen', 'second word')).toEqual([]);
  await at(SEVEN + 26.5 * HOUR);
  const digests = providers.got.filter(({ to, text }) => to === 'chen@home.example' && text.includes('first word'));
  expect(digests).toHaveLength(1);
  expect(digests[0]!.text).toContain('second word');
});

test('one person gets six an hour of what can wait; the others wait, and all arrive once', async () => {
  for (let i = 1; i <= 8; i++) await tell('joe', `word ${i} of eight`);
  const words = () => [1, 2, 3, 4, 5, 6, 7, 8].filter((i) => got('joe', `word ${i} of eight`).length > 0);
  expect(words()).toHaveLength(6);
  await at(clock.now() + HOUR);
  expect(words()).toHaveLength(8);
  for (const i of words()) expect(got('joe', `word ${i} of eight`)).toEqual(both);
});

test('a consent that is taken back while something waits holds at once; what was unsubscribed from is not sent, and neither is a failure', async () => {
  // The SMS of a calm word fails for now, and waits for its next attempt.
  providers.say('twilio', () => ({ status: 503 }));
  for (const name of ['wu', 'joe'] as const) await tell(name, 'a word in between');
  expect(got('wu', 'a word in between')).toEqual(['smtp']);
  await contact('wu', { consent: ['email'] });
  const mail = providers.got.findLast(({ to }) => to === 'joe@home.example')!;
  expect(mail.text).toContain('a word in between');
  await contact('joe', { consent: ['email', 'sms'], preferences: { nonUrgent: 'off' } });
  providers.say('twilio');
  await at(clock.now() + 2 * HOUR);
  expect(got('wu', 'a word in between')).toEqual(['smtp']);
  expect(got('joe', 'a word in between')).toEqual(['smtp']);
  const failed = [...(await listed('dead')), ...(await listed('expired'))].filter(({ patient }) => patient === 'wu' || patient === 'joe');
  expect(failed).toEqual([]);
  // What is urgent reaches whoever wanted less on every way, and only by those that are agreed on.
  for (const name of ['wu', 'joe'] as const) await tell(name, 'an urgent word after', { urgent: true });
  expect(got('wu', 'an urgent word after')).toEqual(['smtp']);
  expect(got('joe', 'an urgent word after')).toEqual(both);
});
