import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { verifyAuditOf } from './prove.ts';
import { openHouse } from './temporary-house.ts';

async function withActs(count: number) {
  const house = openHouse();
  for (let n = 0; n < count; n += 3) {
    await house.store.transact((records) =>
      records.audit.note([1, 2, 3].map((i) => ({ at: n + i, by: 'dr.li', did: 'look', patient: 'p1', about: { n: n + i } }))),
    );
  }
  return house;
}

test('an untouched chain holds, over several pages', async () => {
  const { path } = await withActs(2100);
  expect(await verifyAuditOf(path)).toEqual({ ok: true, acts: 2100, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test.each([
  ['changed', "update audit set did = 'nothing' where seq = 4", { ok: false, seq: 4, why: 'it was changed after it was written' }],
  ['taken out', 'delete from audit where seq = 5', { ok: false, seq: 5, why: 'this act is missing' }],
  ['taken out at the beginning', 'delete from audit where seq = 1', { ok: false, seq: 1, why: 'this act is missing' }],
  [
    'replaced by another of the same kind',
    'update audit set at = b.at, about = b.about, hash = b.hash from (select * from audit where seq = 7) b where audit.seq = 6',
    { ok: false, seq: 6, why: 'it was changed after it was written' },
  ],
  [
    'moved down',
    'delete from audit where seq = 5; update audit set seq = seq - 1 where seq > 5',
    { ok: false, seq: 5, why: 'it does not follow from the act before it' },
  ],
])('an act that was %s is found', async (_, sql, finding) => {
  const { path } = await withActs(9);
  const hand = new DatabaseSync(path);
  hand.exec(sql);
  hand.close();
  expect(await verifyAuditOf(path)).toMatchObject(finding);
});

test('acts cut off the end show in the count and the head that somebody noted elsewhere', async () => {
  const { path } = await withActs(9);
  const before = await verifyAuditOf(path);
  const hand = new DatabaseSync(path);
  hand.exec('delete from audit where seq > 6');
  hand.close();
  const after = await verifyAuditOf(path);
  expect(after).toMatchObject({ ok: true, acts: 6 });
  expect(after).not.toEqual(before);
});
