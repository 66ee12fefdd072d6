import { describe, expect, test } from 'vitest';
import type { ApiToken } from '../../domain/api-token.ts';
import type { Membership } from '../../domain/care-team.ts';
import type { Factor } from '../../domain/factor.ts';
import type { Session } from '../../domain/user.ts';
import { MORNING, type Open } from './samples.ts';

export function accessConformance(open: Open): void {
  describe('who may', () => {
    const member = (patient: string, user: string, since = MORNING): Membership => ({
      patient,
      user,
      since,
      by: 'admin',
      reason: 'new to the ward',
    });

    test('a care team changes, and keeps who was in it', async () => {
      const store = await open();
      const assign = (one: Membership) => store.transact((records) => records.careTeams.assign(one));
      expect(await assign(member('p1', 'dr.li'))).toBe(true);
      expect(await assign(member('p1', 'dr.li', MORNING + 1))).toBe(false);
      expect(await assign(member('p2', 'dr.li'))).toBe(true);
      expect(await assign(member('p1', 'nurse', MORNING + 2))).toBe(true);
      expect(await store.careTeams.of('p1')).toEqual([member('p1', 'dr.li'), member('p1', 'nurse', MORNING + 2)]);
      const ended = { at: MORNING + 9, by: 'admin', reason: 'moved' };
      const end = () => store.transact((records) => records.careTeams.end('p1', 'dr.li', ended));
      expect([await end(), await end()]).toEqual([true, false]);
      expect((await store.careTeams.list()).map(({ patient, user }) => [patient, user])).toEqual([
        ['p1', 'nurse'],
        ['p2', 'dr.li'],
      ]);
      expect(await store.careTeams.history('p1')).toEqual([{ ...member('p1', 'dr.li'), ended }, member('p1', 'nurse', MORNING + 2)]);
      expect(await assign(member('p1', 'dr.li', MORNING + 20))).toBe(true);
      expect(await store.careTeams.history('p1')).toHaveLength(3);
    });

    test('factors come back to their owner', async () => {
      const store = await open();
      const totp: Factor = { kind: 'totp', id: 'f1', user: 'dr.li', made: MORNING, secret: 'JBSWY3DPEHPK3PXP' };
      const code: Factor = { kind: 'recovery', id: 'f2', user: 'dr.li', made: MORNING };
      await store.transact(async (records) => {
        for (const factor of [totp, code]) await records.factors.save(factor);
        await records.factors.save({ ...totp, confirmed: MORNING + 1, step: 5 });
      });
      expect(await store.factors.of('dr.li')).toEqual([{ ...totp, confirmed: MORNING + 1, step: 5 }, code]);
      expect(await store.factors.of('other')).toEqual([]);
      expect(await store.factors.get('f2')).toEqual(code);
      const remove = () => store.transact((records) => records.factors.remove('f2'));
      expect([await remove(), await remove()]).toEqual([true, false]);
      expect(await store.factors.get('f2')).toBeUndefined();
    });

    test('a challenge is used once, and not after its end', async () => {
      const store = await open();
      const make = (id: string, until: number) =>
        store.transact((records) => records.challenges.make({ id, until, user: 'dr.li', about: { state: 's' } }, MORNING));
      const use = (id: string, now: number) => store.transact((records) => records.challenges.use(id, now));
      await make('c1', MORNING + 10);
      await make('c2', MORNING + 10);
      expect(await use('c1', MORNING + 9)).toEqual({ id: 'c1', until: MORNING + 10, user: 'dr.li', about: { state: 's' } });
      expect(await use('c1', MORNING + 9)).toBeUndefined();
      expect(await use('c2', MORNING + 10)).toBeUndefined();
    });

    test('a token is found by its key', async () => {
      const store = await open();
      const token: ApiToken = {
        id: 't1',
        keyHash: 'k1',
        name: 'ward screen',
        scopes: ['read:patients'],
        made: MORNING,
        by: 'admin',
        until: MORNING + 10,
      };
      const revoked = { ...token, revoked: { at: MORNING + 1, by: 'admin' } };
      await store.transact((records) => records.apiTokens.save(token));
      expect(await store.apiTokens.byKey('k1')).toEqual(token);
      await store.transact((records) => records.apiTokens.save(revoked));
      expect(await store.apiTokens.get('t1')).toEqual(revoked);
      expect(await store.apiTokens.list()).toEqual([revoked]);
      expect(await store.apiTokens.byKey('k2')).toBeUndefined();
    });

    test('failed sign-ins are counted until they are forgotten or old', async () => {
      const store = await open();
      const fail = (at: number, from: number) => store.transact((records) => records.signInTries.failed(['a', 'b'], at, from));
      await fail(100, 0);
      await fail(110, 50);
      expect(await store.signInTries.of(['b', 'a', 'c'])).toEqual([
        { key: 'b', failed: 2, since: 100 },
        { key: 'a', failed: 2, since: 100 },
      ]);
      await store.transact((records) => records.signInTries.forget(['a']));
      expect(await store.signInTries.of(['a', 'b'])).toEqual([{ key: 'b', failed: 2, since: 100 }]);
      await fail(300, 200);
      expect(await store.signInTries.of(['b'])).toEqual([{ key: 'b', failed: 1, since: 300 }]);
    });

    test('sessions say how they began and when they were last used', async () => {
      const store = await open();
      const session: Session = {
        keyHash: 'k1',
        user: 'dr.li',
        since: 50,
        until: 100,
        once: false,
        about: { with: 'password', agent: 'x' },
      };
      await store.transact(async (records) => {
        await records.sessions.open(session);
        await records.sessions.open({ keyHash: 'k2', user: 'dr.li', since: 60, until: 100, once: true });
        await records.sessions.open({ keyHash: 'k3', user: 'dr.li', since: 60, until: 100, once: false, seen: 60 });
        await records.sessions.touch('k1', 70);
      });
      expect(await store.sessions.of('dr.li', 99)).toEqual([
        { keyHash: 'k3', user: 'dr.li', since: 60, until: 100, once: false, seen: 60 },
        { ...session, seen: 70 },
      ]);
      expect(await store.sessions.of('dr.li', 100)).toEqual([]);
    });
  });
}
