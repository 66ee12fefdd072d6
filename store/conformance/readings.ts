import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../domain/clock.ts';
import { counts } from '../../domain/counts.ts';
import type { Reading } from '../../domain/reading.ts';
import { append, collected, glucose, JUDGED, MORNING, type Open, pressure } from './samples.ts';

const byId = (a: Reading, b: Reading): number => (a.id < b.id ? -1 : 1);
const mmolL = (reading: Reading): number => (reading.kind === 'glucose' ? reading.glucoseMmolL : Number.NaN);

export function readingConformance(open: Open): void {
  describe('readings', () => {
    test('come back as they went in, every field', async () => {
      const store = await open();
      const readings = [
        glucose(1, 5.6, {
          meal: 'fasting',
          deviceTime: '2026-03-01T08:01:00',
          quality: ['battery-low', 'strip-fault'],
          contextFollows: true,
        }),
        glucose(2, 33.3, { beyond: 'high', reported: { value: 600, unit: 'mg/dL' }, clock: 'gateway' }),
        pressure(MORNING, 128.5, {
          meanMmHg: 97,
          pulsePerMin: 71,
          user: 0,
          reported: { systolic: 17.1, diastolic: 10.7, unit: 'kPa' },
          posture: 'standing',
        }),
      ];
      expect(await append(store, ...readings)).toEqual(['new', 'new', 'new']);
      expect(await store.readings.get(readings.map(({ id }) => id))).toEqual(readings);
      expect(await store.readings.get(['nobody', readings[1]!.id])).toEqual([readings[1]]);
    });

    test('sent again, they are stored once, in the same batch and later', async () => {
      const store = await open();
      const first = glucose(1, 5.6, { quality: ['battery-low', 'strip-fault'] });
      const again = { ...first, received: first.received + DAY, quality: [...first.quality].reverse() } as Reading;
      expect(await append(store, first, again)).toEqual(['new', 'repeat']);
      expect(await append(store, again)).toEqual(['repeat']);
      expect(await store.readings.count()).toBe(1);
      expect(await store.readings.get([first.id])).toEqual([first]);
      expect(await store.readings.corrections(first.id)).toEqual([]);
    });

    test('with other values, the later delivery stands and the earlier ones are kept, oldest first', async () => {
      const store = await open();
      const said = [glucose(1, 5.6), glucose(1, 5.6, { meal: 'after' }), glucose(1, 6.5, { meal: 'after' })];
      expect(await append(store, said[0]!, glucose(2, 7), said[1]!)).toEqual(['new', 'new', 'correction']);
      expect(await append(store, said[2]!)).toEqual(['correction']);
      expect(await store.readings.get([said[0]!.id])).toEqual([said[2]]);
      expect(await store.readings.corrections(said[0]!.id)).toEqual([
        { reading: said[0], replaced: (JUDGED as { at: number }).at },
        { reading: said[1], replaced: (JUDGED as { at: number }).at },
      ]);
      expect(await store.readings.count()).toBe(2);
      expect(await store.readings.latest('p1', 'glucose', 9)).toEqual([glucose(2, 7), said[2]]);
    });

    test('a day’s total that grows corrects the one before; an earlier one that comes late says nothing new', async () => {
      const store = await open();
      const walked = (minutes: number, steps: number) =>
        ({ ...pressure(MORNING, 0), kind: 'activity', id: 'watch~activity~t1', minutes, steps }) as unknown as Reading;
      expect(await append(store, walked(480, 2000), walked(720, 5000))).toEqual(['new', 'correction']);
      expect(await append(store, walked(480, 2000), walked(720, 5000), walked(720, 4990), walked(1440, 8000))).toEqual([
        'repeat',
        'repeat',
        'correction',
        'correction',
      ]);
      expect(await store.readings.latest('p1', 'activity', 9)).toMatchObject([{ minutes: 1440, steps: 8000 }]);
    });

    const stamped = (at: number, more: object = {}) => glucose(9, 5, { at, received: at, clock: 'server', ...more });
    test.each<[string, Reading, Reading, 'repeat' | 'correction']>([
      ['stamped by the server at each delivery', stamped(MORNING), stamped(MORNING + DAY), 'repeat'],
      ['stamped anew after the meter changed hands', stamped(MORNING), stamped(MORNING + DAY, { patient: 'p2' }), 'repeat'],
      ['the gateway stamped it once, now the server', glucose(9, 5, { clock: 'gateway' }), stamped(MORNING + DAY), 'repeat'],
      ['stamped anew, and another value', stamped(MORNING), stamped(MORNING + DAY, { glucoseMmolL: 6 }), 'correction'],
      ['the device found its clock', stamped(MORNING), glucose(9, 5), 'correction'],
      ['the device says another time', glucose(9, 5), glucose(9, 5, { at: MORNING }), 'correction'],
      ['another owner, by a corrected hand-over', glucose(9, 5), glucose(9, 5, { patient: 'p2' }), 'correction'],
      ['a flag came', glucose(9, 5), glucose(9, 5, { quality: ['implausible'] }), 'correction'],
      [
        'a flag of the clock came with the server’s stamp',
        stamped(MORNING),
        stamped(MORNING + DAY, { quality: ['clock-suspect'] }),
        'repeat',
      ],
    ])('one identity, %s', async (_, first, second, outcome) => {
      const store = await open();
      expect(await append(store, first)).toEqual(['new']);
      expect(await append(store, second)).toEqual([outcome]);
      expect(await store.readings.get([first.id])).toEqual([outcome === 'repeat' ? first : second]);
      expect(await store.readings.corrections(first.id)).toHaveLength(outcome === 'repeat' ? 0 : 1);
    });

    test('backwards is between the other way round, from any place in it', async () => {
      const store = await open();
      const minutes = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 260 });
      await fc.assert(
        fc.asyncProperty(minutes, fc.nat(), async (ats, cut) => {
          const patient = `p-${ats.length}-${cut}-${ats.join('').slice(0, 20)}`;
          const readings = ats.map((minute, i) => glucose(i, 5, { patient, at: MORNING + minute * MINUTE }));
          await append(store, ...readings.map((reading) => ({ ...reading, id: `${patient}~${reading.id}` }) as Reading));
          const [from, to] = [MORNING + 50 * MINUTE, MORNING + 350 * MINUTE];
          const forwards = (await collected(store.readings.between(patient, 'glucose', from, to))).map(({ id }) => id);
          const back = await collected(store.readings.backwards(patient, 'glucose', from, to));
          expect(back.map(({ id }) => id)).toEqual(forwards.toReversed());
          const place = back[cut % Math.max(1, back.length)];
          const rest = place ? await collected(store.readings.backwards(patient, 'glucose', from, to, place)) : [];
          expect(rest).toEqual(back.slice((cut % Math.max(1, back.length)) + 1));
        }),
        { numRuns: 20 },
      );
    });

    test('those whose id begins alike, and no others', async () => {
      const store = await open();
      await append(store, ...[1, 2, 10, 11].map((sequence) => glucose(sequence, 5)));
      const { id } = glucose(1, 5);
      const stem = id.slice(0, id.indexOf('~s1') + 3);
      expect((await store.readings.startingWith(stem, 9)).map(({ sequence }) => sequence)).toEqual(
        [10, 11, 1].toSorted((a, b) => {
          const [x, y] = [glucose(a, 5).id, glucose(b, 5).id];
          return x < y ? -1 : 1;
        }),
      );
      expect((await store.readings.startingWith(`${stem}~`, 9)).map(({ sequence }) => sequence)).toEqual([1]);
      expect(await store.readings.startingWith(stem, 2)).toHaveLength(2);
    });

    test('more readings of one moment than a page holds are read whole, each once, by id', async () => {
      const store = await open();
      const at = MORNING + DAY;
      const crowd = Array.from({ length: 2100 }, (_, i) => ({ ...pressure(at, 120), id: `crowd-${i % 2}-${String(i).padStart(4, '0')}` }));
      const around = [
        { ...pressure(at - 1, 110), id: 'before' },
        { ...pressure(at + 1, 130), id: 'after' },
      ];
      await append(store, ...crowd, ...around);
      const [before, after] = around;
      const expected = [before, ...crowd.toSorted((a, b) => (a.id < b.id ? -1 : 1)), after].map((one) => one!.id);
      expect((await collected(store.readings.between('p1', 'blood-pressure', 0, at + DAY))).map(({ id }) => id)).toEqual(expected);
      const pages = await collected(store.readings.pages('p1', 'blood-pressure', 0, at + DAY));
      expect(pages.flat().map(({ id }) => id)).toEqual(expected);
    });

    test('an outline is all of few readings, and of many each bucket’s lowest and highest that count, as whoever reads all would find them', async () => {
      const store = await open();
      const one = fc.record({
        minute: fc.integer({ min: 0, max: 5_000 }),
        tenths: fc.integer({ min: 20, max: 60 }),
        flag: fc.constantFrom(undefined, undefined, undefined, 'battery-low', 'implausible', 'withdrawn'),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(one, { maxLength: 300, size: 'max' }), fc.integer({ min: 10, max: 80 }), async (said, most) => {
          const patient = `outlined-${run++}`;
          const [from, to] = [MORNING + 100 * MINUTE, MORNING + 4_900 * MINUTE];
          await append(
            store,
            ...said.map(({ minute, tenths, flag }, i) => ({
              ...glucose(i, tenths / 10, { patient, at: MORNING + minute * MINUTE, quality: flag ? [flag as 'implausible'] : [] }),
              id: `${patient}~${i}`,
            })),
          );
          const all = await collected(store.readings.between(patient, 'glucose', from, to));
          const charted = await store.readings.outline(patient, 'glucose', from, to, most);
          const shown = charted.map(({ reading }) => reading);
          const judgements = await store.readings.judgements(shown.map(({ id }) => id));
          expect(charted.map(({ judgement }) => judgement)).toEqual(shown.map(({ id }) => judgements.get(id)));
          expect(shown.map(({ at }) => at)).toEqual(shown.map(({ at }) => at).toSorted((a, b) => a - b));
          if (all.length <= most) {
            expect(shown.toSorted(byId)).toEqual(all.toSorted(byId));
            return;
          }
          const width = Math.ceil((to - from) / (most / 2));
          const edges = (readings: readonly Reading[]) =>
            [...Map.groupBy(readings.filter(counts), ({ at }) => Math.floor((at - from) / width))]
              .map(([bucket, inside]) => [bucket, Math.min(...inside.map(mmolL)), Math.max(...inside.map(mmolL))])
              .toSorted(([a], [b]) => a! - b!);
          expect(edges(shown)).toEqual(edges(all));
          expect(shown.every((reading) => counts(reading) && all.some(({ id }) => id === reading.id))).toBe(true);
          expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
          expect(shown.length).toBeLessThanOrEqual(4 * Math.ceil(most / 2));
        }),
        { numRuns: 40, endOnFailure: true },
      );
    });

    test('a tally is what whoever reads all would add up; what is in no band, or carries a flag, comes itself', async () => {
      const store = await open();
      const one = fc.record({
        minute: fc.integer({ min: 0, max: 120_000 }),
        tenths: fc.integer({ min: 20, max: 60 }),
        flag: fc.constantFrom(undefined, undefined, undefined, 'battery-low', 'withdrawn'),
      });
      const bands = [
        { least: 2.5, below: 3 },
        { least: 3.1, below: 5 },
      ];
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(one, { maxLength: 200, size: 'max' }), async (said) => {
          const patient = `tallied-${run++}`;
          const [from, to] = [MORNING + 100 * MINUTE, MORNING + 119_000 * MINUTE];
          await append(
            store,
            ...said.map(({ minute, tenths, flag }, i) => ({
              ...glucose(i, tenths / 10, { patient, at: MORNING + minute * MINUTE, quality: flag ? [flag as 'withdrawn'] : [] }),
              id: `${patient}~${i}`,
            })),
          );
          const all = await collected(store.readings.between(patient, 'glucose', from, to));
          const isIn = ({ least, below }: { least: number; below: number }, reading: Reading) =>
            reading.quality.length === 0 && mmolL(reading) >= least && mmolL(reading) < below;
          const { parts, rest } = await store.readings.tally(patient, 'glucose', from, to, bands);
          const expected = bands.map((band) => all.filter((reading) => isIn(band, reading)).map(mmolL));
          expect(parts.map(({ count, lowest, highest }) => [count, lowest, highest])).toEqual(
            expected.map((values) => [values.length, Math.min(...values), Math.max(...values)]),
          );
          for (const [i, { sum }] of parts.entries())
            expect(sum).toBeCloseTo(
              expected[i]!.reduce((a, b) => a + b, 0),
              6,
            );
          expect(rest.toSorted(byId)).toEqual(all.filter((reading) => !bands.some((band) => isIn(band, reading))).toSorted(byId));
          expect(rest.map(({ at }) => at)).toEqual(rest.map(({ at }) => at).toSorted((a, b) => a - b));
        }),
        { numRuns: 30, endOnFailure: true },
      );
    });

    test('latest and between go by when the body was measured, not by arrival', async () => {
      const store = await open();
      await append(
        store,
        glucose(3, 3),
        glucose(1, 1),
        pressure(MORNING, 120),
        glucose(2, 2),
        glucose(1, 9, { device: 'meter-2', patient: 'p2' }),
      );
      expect(await store.readings.latest('p1', 'glucose', 2)).toEqual([glucose(3, 3), glucose(2, 2)]);
      const from = MORNING + MINUTE;
      expect(await collected(store.readings.between('p1', 'glucose', from, from + 2 * MINUTE))).toEqual([glucose(1, 1), glucose(2, 2)]);
      expect(await collected(store.readings.between('p1', 'blood-pressure', 0, MORNING))).toEqual([]);
    });

    test('a long period comes whole, with many readings of one moment on the edge of a page, also while it is corrected', async () => {
      const store = await open();
      const many = Array.from({ length: 2500 }, (_, i) => glucose(i, 5, { at: MORNING + Math.floor(i / 700) * MINUTE }));
      await append(store, ...many);
      const seen: string[] = [];
      for await (const { id } of store.readings.between('p1', 'glucose', MORNING, MORNING + DAY)) {
        if (seen.push(id) === 600) await append(store, { ...many.find((one) => one.id === seen[0])!, meal: 'before' } as Reading);
      }
      expect(seen).toHaveLength(2500);
      expect(new Set(seen).size).toBe(2500);
    });

    test('the newest of each that is asked for, in that order; none where there is none', async () => {
      const store = await open();
      await append(
        store,
        glucose(3, 3),
        glucose(1, 1),
        glucose(9, 9, { patient: 'p2', device: 'meter-2' }),
        pressure(glucose(2, 2).at, 120),
      );
      const asked = [
        ['p2', 'glucose'],
        ['p1', 'blood-pressure'],
        ['p1', 'weight'],
        ['p1', 'glucose'],
      ] as const;
      expect(await store.readings.newestOfEach(asked.map(([patient, kind]) => ({ patient, kind })))).toEqual([
        glucose(9, 9, { patient: 'p2', device: 'meter-2' }),
        pressure(glucose(2, 2).at, 120),
        undefined,
        glucose(3, 3),
      ]);
    });

    test('bySequence finds the latest that carries the number', async () => {
      const store = await open();
      const before = glucose(7, 4, { at: MORNING, deviceTime: '2026-03-01T08:00:00' });
      const after = glucose(7, 5, { at: MORNING + DAY, deviceTime: '2026-03-02T08:00:00' });
      await append(store, after, before, glucose(70, 6), glucose(71, 7), glucose(7, 8, { device: 'meter-10' }));
      expect(await store.readings.bySequence('meter-1', 'glucose', 7)).toEqual(after);
      expect(await store.readings.bySequence('meter-1', 'glucose', 70)).toEqual(glucose(70, 6));
      expect(await store.readings.bySequence('meter-1', 'glucose', 8)).toBeUndefined();
      expect(await store.readings.bySequence('meter-1', 'glucose-context', 7)).toBeUndefined();
    });

    test('heardSince: all of one device, of any kind, in order of arrival', async () => {
      const store = await open();
      const first = glucose(7, 4, { at: MORNING + DAY, received: MORNING });
      const second = glucose(3, 5, { at: MORNING, received: MORNING + MINUTE });
      const third = pressure(MORNING, 120, { device: 'meter-1', id: 'meter-1~blood-pressure~t1', received: MORNING + DAY });
      await append(store, first, glucose(8, 4, { device: 'meter-10', received: MORNING + DAY }), second, third);
      expect(await store.readings.heardSince('meter-1', MORNING)).toEqual([first, second, third]);
      expect(await store.readings.heardSince('meter-1', MORNING + 1)).toEqual([second, third]);
      expect(await store.readings.heardSince('meter', MORNING)).toEqual([]);
    });

    test('what was judged or exempt is not among the unjudged', async () => {
      const store = await open();
      await append(store, glucose(1, 5));
      await store.transact((records) =>
        records.readings.append([{ reading: glucose(2, 0), judgement: { is: 'exempt', because: 'implausible' } }]),
      );
      expect(await store.readings.unjudged(9)).toEqual([]);
      const [one, two] = [glucose(1, 5).id, glucose(2, 0).id];
      expect(await store.readings.judgements([one, 'nobody', two])).toEqual(
        new Map([
          [one, JUDGED],
          [two, { is: 'exempt', because: 'implausible' }],
        ]),
      );
    });

    test('any mixture of deliveries, repeats, corrections and rollbacks ends as the plain account of it says', async () => {
      const delivery = fc.record({ sequence: fc.integer({ min: 0, max: 4 }), mmolL: fc.integer({ min: 4, max: 6 }) });
      const batch = fc.record({ deliveries: fc.array(delivery, { maxLength: 6 }), fails: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(fc.array(batch, { maxLength: 8 }), async (batches) => {
          const store = await open();
          const account = new Map<number, number[]>();
          for (const { deliveries, fails } of batches) {
            const expected: string[] = [];
            const next = new Map([...account].map(([sequence, values]) => [sequence, [...values]]));
            for (const { sequence, mmolL } of deliveries) {
              const values = next.get(sequence);
              expected.push(values === undefined ? 'new' : values.at(-1) === mmolL ? 'repeat' : 'correction');
              if (values?.at(-1) !== mmolL) next.set(sequence, [...(values ?? []), mmolL]);
            }
            const outcomes = await store
              .transact(async (records) => {
                const entries = deliveries.map(({ sequence, mmolL }) => ({ reading: glucose(sequence, mmolL), judgement: JUDGED }));
                const appended = await records.readings.append(entries);
                if (fails) throw new Error('rolled back');
                return appended;
              })
              .catch(() => undefined);
            expect(outcomes).toEqual(fails ? undefined : expected);
            if (!fails) {
              account.clear();
              for (const [sequence, values] of next) account.set(sequence, values);
            }
            expect(await store.readings.count()).toBe(account.size);
          }
          for (const [sequence, values] of account) {
            const { id } = glucose(sequence, 0);
            expect((await store.readings.get([id])).map((reading) => (reading as { glucoseMmolL: number }).glucoseMmolL)).toEqual(
              values.slice(-1),
            );
            const kept = (await store.readings.corrections(id)).map(({ reading }) => (reading as { glucoseMmolL: number }).glucoseMmolL);
            expect(kept).toEqual(values.slice(0, -1));
          }
          await store.close();
        }),
        { numRuns: 25 },
      );
    });
  });
}
