import { beforeEach, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { Contact } from '../domain/contact.ts';
import type { Message } from '../domain/message.ts';
import { type Send, stepOf } from '../domain/reach.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { MORNING, patient } from '../store/conformance/samples.ts';
import { openHouse } from '../store/temporary-house.ts';
import type { Address } from './address.ts';
import { createReach, ReachSettings } from './reach.ts';

let house: ReturnType<typeof openHouse>;
let clock: ReplayClock;
let known: Record<string, readonly Address[]>;
const sms: Address = { channel: 'twilio', address: '+8613800000001', language: 'en', person: 'patient:p1' };
const mail: Address = { channel: 'smtp', address: 'a@e.org', language: 'en', person: 'patient:p1' };
const inbox: Address = { channel: 'inbox', address: 'p1', language: 'en', person: 'patient:p1' };

beforeEach(async () => {
  [house, clock] = [openHouse(), createReplayClock(MORNING)];
  known = { patient: [inbox, sms, mail] };
  await house.store.transact((records) => records.patients.save(patient('p1')));
});
const reach = (settings: Partial<ReachSettings> = {}) =>
  createReach({
    store: house.store,
    clock,
    addresses: async ({ role }: Message['to']) => known[role] ?? [],
    mark: (address) => `mark ${address}`,
    confirms: (channel) => channel === 'twilio',
    settings: ReachSettings.parse(settings),
  });
const sent = (address: Address, more: Partial<Send> = {}): Promise<void> =>
  house.store.transact((records) =>
    records.sends.note([
      {
        key: `${address.channel} ${clock.now()}`,
        message: `m ${clock.now()}`,
        about: 'p1',
        person: address.person!,
        channel: address.channel,
        mark: `mark ${address.address}`,
        template: 'advice',
        urgent: false,
        tried: clock.now(),
        steps: { accepted: clock.now() },
        ...more,
      },
    ]),
  );
const alerts = async () => (await house.store.alerts.open()).map(({ rule, values }) => [rule.id, values.channel]);
const later = (ms: number) => clock.advance(clock.now() + ms);

test('a way that has confirmed nothing for its days is an alert and a task, once; a confirmation ends it', async () => {
  await sent(sms);
  const watch = reach({ silentAfterDays: 30 });
  await watch.tick();
  expect(await alerts()).toEqual([]);
  later(30 * DAY - 1);
  await sent(sms);
  await watch.tick();
  expect(await alerts()).toEqual([]);
  later(HOUR);
  expect(await watch.tick()).toBe(2);
  expect(await alerts()).toEqual([['reach.silent', 'twilio']]);
  expect(await house.store.outbox.of('p1', 9)).toMatchObject([{ message: { to: { role: 'coordinator' }, template: 'task' } }]);
  later(HOUR);
  expect(await watch.tick()).toBe(0);
  // Another node, or the same after a restart, does not say it again.
  expect(await reach().tick()).toBe(0);
  await house.store.transact((records) => records.sends.reached(`twilio ${MORNING}`, 'delivered', clock.now()));
  later(HOUR);
  await watch.tick();
  expect(await alerts()).toEqual([]);
});

test('silence of a provider that reports nothing means nothing, until there was a test', async () => {
  await sent(mail);
  later(60 * DAY);
  expect(await reach().ways({ person: 'p1', role: 'patient' }, 'p1')).toMatchObject([
    { channel: 'twilio', state: 'never-tried' },
    { channel: 'smtp', state: 'unconfirmed' },
  ]);
  expect(await reach().tick()).toBe(0);
  await sent(mail, { key: 'd1', template: 'drill' });
  expect(await reach().tick()).toBe(2);
  expect(await alerts()).toEqual([['reach.silent', 'smtp']]);
  await house.store.transact((records) => records.sends.reached('d1', 'acknowledged', clock.now()));
  expect((await reach().ways({ person: 'p1', role: 'patient' }, 'p1'))[1]).toMatchObject({ state: 'works' });
});

test('a wrong address is an alert at once, and none once the address is another', async () => {
  await sent(sms, { steps: {}, failed: { at: MORNING, why: 'the number is not in use', wrongAddress: true } });
  await reach().tick();
  expect(await alerts()).toEqual([['reach.wrong-address', 'twilio']]);
  const [alert] = await house.store.alerts.open();
  const resolved = { is: 'resolved', at: MORNING, because: 'person', by: 'wen', note: 'phoned' } as const;
  await house.store.transact((records) =>
    records.decisions.apply([{ do: 'change-alert', alert: alert!.id, patient: 'p1', to: resolved }], MORNING),
  );
  expect(await reach().tick()).toBe(0);
  await sent(sms);
  await sent(sms, {
    key: 'again',
    tried: MORNING + 1,
    steps: {},
    failed: { at: MORNING + 1, why: 'the number is not in use', wrongAddress: true },
  });
  await reach().tick();
  expect(await alerts()).toEqual([['reach.wrong-address', 'twilio']]);
  known = { patient: [inbox, { ...sms, address: '+8613900000002' }] };
  await reach().tick();
  expect(await alerts()).toEqual([]);
  expect(await reach().ways({ person: 'p1', role: 'patient' }, 'p1')).toMatchObject([{ state: 'never-tried' }]);
});

test('tests come by themselves, as often as asked, to whoever has a way', async () => {
  await house.store.transact((records) => records.patients.save(patient('p2')));
  await house.store.transact((records) => records.contacts.save('patient:p1', Contact.parse({ caregivers: [{ id: 'son', name: 'Ben' }] })));
  known = { patient: [inbox, sms], caregiver: [{ ...mail, person: 'caregiver:p1:son' }] };
  const watch = reach({ drillEveryDays: 30 });
  expect(await watch.tick()).toBe(3);
  const drills = async () => (await house.store.outbox.of('p1', 99)).map(({ message }) => [message.template, message.to.role]);
  expect(await drills()).toEqual(
    expect.arrayContaining([
      ['drill', 'patient'],
      ['drill', 'caregiver'],
    ]),
  );
  later(2 * HOUR);
  await watch.tick();
  expect(await drills()).toHaveLength(2);
  // It went out; the next is due a month later.
  await sent(sms, { template: 'drill' });
  await sent({ ...mail, person: 'caregiver:p1:son' }, { template: 'drill' });
  later(29 * DAY);
  await watch.tick();
  expect(await drills()).toHaveLength(2);
  later(2 * DAY);
  await watch.tick();
  expect((await drills()).filter(([template]) => template === 'drill')).toHaveLength(4);
});

test('who has no way out of the house is sent no test', async () => {
  known = { patient: [inbox] };
  expect(await reach().drill({ person: 'p1', role: 'patient' }, 'p1')).toBe(0);
  expect(await reach({ drillEveryDays: 1 }).tick()).toBe(0);
  expect(stepOf({ steps: {} })).toBeUndefined();
});
