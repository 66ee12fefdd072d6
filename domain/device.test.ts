import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimCodeOf, plainClaimCode } from './claim-code.ts';
import { DAY } from './clock.ts';
import {
  type Device,
  dependsOnKinds,
  isShared,
  lastHandOver,
  type Ownership,
  ownerAt,
  silentAfter,
  stateOf,
  widerOwnership,
} from './device.ts';

const of = (patient: string, since: number, until?: number, user?: number): Ownership => ({
  device: 'cuff-1',
  patient,
  since,
  ...(until === undefined ? {} : { until }),
  ...(user === undefined ? {} : { user }),
});

import type { Patient } from './patient.ts';
import type { Kind } from './reading.ts';

describe('whose a measurement is', () => {
  const shared = [of('ann', 100), of('ann', 200, undefined, 1), of('bob', 200, 300, 2)];
  test.each([
    ['before anybody had it', 99, 1, undefined],
    ['before it was shared, whoever the cuff says', 150, 2, 'ann'],
    ['user 1, shared', 200, 1, 'ann'],
    ['user 2, shared', 299, 2, 'bob'],
    ['user 2, whose time is over', 300, 2, undefined],
    ['a user that nobody knows', 250, 3, undefined],
    ['no user at all', 250, undefined, undefined],
  ])('%s', (_, at, user, patient) => {
    expect(ownerAt(shared, at, user)).toBe(patient);
  });

  test('a device whose users are all gone is its owner’s again', () => {
    expect(ownerAt([of('ann', 0), of('bob', 10, 20, 2)], 20, 2)).toBe('ann');
    expect([9, 10, 19, 20].map((at) => isShared([of('bob', 10, 20, 2)], at))).toEqual([false, true, true, false]);
  });
});

describe('since when it can belong to somebody else', () => {
  test.each([
    ['nobody yet', [], 0],
    ['somebody: from the beginning of that', [of('ann', 100)], 100],
    ['nobody any more', [of('ann', 100, 200)], 200],
    ['users: from the last change of any', [of('ann', 100), of('bob', 300, 400, 2), of('ann', 350, undefined, 1)], 400],
  ] as const)('the device of %s', (_, owners, since) => {
    expect(lastHandOver(owners)).toBe(since);
  });

  test.each([
    ['a device of nobody', [], 1, 0],
    ['a device that is not shared: its measurements were all somebody’s', [of('ann', 100)], 1, undefined],
    ['one that has it: from its beginning, to mend a mistake', [of('ann', 300, undefined, 1)], 1, 300],
    ['a second user: since the first made it shared', [of('ann', 100), of('ann', 300, undefined, 1)], 2, 300],
    ['one that had it before', [of('ann', 300, undefined, 1), of('bob', 320, 400, 2)], 2, 400],
  ] as const)('user of %s', (_, owners, user, since) => {
    expect(lastHandOver(owners, user, 1_000)).toBe(since);
  });

  test.each([
    ['a device of theirs: over all that was nobody’s', [of('ann', 100)], undefined, 0],
    ['one that bob had before', [of('bob', 10, 50), of('ann', 100)], undefined, 50],
    ['one that bob had right before', [of('bob', 10, 100), of('ann', 100)], undefined, undefined],
    ['one that is bob’s', [of('bob', 100)], undefined, undefined],
    ['one that was theirs', [of('ann', 100, 200)], undefined, undefined],
    ['one that has users since', [of('ann', 100), of('bob', 300, undefined, 2)], undefined, undefined],
    ['user 1 of a device of nobody', [of('ann', 300, undefined, 1)], 1, 0],
    ['user 2, since the first made it shared', [of('bob', 100), of('bob', 300, undefined, 1), of('ann', 400, undefined, 2)], 2, 300],
    ['user 1 of what was bob’s before', [of('bob', 100), of('ann', 300, undefined, 1)], 1, undefined],
  ] as const)('and for ann, who has it already: %s', (_, owners, user, since) => {
    expect(widerOwnership(owners, 'ann', user)?.since).toBe(since);
  });
});

const device = (more: Partial<Device> = {}): Device => ({ id: 'cuff-1', zone: 'UTC', enrolled: 0, lastSeen: 10 * DAY, ...more });
const PLAN: Patient['plan'] = [
  { kind: 'glucose', everyDays: 1 },
  { kind: 'weight', everyDays: 7 },
];
const every = (...days: number[]) => days.map((everyDays) => ({ kind: 'glucose' as const, everyDays }));

test.each<[string, Device, Patient['plan'][], number | undefined, Kind[]]>([
  ['its own days, whatever the plan says', device({ silentAfterDays: 2 }), [every(9)], 2, []],
  ['the longest pause of the plan: it may be for the rarer measurement', device(), [every(1, 7)], 7, []],
  ['the strictest of those who use it', device(), [every(7), every(1, 3), []], 3, []],
  ['nobody waits for it', device(), [[]], undefined, []],
  ['what it measures, where that is known', device(), [PLAN], 1, ['glucose']],
  ['its own kind alone', device(), [PLAN], 7, ['weight', 'body-composition']],
  ['the most frequent of what it measures', device(), [PLAN], 1, ['weight', 'glucose']],
  ['the longest, where the plan knows nothing of what it measures', device(), [PLAN], 7, ['heart-rate']],
])('silent after %s', (_, one, plans, days, kinds = []) => {
  expect(silentAfter(one, plans, kinds)).toBe(days);
});

test.each([
  ['never heard', device({ lastSeen: undefined } as unknown as Partial<Device>), 99 * DAY, { is: 'new' }],
  ['a moment before', device(), 13 * DAY - 1, { is: 'active' }],
  ['at the moment', device(), 13 * DAY, { is: 'silent', since: 13 * DAY }],
  ['revoked', device({ revoked: 5 }), 99 * DAY, { is: 'revoked', since: 5 }],
  ['retired, and so revoked', device({ revoked: 5, retired: 6 }), 99 * DAY, { is: 'retired', since: 6 }],
] as const)('state: %s', (_, one, now, state) => {
  expect(stateOf(one, [every(3)], now)).toEqual(state);
});

test('what a device measures is asked only where it matters', () => {
  const asks = (one: Device, now: number, plans: Parameters<typeof dependsOnKinds>[1] = [PLAN]) => dependsOnKinds(one, plans, now);
  expect([asks(device(), 11 * DAY - 1), asks(device(), 11 * DAY), asks(device(), 99 * DAY)]).toEqual([false, true, true]);
  expect([asks(device({ silentAfterDays: 1 }), 99 * DAY), asks(device(), 99 * DAY, [every(7)]), asks(device(), 99 * DAY, [])]).toEqual([
    false,
    false,
    false,
  ]);
});

test('claim codes are read however they are typed; every letter is as likely as another', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 8, maxLength: 8 }), { minLength: 30, maxLength: 30 }), (bytes) => {
      let i = 0;
      const code = claimCodeOf(() => bytes[i++ % bytes.length]!.map((byte) => (i > 20 ? byte % 240 : byte)));
      expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
      const plain = code.replace('-', '');
      for (const typed of [code, plain, code.toLowerCase(), ` ${plain.slice(0, 2)} ${plain.slice(2)} `, code.replace('-', '–')])
        expect(plainClaimCode(typed)).toBe(plain);
    }),
  );
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  let at = 0;
  const counts = new Map<string, number>();
  for (let i = 0; i < 30; i++)
    for (const letter of claimCodeOf((n) => all.subarray(at, (at += n)))) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  counts.delete('-');
  expect(new Set(counts.values())).toEqual(new Set([12]));
  for (const wrong of ['', 'WDJB-MJH', 'WDJB-MJHTT', 'WDJB-MJH1', 'ABCD-EFGH', '登记码登记码登记'])
    expect(plainClaimCode(wrong)).toBeUndefined();
});
