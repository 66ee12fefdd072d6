import { describe, expect, test } from 'vitest';
import type { Conversation, Said } from '../../domain/conversation.ts';
import type { Open } from './samples.ts';

/** What patients write and are answered. */
export function conversationConformance(open: Open): void {
  describe('conversations', () => {
    const conversation = (id: string, opened: number, more: Partial<Conversation> = {}): Conversation => ({
      id,
      patient: 'p1',
      opened,
      last: opened,
      state: { is: 'open' },
      ...more,
    });
    const waits = (role: 'doctor' | 'pharmacist', since: number) =>
      ({ state: { is: 'waiting', role, since, by: since + 9, why: { 'zh-CN': '甲', en: 'A' } } }) as const;
    const said = (id: string, at: number, more: Partial<Said> = {}): Said => ({
      id,
      conversation: 'c1',
      patient: 'p1',
      at,
      from: 'patient',
      text: `text of ${id}`,
      ...more,
    });

    test('one is the last that was saved; those of a patient, newest first', async () => {
      const store = await open();
      await store.transact(async (records) => {
        for (const one of [conversation('c1', 1), conversation('c2', 2), conversation('c3', 3, { patient: 'p2' })])
          await records.conversations.save(one);
        await records.conversations.save(conversation('c1', 1, { last: 7, state: { is: 'closed', at: 7, because: 'stale' } }));
      });
      expect(await store.conversations.get('c1')).toEqual(
        conversation('c1', 1, { last: 7, state: { is: 'closed', at: 7, because: 'stale' } }),
      );
      expect(await store.conversations.get('c9')).toBeUndefined();
      expect((await store.conversations.of('p1', 9)).map(({ id }) => id)).toEqual(['c2', 'c1']);
      expect((await store.conversations.of('p1', 1)).map(({ id }) => id)).toEqual(['c2']);
    });

    test('those that wait for a person, the longest waiting first, by role; one that was answered waits no more', async () => {
      const store = await open();
      await store.transact(async (records) => {
        await records.conversations.save(conversation('c1', 1, waits('doctor', 30)));
        await records.conversations.save(conversation('c2', 2, waits('pharmacist', 20)));
        await records.conversations.save(conversation('c3', 3, waits('doctor', 10)));
        await records.conversations.save(conversation('c4', 4, waits('doctor', 5)));
        await records.conversations.save(conversation('c4', 4));
      });
      const ids = async (count: number, role?: 'doctor' | 'pharmacist') =>
        (await store.conversations.waiting(count, role)).map(({ id }) => id);
      expect(await ids(9)).toEqual(['c3', 'c2', 'c1']);
      expect(await ids(9, 'doctor')).toEqual(['c3', 'c1']);
      expect(await ids(1)).toEqual(['c3']);
    });

    test('the same is said once and stays as it was said; a conversation is read in the order in which it was said', async () => {
      const store = await open();
      const fresh = await store.transact(async (records) => [
        await records.conversations.say(said('s2', 5)),
        await records.conversations.say(said('s1', 5, { from: 'hearth', answers: 's2' })),
        await records.conversations.say(said('s2', 6, { text: 'something else' })),
        await records.conversations.say(said('s3', 4)),
        await records.conversations.say(said('s4', 4, { conversation: 'c2', patient: 'p2' })),
      ]);
      expect(fresh).toEqual([true, true, false, true, true]);
      expect(await store.conversations.said('s2')).toEqual(said('s2', 5));
      expect(await store.conversations.said('s9')).toBeUndefined();
      expect((await store.conversations.saidIn('c1', 9)).map(({ id }) => id)).toEqual(['s2', 's1', 's3']);
      expect((await store.conversations.saidIn('c1', 2)).map(({ id }) => id)).toEqual(['s1', 's3']);
    });

    test('what a patient wrote lately is counted, and nothing else', async () => {
      const store = await open();
      await store.transact(async (records) => {
        for (const one of [said('s1', 10), said('s2', 20), said('s3', 30), said('a3', 30, { from: 'hearth' })])
          await records.conversations.say(one);
        await records.conversations.say(said('s5', 30, { patient: 'p2' }));
      });
      expect(await store.conversations.heardSince('p1', 10)).toBe(2);
      expect(await store.conversations.heardSince('p3', 0)).toBe(0);
    });

    test('that a message waits to be understood is told once', async () => {
      const store = await open();
      const understand = { do: 'understand', patient: 'p1', said: 's1' } as const;
      const reaction = { do: 'adverse-reaction', patient: 'p1', said: 's1', text: 'a rash', at: 1 } as const;
      await store.transact((records) => records.decisions.apply([understand, understand, reaction], 1));
      await store.transact((records) => records.decisions.apply([understand, reaction, { ...understand, said: 's2' }], 2));
      const told = await store.streams.after('decisions', 0, 9);
      expect(told.map((entry) => ('decision' in entry ? entry.decision : undefined))).toEqual([
        understand,
        reaction,
        { ...understand, said: 's2' },
      ]);
    });
  });
}
