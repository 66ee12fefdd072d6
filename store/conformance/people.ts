import { describe, expect, test } from 'vitest';
import type { Advice } from '../../domain/advice.ts';
import { type Approval, ApprovalRules } from '../../domain/advice-approval.ts';
import { DAY } from '../../domain/clock.ts';
import { Contact } from '../../domain/contact.ts';
import { ownerAt } from '../../domain/device.ts';
import type { Quarantined, Store } from '../../domain/store.ts';
import type { Act, Session, User } from '../../domain/user.ts';
import { device, MORNING, type Open, patient } from './samples.ts';

export function peopleConformance(open: Open): void {
  describe('patients and who they are', () => {
    test('are found by their ids, also in the transaction that changed them', async () => {
      const store = await open();
      await store.transact(async (records) => {
        for (const id of ['p2', 'p1']) await records.patients.save(patient(id));
        expect(await records.patients.get(['p1'])).toEqual(new Map([['p1', patient('p1')]]));
        await records.patients.save(patient('p1', { zone: 'Europe/Berlin' }));
        expect(await records.patients.get(['p1', 'nobody'])).toEqual(new Map([['p1', patient('p1', { zone: 'Europe/Berlin' })]]));
      });
      expect(await store.patients.list()).toEqual([patient('p1', { zone: 'Europe/Berlin' }), patient('p2')]);
      expect([...(await store.patients.get(['p2', 'p1'])).keys()]).toEqual(['p2', 'p1']);
    });

    test('identities come back to those who ask for them', async () => {
      const store = await open();
      const one = { name: '王秀英', phone: '+86 138 0000 0000', email: 'wang@example.org' };
      await store.transact((records) => records.identities.save('p1', { name: 'Before' }));
      await store.transact((records) => records.identities.save('p1', one));
      expect(await store.identities.get(['p2', 'p1'])).toEqual(new Map([['p1', one]]));
    });
  });

  describe('how people are reached', () => {
    test('a contact comes back whole, to its person only; the last one said counts', async () => {
      const store = await open();
      const one = Contact.parse({
        addresses: { wecom: 'li.na', mqtt: ['hub-1'] },
        preferences: { order: ['sms', 'email'], nonUrgent: 'digest' },
        consent: { ways: ['sms'], at: MORNING, by: 'coordinator' },
        caregivers: [{ id: 'daughter', name: '王芳', addresses: { phone: '+8613800000001' } }],
      });
      await store.transact((records) => records.contacts.save('patient:p1', Contact.parse({})));
      await store.transact((records) => records.contacts.save('patient:p1', one));
      await store.transact((records) => records.contacts.save('user:dr.li', Contact.parse({ addresses: { wecom: 'dr.li' } })));
      expect(await store.contacts.get(['patient:p2', 'patient:p1'])).toEqual(new Map([['patient:p1', one]]));
      expect([...(await store.contacts.list()).keys()]).toEqual(['patient:p1', 'user:dr.li']);
    });
  });

  describe('devices and whose they are', () => {
    test('are kept with their secret, and seen without turning back', async () => {
      const store = await open();
      await store.transact((records) => records.devices.save(device('cuff-1', { model: 'A&D UA-651' })));
      await store.transact(async (records) => {
        await records.devices.seen(['cuff-1', 'nobody'], MORNING);
        expect((await records.devices.get('cuff-1'))?.lastSeen).toBe(MORNING);
      });
      await store.transact((records) => records.devices.seen(['cuff-1'], MORNING - DAY));
      await store.transact((records) => records.devices.seen(['cuff-1'], MORNING + 5_000));
      await store.transact((records) => records.devices.save(device('cuff-1', { revoked: 5 })));
      expect(await store.devices.get('cuff-1')).toEqual({ ...device('cuff-1'), revoked: 5, lastSeen: MORNING });
      expect(await store.transact((records) => records.devices.get('cuff-1'))).toEqual(await store.devices.get('cuff-1'));
      await store.transact((records) => records.devices.seen(['cuff-1'], MORNING + 20_000));
      expect((await store.devices.get('cuff-1'))?.lastSeen).toBe(MORNING + 20_000);
      expect(await store.devices.get('nobody')).toBeUndefined();
      expect(await store.devices.list()).toEqual([
        { id: 'cuff-1', zone: 'Asia/Shanghai', enrolled: MORNING - DAY, revoked: 5, lastSeen: MORNING + 20_000 },
      ]);
    });

    test('ownership is an interval: since <= at < until, and a hand-over keeps both histories', async () => {
      const store = await open();
      const assign = (to: string | undefined, since: number) => store.transact((records) => records.owners.assign('cuff-1', to, since));
      const at = async ({ owners }: Pick<Store, 'owners'>, ...moments: readonly number[]) => {
        const intervals = await owners.intervals(['nobody', 'cuff-1']);
        expect(intervals.get('nobody')).toEqual([]);
        return moments.map((moment) => ownerAt(intervals.get('cuff-1'), moment));
      };
      await assign('p1', 100);
      expect(await at(store, 99, 100, 1e15)).toEqual([undefined, 'p1', 'p1']);
      await assign('p2', 200);
      await assign(undefined, 300);
      await assign('p1', 400);
      const moments = [99, 100, 199, 200, 299, 300, 399, 400];
      const owned = [undefined, 'p1', 'p1', 'p2', 'p2', undefined, undefined, 'p1'];
      expect(await at(store, ...moments)).toEqual(owned);
      expect(await store.transact((records) => at(records, ...moments))).toEqual(owned);
      expect(await store.owners.of('cuff-1')).toEqual([
        { device: 'cuff-1', patient: 'p1', since: 100, until: 200 },
        { device: 'cuff-1', patient: 'p2', since: 200, until: 300 },
        { device: 'cuff-1', patient: 'p1', since: 400 },
      ]);
      expect(await store.owners.list()).toEqual(await store.owners.of('cuff-1'));
    });

    test('a hand-over does not rewrite what was; at its very moment it may be mended', async () => {
      const store = await open();
      const assign = (to: string | undefined, since: number) => store.transact((records) => records.owners.assign('cuff-1', to, since));
      await assign('p1', 100);
      await assign('by mistake', 200);
      await assign('p2', 200);
      await expect(assign('p3', 199)).rejects.toThrow('cannot change hands before that');
      await assign(undefined, 300);
      await expect(assign('p3', 250)).rejects.toThrow('cannot change hands before that');
      expect((await store.owners.of('cuff-1')).map(({ patient: who, until }) => [who, until])).toEqual([
        ['p1', 200],
        ['p2', 300],
      ]);
    });
  });

  describe('thresholds', () => {
    test('a patient’s own lie above the clinic’s, and one taken away shows what lies beneath', async () => {
      const store = await open();
      const set = (scope: string, name: string, value: number | undefined, since: number) =>
        store.transact((records) =>
          records.thresholds.set({ scope, rule: 'glucose.low', name, value, since, by: 'coordinator', reason: `because ${since}` }),
        );
      const inForce = async () => Object.fromEntries(await store.thresholds.inForce(['p1', 'p2'], 10));
      expect(await inForce()).toEqual({ p1: {}, p2: {} });
      await set('clinic', 'limit', 4, 1);
      await set('clinic', 'again', 15, 2);
      await set('p1', 'limit', 4.5, 3);
      expect(await inForce()).toEqual({
        p1: { 'glucose.low.limit': 4.5, 'glucose.low.again': 15 },
        p2: { 'glucose.low.limit': 4, 'glucose.low.again': 15 },
      });
      await set('p1', 'limit', 4.8, 4);
      await set('p1', 'limit', undefined, 5);
      await set('clinic', 'again', undefined, 6);
      expect(await inForce()).toEqual({ p1: { 'glucose.low.limit': 4 }, p2: { 'glucose.low.limit': 4 } });
      const row = (value: number, since: number, until: number) => ({
        scope: 'p1',
        rule: 'glucose.low',
        name: 'limit',
        value,
        by: 'coordinator',
        reason: `because ${since}`,
        since,
        until,
        ended: { by: 'coordinator', because: `because ${until}` },
      });
      expect(await store.thresholds.history('p1')).toEqual([row(4.5, 3, 4), row(4.8, 4, 5)]);
      expect((await store.thresholds.history('clinic')).map(({ until }) => until)).toEqual([undefined, 6]);
    });
  });

  describe('quarantine', () => {
    const item = (id: string, more: Partial<Quarantined> = {}): Quarantined => ({
      id,
      device: 'cuff-1',
      received: MORNING,
      topic: 'hearth/v1/cuff-1/gatt/2a35',
      payload: Uint8Array.of(0, 1, 255),
      reason: 'unreadable: flags',
      ...more,
    });

    test('keeps the bytes, once, newest first, until they are settled', async () => {
      const store = await open();
      await store.transact((records) => records.quarantine.keep([item('q1'), item('q2', { received: MORNING + 1 }), item('q1')]));
      expect(await store.quarantine.list(9)).toEqual([item('q2', { received: MORNING + 1 }), item('q1')]);
      expect(await store.quarantine.list(1)).toHaveLength(1);
      expect(await store.quarantine.count()).toBe(2);
      const settled = { at: MORNING + 5, as: 'dismissed', by: 'coordinator' } as const;
      await store.transact((records) => records.quarantine.settle('q1', settled));
      expect(await store.quarantine.get('q1')).toEqual(item('q1', { settled }));
      expect((await store.quarantine.list(9)).map(({ id }) => id)).toEqual(['q2']);
      expect(await store.quarantine.count()).toBe(1);
      expect(await store.quarantine.get('q9')).toBeUndefined();
    });

    test('sent again: the newest reason counts, what was replayed waits anew, what was dismissed stays so', async () => {
      const store = await open();
      const keep = (one: Quarantined) => store.transact((records) => records.quarantine.keep([one]));
      const settle = (as: 'replayed' | 'dismissed') => store.transact((records) => records.quarantine.settle('q1', { at: 1, as, by: 'c' }));
      const later = item('q1', { received: MORNING + 9, reason: 'nobody-owns-it: …' });
      await keep(item('q1'));
      await keep(later);
      expect(await store.quarantine.list(9)).toEqual([later]);
      await settle('replayed');
      await keep(later);
      expect(await store.quarantine.list(9)).toEqual([later]);
      await settle('dismissed');
      await keep(item('q1'));
      expect(await store.quarantine.list(9)).toEqual([]);
    });
  });

  describe('people who sign in', () => {
    const doctor: User = { id: 'dr.li', name: '李医生', role: 'doctor', language: 'zh-CN' };

    test('users keep their password when they are saved without one', async () => {
      const store = await open();
      await store.transact((records) => records.users.save({ ...doctor, passwordHash: 'h1' }));
      await store.transact((records) => records.users.save({ ...doctor, role: 'administrator' }));
      expect(await store.users.get('dr.li')).toEqual({ ...doctor, role: 'administrator', passwordHash: 'h1' });
      expect(await store.users.list()).toEqual([{ ...doctor, role: 'administrator' }]);
      expect(await store.users.get('nobody')).toBeUndefined();
    });

    test('a one-time link is used by one of two who come at once', async () => {
      const store = await open();
      const link: Session = { keyHash: 'k1', user: 'dr.li', since: 1, until: 100, once: true };
      await store.transact((records) => records.sessions.open(link));
      const use = () =>
        store.transact(async (records) => {
          const found = await records.sessions.get('k1');
          await new Promise((resolve) => setTimeout(resolve, 2));
          if (found) await records.sessions.close('k1');
          return found;
        });
      expect(await Promise.all([use(), use()])).toEqual([link, undefined]);
    });

    test('all sessions of a person end together, and what has ended is swept away', async () => {
      const store = await open();
      const session = (keyHash: string, user: string, until: number): Session => ({ keyHash, user, since: 50, until, once: false });
      await store.transact(async (records) => {
        await records.sessions.open(session('old', 'dr.li', 60));
        await records.sessions.open({ ...session('k1', 'dr.li', 100), since: 60 });
        await records.sessions.open(session('k2', 'dr.li', 100));
        await records.sessions.open(session('k3', 'other', 100));
        expect(await records.sessions.get('old')).toBeUndefined();
        await records.sessions.closeAllOf('dr.li');
      });
      expect(await store.sessions.get('k1')).toBeUndefined();
      expect(await store.sessions.get('k2')).toBeUndefined();
      expect(await store.sessions.get('k3')).toEqual(session('k3', 'other', 100));
    });

    test('what they did is listed, newest first, of all or about one patient', async () => {
      const store = await open();
      const act = (at: number, about?: string): Act => ({
        at,
        by: 'dr.li',
        did: 'alert.acknowledge',
        ...(about === undefined ? {} : { patient: about }),
        about: { alert: `a${at}`, late: false, note: null },
      });
      await store.transact((records) => records.audit.note([act(1, 'p1'), act(2)]));
      await store.transact((records) => records.audit.note([]));
      await store.transact((records) => records.audit.note([act(3, 'p1')]));
      expect(await store.audit.list(2)).toEqual([act(3, 'p1'), act(2)]);
      expect(await store.audit.list(9, 'p1')).toEqual([act(3, 'p1'), act(1, 'p1')]);
    });
  });

  describe('advice', () => {
    test('is found by its id and by its patient, newest first', async () => {
      const store = await open();
      const advice = (id: string, written: number): Advice => ({
        id,
        patient: 'p1',
        alert: 'a1',
        language: 'en',
        written,
        by: 'curated',
        sentences: [{ text: 'Eat something sweet.', topic: 'diet', facts: ['f1'], source: 's' }],
        facts: [{ id: 'f1', statement: '2.8 mmol/L at 08:00' }],
        turnedDown: [{ by: 'model', why: ['names a dose'] }],
      });
      await store.transact(async (records) => {
        for (const one of [advice('v1', 1), advice('v2', 2), advice('v1', 1)]) await records.advice.save(one);
      });
      expect(await store.advice.of('p1', 9)).toEqual([advice('v2', 2), advice('v1', 1)]);
      expect(await store.advice.of('p1', 1)).toEqual([advice('v2', 2)]);
      expect(await store.advice.between('p1', 1, 3)).toEqual([advice('v2', 2), advice('v1', 1)]);
      expect(await store.advice.between('p1', 1, 2)).toEqual([advice('v1', 1)]);
      expect(await store.advice.between('p1', 2, 3)).toEqual([advice('v2', 2)]);
      expect(await store.advice.between('p2', 1, 3)).toEqual([]);
      expect(await store.advice.get('v1')).toEqual(advice('v1', 1));
      expect(await store.advice.count()).toBe(2);
    });

    test('that waits for a person is found, the first to expire first, until it waits no more', async () => {
      const store = await open();
      const advice = (id: string, approval?: Approval): Advice => ({
        ...{ id, patient: 'p1', alert: id, language: 'en', written: 1, by: 'curated', sentences: [], facts: [], turnedDown: [] },
        ...(approval ? { approval } : {}),
      });
      const until = (expires: number): Approval => ({ is: 'waiting', since: 1, expires });
      await store.transact(async (records) => {
        for (const one of [advice('v1', until(9)), advice('v2', until(5)), advice('v3')]) await records.advice.save(one);
      });
      expect((await store.advice.waiting(9)).map(({ id }) => id)).toEqual(['v2', 'v1']);
      expect((await store.advice.waiting(1)).map(({ id }) => id)).toEqual(['v2']);
      const refused: Approval = { ...until(5), is: 'refused', at: 3, by: 'd', reason: 'no' };
      await store.transact((records) => records.advice.save(advice('v2', refused)));
      expect((await store.advice.waiting(9)).map(({ id }) => id)).toEqual(['v1']);
      expect(await store.advice.get('v2')).toEqual(advice('v2', refused));
    });

    test('has rules for what waits: defaults at first, then the last that was set, with all before it', async () => {
      const store = await open();
      const defaults = ApprovalRules.parse({});
      expect(await store.approvalRules.inForce()).toEqual({ rules: defaults });
      const [first, second] = [ApprovalRules.parse({ low: 'models' }), ApprovalRules.parse({ medium: 'everything', waitMinutes: 60 })];
      await store.transact((records) => records.approvalRules.set(first, 'd1', 'why', 1));
      await store.transact((records) => records.approvalRules.set(second, 'd2', 'because', 2));
      const set = { rules: second, by: 'd2', reason: 'because', since: 2 };
      expect(await store.approvalRules.inForce()).toEqual(set);
      expect(await store.approvalRules.history(9)).toEqual([set, { rules: first, by: 'd1', reason: 'why', since: 1 }]);
      expect(await store.approvalRules.history(1)).toEqual([set]);
    });
  });
}
