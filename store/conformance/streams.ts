import { describe, expect, test } from 'vitest';
import type { Committed } from '../../domain/follower.ts';
import type { IssuedReport } from '../../domain/issued.ts';
import { append, glucose, JUDGED, message, type Open } from './samples.ts';

const idOf = (entry: Committed): string => ('reading' in entry ? entry.reading.id : JSON.stringify(entry.decision));

const issued = (more: Pick<IssuedReport, 'patient' | 'to'>): IssuedReport => ({
  id: 'r1',
  period: '2026-W08',
  from: 0,
  language: 'en',
  edition: 1,
  issued: more.to,
  by: 'hearth',
  doctors: [],
  schema: 1,
  sha256: 'ab',
  bytes: 2,
  ...more,
});

export function streamConformance(open: Open): void {
  describe('streams', () => {
    test('tell the readings in the order of their commits, page by page, with their judgement', async () => {
      const store = await open();
      await append(store, glucose(5, 5), glucose(1, 1));
      await store.transact((records) =>
        records.readings.append([{ reading: glucose(3, 0), judgement: { is: 'exempt', because: 'implausible' } }]),
      );
      const first = await store.streams.after('readings', 0, 2);
      expect(first.map(idOf)).toEqual([glucose(5, 5).id, glucose(1, 1).id]);
      expect(first[0]).toEqual({ position: first[0]!.position, reading: glucose(5, 5), judgement: JUDGED });
      const rest = await store.streams.after('readings', first.at(-1)!.position, 9);
      expect(rest).toEqual([{ position: rest[0]!.position, reading: glucose(3, 0), judgement: { is: 'exempt', because: 'implausible' } }]);
      expect(await store.streams.after('readings', rest[0]!.position, 9)).toEqual([]);
    });

    test('a correction comes behind all that came before it, also when the last reading is corrected', async () => {
      const store = await open();
      await append(store, glucose(1, 1), glucose(2, 2));
      const behind = (await store.streams.after('readings', 0, 9)).at(-1)!.position;
      await append(store, glucose(2, 2.5));
      const [last, ...none] = await store.streams.after('readings', behind, 9);
      expect(none).toEqual([]);
      expect(last).toMatchObject({ reading: glucose(2, 2.5), replaced: [glucose(2, 2)] });
      await append(store, glucose(1, 1.5));
      const all = await store.streams.after('readings', 0, 9);
      expect(all.map((entry) => 'reading' in entry && entry.reading)).toEqual([glucose(2, 2.5), glucose(1, 1.5)]);
      expect(all.at(-1)!.position).toBeGreaterThan(last!.position);
      await append(store, glucose(1, 1.7));
      expect((await store.streams.after('readings', 0, 9)).map((entry) => 'reading' in entry && entry.replaced)).toEqual([
        [glucose(2, 2)],
        [glucose(1, 1), glucose(1, 1.5)],
      ]);
    });

    test('what was rolled back leaves no entry, and no entry of others behind it is missed', async () => {
      const store = await open();
      await append(store, glucose(1, 1));
      const behind = (await store.streams.after('readings', 0, 9)).at(-1)!.position;
      await store
        .transact(async (records) => {
          await records.readings.append([{ reading: glucose(2, 2), judgement: JUDGED }]);
          throw new Error('no');
        })
        .catch(() => {});
      await append(store, glucose(3, 3));
      expect((await store.streams.after('readings', behind, 9)).map(idOf)).toEqual([glucose(3, 3).id]);
    });

    test('readings reported on: of a period that was issued, and such as have moved; all others are passed over', async () => {
      const store = await open();
      const upTo = async () => (await store.streams.after('readings', 0, 99)).at(-1)!.position;
      const heard = async (position: number, count = 9) => {
        const { entries, ...page } = await store.streams.next('readings-reported-on', position, count);
        return { ...page, ids: entries.map(idOf) };
      };
      expect(await heard(0)).toEqual({ ids: [], upTo: 0 });
      await append(store, glucose(1, 1), glucose(2, 2));
      expect(await heard(0)).toEqual({ ids: [], upTo: await upTo() });
      await store.transact(({ issuedReports }) => issuedReports.keep(issued({ patient: 'p1', to: glucose(2, 2).at }), '{}'));
      expect(await heard(0)).toEqual({ ids: [glucose(1, 1).id], upTo: await upTo() });
      const moved = { ...glucose(5, 5), clock: 'corrected', statedAt: glucose(6, 6).at } as const;
      const reassigned = { ...glucose(7, 7), quality: ['reassigned'] } as const;
      await append(store, glucose(3, 3), moved, glucose(4, 4), reassigned, glucose(8, 8));
      expect(await heard(0)).toEqual({ ids: [glucose(1, 1).id, moved.id, reassigned.id], upTo: await upTo() });
      const first = await heard(0, 2);
      expect(first.ids).toEqual([glucose(1, 1).id, moved.id]);
      expect(await heard(first.upTo, 2)).toEqual({ ids: [reassigned.id], upTo: await upTo() });
      expect(await heard(await upTo())).toEqual({ ids: [], upTo: await upTo() });
    });

    test('readings reported on: one look ends after a long stretch of others, and the next goes on behind it', async () => {
      const store = await open();
      const many = Array.from({ length: 5_100 }, (_, i) => glucose(i, 5));
      await append(store, ...many, { ...glucose(6_000, 5), quality: ['reassigned'] });
      const first = await store.streams.next('readings-reported-on', 0, 9);
      expect(first.entries).toEqual([]);
      const second = await store.streams.next('readings-reported-on', first.upTo, 9);
      expect(second.entries.map(idOf)).toEqual([glucose(6_000, 5).id]);
    });

    test('the two streams are apart, and so is each follower’s place', async () => {
      const store = await open();
      await append(store, glucose(1, 1));
      await store.transact((records) => records.decisions.apply([{ do: 'send', message: message('m1') }], 5));
      expect(await store.streams.after('decisions', 0, 9)).toEqual([
        { position: expect.any(Number), decision: { do: 'send', message: message('m1') } },
      ]);
      expect(await store.streams.cursor('influx')).toBe(0);
      await store.transact((records) => records.streams.moveCursor('influx', 41));
      await store.transact((records) => records.streams.moveCursor('influx', 42));
      expect(await store.streams.cursor('influx')).toBe(42);
      expect(await store.streams.cursor('care')).toBe(0);
    });
  });
}
