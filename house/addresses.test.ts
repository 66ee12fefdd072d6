import { afterEach, beforeEach, expect, test } from 'vitest';
import { Contact, e164 } from '../domain/contact.ts';
import type { Message } from '../domain/message.ts';
import { patient } from '../store/conformance/samples.ts';
import { openHouse } from '../store/temporary-house.ts';
import { createAddressBook } from './addresses.ts';

let house: ReturnType<typeof openHouse>;
const push = { endpoint: 'https://push.example.org/abc', p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) };

beforeEach(async () => {
  house = openHouse();
  await house.store.transact(async (records) => {
    await records.patients.save(patient('p1'));
    await records.identities.save('p1', { name: '王秀英', phone: '138 0000 0001', email: 'wang@example.org' });
    await records.users.save({ id: 'dr.li', name: 'Li', role: 'doctor', language: 'en', email: 'li@clinic.example' });
    await records.owners.assign('hub-1', 'p1', 0);
    await records.owners.assign('hub-2', 'p1', 0);
    await records.owners.assign('hub-2', 'p2', 5);
  });
});
afterEach(() => house.store.close());

const save = (person: string, contact: unknown) => house.store.transact((records) => records.contacts.save(person, Contact.parse(contact)));
const book = async (role: Message['to']['role'], ...channels: string[]) =>
  (
    await createAddressBook(house.store, new Set(['inbox', ...channels]), 'zh-CN', { now: () => 0, zone: 'Asia/Shanghai' })(
      { person: role === 'patient' || role === 'caregiver' ? 'p1' : 'team', role },
      'p1',
    )
  ).map(({ channel, address, language, rank }) => [channel, address, language, ...(rank === undefined ? [] : [rank])]);

test('without a word of the patient: the inbox, and e-mail where the clinic has a mail server', async () => {
  expect(await book('patient')).toEqual([['inbox', 'p1', 'zh-CN']]);
  expect(await book('patient', 'smtp', 'webhook')).toEqual([
    ['inbox', 'p1', 'zh-CN'],
    ['smtp', 'wang@example.org', 'zh-CN'],
  ]);
});

test('a way is used when there is an address, an open channel, and a yes; a yes that leaves e-mail out takes it away', async () => {
  const addresses = { webhook: 'wang-family' };
  await save('patient:p1', { addresses });
  expect(await book('patient', 'webhook')).toEqual([['inbox', 'p1', 'zh-CN']]);
  await save('patient:p1', { addresses, consent: { ways: ['webhook'], at: 1, by: 'c' } });
  expect(await book('patient', 'webhook', 'smtp')).toEqual([
    ['inbox', 'p1', 'zh-CN'],
    ['webhook', 'wang-family', 'zh-CN'],
  ]);
  expect(await book('patient', 'smtp')).toEqual([['inbox', 'p1', 'zh-CN']]);
});

test('the order and the language are the person’s own; what stands in no order comes last', async () => {
  const consent = { ways: ['webhook', 'email'], at: 1, by: 'c' };
  await save('patient:p1', { addresses: { webhook: 'w' }, consent, preferences: { order: ['webhook'], language: 'en' } });
  expect(await book('patient', 'webhook', 'smtp')).toEqual([
    ['inbox', 'p1', 'en'],
    ['smtp', 'wang@example.org', 'en', 1],
    ['webhook', 'w', 'en', 0],
  ]);
});

test('a device shows messages while it is this patient’s: one that went to somebody else, or to nobody, does not', async () => {
  const consent = { ways: ['mqtt'], at: 1, by: 'c' };
  await save('patient:p1', { addresses: { mqtt: ['hub-1', 'hub-2', 'hub-9'] }, consent });
  const own = ['mqtt', 'hub-1', 'zh-CN'];
  expect(await book('patient', 'mqtt')).toEqual([['inbox', 'p1', 'zh-CN'], own]);
  await house.store.transact((records) => records.owners.assign('hub-1', undefined, 9));
  expect(await book('patient', 'mqtt')).toEqual([['inbox', 'p1', 'zh-CN']]);
});

test('a number of mainland China goes to the channel that takes it, any other to the next', async () => {
  await save('patient:p1', { consent: { ways: ['sms'], at: 1, by: 'c' } });
  const sms = async () => (await book('patient', 'aliyun', 'twilio'))[1];
  expect(await sms()).toEqual(['aliyun', '+8613800000001', 'zh-CN']);
  await house.store.transact((records) => records.identities.save('p1', { name: '王秀英', phone: '+44 7700 900123' }));
  expect(await sms()).toEqual(['twilio', '+447700900123', 'zh-CN']);
  expect((await book('patient', 'aliyun')).length).toBe(1);
});

test('a caregiver is reached on ways of their own; without one nobody is', async () => {
  expect(await book('caregiver', 'smtp')).toEqual([]);
  const daughter = {
    id: 'daughter',
    name: '王芳',
    addresses: { email: 'fang@example.org', push: [push] },
    preferences: { language: 'en' },
  };
  await save('patient:p1', { caregivers: [daughter] });
  expect(await book('caregiver', 'smtp')).toEqual([['smtp', 'fang@example.org', 'en']]);
});

test('staff are asked for no consent, and who left hears nothing', async () => {
  await save('user:dr.li', { addresses: { webhook: 'li' }, preferences: { order: ['email', 'webhook'] } });
  expect(await book('doctor', 'smtp', 'webhook')).toEqual([
    ['inbox', 'team:doctor', 'zh-CN'],
    ['webhook', 'team', 'zh-CN'],
    ['smtp', 'li@clinic.example', 'en', 0],
    ['webhook', 'li', 'en', 1],
  ]);
  await house.store.transact((records) =>
    records.users.save({ id: 'dr.li', name: 'Li', role: 'doctor', language: 'en', email: 'li@clinic.example', disabled: 1 }),
  );
  expect(await book('doctor', 'smtp')).toEqual([['inbox', 'team:doctor', 'zh-CN']]);
});

test.each([
  ['+86 138 0000 0001', '+8613800000001'],
  ['138-0000-0001', '+8613800000001'],
  ['0044 (20) 7946 0958', '+442079460958'],
  ['010 6552 9988', undefined],
  ['call the neighbour', undefined],
  ['+0123456789', undefined],
])('the number %s is %s to a provider', (typed, expected) => expect(e164(typed)).toBe(expected));
