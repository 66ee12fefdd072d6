/** A house, a home, and the line between them: what a test of the gateway needs, opened together and closed together. */
import { HOUR } from '../domain/clock.ts';
import type { Kind, Reading } from '../domain/reading.ts';
import { addFakeMeter, type FakeMeter, type FakeMeterParts, type FakeRecord } from './fake-meter.ts';
import { type GatewayHome, openGatewayHome } from './gateway-home.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { type LossyLine, openLossyLine } from './lossy-line.ts';
import { eventually } from './services.ts';

const METER = 'C0:26:DA:00:53:01';
export const CUFF = 'C0:26:DA:00:53:02';

/** Three processes and a radio: on a machine that has much else to do they take their time. */
export const soon = (what: string, holds: () => Promise<boolean> | boolean): Promise<void> => eventually(what, holds, 90);

export interface HouseAndHome {
  readonly house: TestHouse;
  readonly home: GatewayHome;
  readonly line: LossyLine;
  /** A meter with so many records, one each hour until now; each fourth with its meal. */
  addMeter(count: number, more?: Partial<FakeMeterParts>): FakeMeter;
  stored(kind?: Kind): Promise<readonly Reading[]>;
  /** Each of so many sequence numbers is there in the end, and none twice; and nothing waits in the gateway. */
  expectAll(count: number): Promise<void>;
  nothingWaits(device: 'meter-1' | 'cuff-1'): Promise<void>;
  close(): Promise<void>;
}

export interface HouseAndHomeParts {
  /** Further settings of the meter, and of the gateway. */
  readonly meter?: Record<string, unknown>;
  readonly settings?: Record<string, unknown>;
  readonly matchRules?: number;
}

export async function openHouseAndHome({ meter = {}, settings = {}, matchRules = 512 }: HouseAndHomeParts = {}): Promise<HouseAndHome> {
  const house = await openTestHouse();
  await house.moveIn('p1', ['meter-1', 'cuff-1']);
  const line = await openLossyLine(house.broker.port);
  const home = await openGatewayHome({
    server: `mqtt://127.0.0.1:${line.port}`,
    devices: [
      { name: 'meter-1', kind: 'glucose-meter', address: METER, secret: 'secret of meter-1', ...meter },
      { name: 'cuff-1', kind: 'blood-pressure-cuff', address: CUFF, secret: 'secret of cuff-1' },
    ],
    settings,
    matchRules,
  });
  const both: HouseAndHome = {
    house,
    home,
    line,
    addMeter: (count, more = {}) => addFakeMeter(home.bluez, { address: METER, records: recordsOf(count), ...more }),
    async stored(kind = 'glucose') {
      const all: Reading[] = [];
      for await (const reading of house.store.readings.between('p1', kind, 0, Date.now() + HOUR)) all.push(reading);
      return all;
    },
    async expectAll(count) {
      await soon(`${count} readings`, async () => (await both.stored()).length >= count);
      await both.nothingWaits('meter-1');
      const sequences = (await both.stored()).map(({ sequence }) => sequence!).toSorted((a, b) => a - b);
      const wanted = recordsOf(count).map(({ sequence }) => sequence);
      if (sequences.join() !== wanted.join()) throw new Error(`of 1 to ${count} there are: ${sequences.join()}`);
    },
    nothingWaits: (device) => soon('nothing waits', async () => home.waiting(device) === 0),
    async close() {
      try {
        await home.close();
      } finally {
        await line.close();
        await house.close();
      }
    },
  };
  return both;
}

const recordsOf = (count: number): FakeRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    sequence: 1 + i,
    at: Math.floor(Date.now() / HOUR) * HOUR - (count - i) * HOUR,
    mmolPerL: 5 + (i % 40) / 10,
    ...(i % 4 === 0 ? { meal: 1 } : {}),
  }));
