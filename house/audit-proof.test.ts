import { createHash } from 'node:crypto';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { createSeal } from '../store/seal.ts';
import { KEY, openHouse, temporaryFolder } from '../store/temporary-house.ts';
import { createHeads } from './audit-heads.ts';
import { auditKeyOf } from './audit-key.ts';
import { proveAudit } from './audit-proof.ts';

/** Each damage that somebody could do, done by hand on the real file, and found. */

const START = Date.parse('2026-03-01T08:00:00Z');
const { mark } = createSeal(KEY);

/** Five minutes, ten acts and a head in each; then three acts that no head covers yet. */
async function audited() {
  const folder = temporaryFolder();
  const { store, path } = openHouse({ path: join(folder, 'hearth.db') });
  const clock = createReplayClock(START);
  const key = auditKeyOf(folder);
  const file = join(folder, 'audit.heads');
  const copy = join(folder, 'elsewhere', 'audit.heads');
  const troubles: string[] = [];
  const heads = createHeads({ store, clock, key, file, copy, onTrouble: (error) => troubles.push((error as Error).message) });
  const act = async (count: number) => {
    for (let n = 0; n < count; n++) {
      clock.advance(clock.now() + 1000);
      await store.transact((records) =>
        records.audit.note([{ at: clock.now(), by: 'dr.li', did: 'alert.resolve', patient: 'p1', about: { n } }]),
      );
    }
  };
  for (let minute = 1; minute <= 5; minute++) {
    await act(10);
    clock.advance(START + minute * MINUTE);
    await heads.tick();
  }
  await act(3);
  const prove = (more: object = {}) => proveAudit({ database: path, heads: file, key: key.open, markOf: mark, ...more });
  const damage = (sql: string) => {
    const hand = new DatabaseSync(path);
    hand.exec(sql);
    hand.close();
  };
  return { folder, store, clock, heads, file, copy, act, prove, damage, path, troubles };
}

/** What somebody with the source code, and without the keys, would do after a change: every hash anew. */
function recompute(path: string, from = 1): void {
  const hand = new DatabaseSync(path);
  let before = from === 1 ? '' : String(hand.prepare('select hash from audit where seq = ?').get(from - 1)?.hash);
  for (const { seq, at, by, did, patient, about } of hand.prepare('select * from audit where seq >= ? order by seq').all(from)) {
    const hash = createHash('sha256')
      .update(JSON.stringify([before, seq, at, by, did, patient, about]))
      .digest('hex');
    hand.prepare('update audit set prev_hash = ?, hash = ? where seq = ?').run(before, hash, seq!);
    before = hash;
  }
  hand.close();
}

const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();

test('a whole audit is found whole, with what is signed and what is not yet', async () => {
  const { prove } = await audited();
  expect(await prove()).toMatchObject({
    ok: true,
    acts: 53,
    head: { n: 5, seq: 50, at: START + 5 * MINUTE },
    last: { seq: 53 },
    findings: [],
  });
});

test.each<[string, string, string]>([
  [
    'edited',
    "update audit set did = 'nothing' where seq = 14",
    `Act 14 of ${at(64)} is the first that is not right: it was changed after it was written.`,
  ],
  [
    'edited after the last head',
    "update audit set by = 'dr.wu' where seq = 52",
    `Act 52 of ${at(302)} is the first that is not right: it was changed after it was written.`,
  ],
  ['deleted', 'delete from audit where seq = 25', `Act 25, written between ${at(124)} and ${at(126)}, is missing: it was taken out.`],
  ['deleted, the first', 'delete from audit where seq = 1', `Act 1, written before ${at(2)}, is missing: it was taken out.`],
  [
    'inserted in the middle',
    `update audit set seq = -seq - 1 where seq >= 30; update audit set seq = -seq where seq < 0;
     insert into audit select 30, at, 'dr.evil', did, patient, about, prev_hash, hash, mark from audit where seq = 31`,
    `Act 30 of ${at(130)} is the first that is not right: it was changed after it was written.`,
  ],
  [
    'inserted at the end',
    "insert into audit select 54, at, 'dr.evil', did, patient, about, hash, 'ab', mark from audit where seq = 53",
    `Act 54 of ${at(303)} is the first that is not right: it was changed after it was written.`,
  ],
  [
    'cut off at the end',
    'delete from audit where seq > 33',
    `The end of the audit was cut off: act 34, written after ${at(183)} and up to ${at(240)}, and all behind it are missing; the audit now ends at act 33.`,
  ],
  [
    'cut off where a head ends',
    'delete from audit where seq > 30',
    `The end of the audit was cut off: act 31, written after ${at(130)} and up to ${at(240)}, and all behind it are missing; the audit now ends at act 30.`,
  ],
])('an act that was %s is found, with its time', async (_, sql, sentence) => {
  const { damage, prove } = await audited();
  damage(sql);
  expect((await prove()).findings).toEqual([sentence]);
});

test('a chain that was rewritten and recomputed whole is found by the heads alone, at the act at which it begins', async () => {
  const { damage, path, prove } = await audited();
  damage("update audit set by = 'dr.wu' where seq = 17");
  recompute(path);
  damage('update audit set mark = null');
  expect((await prove({ markOf: undefined })).findings).toEqual([
    `Act 17 of ${at(67)} is the first that is not right: it is not the act that was signed at ${at(120)}: the chain was rewritten from here on.`,
  ]);
});

test('what was put behind the last head with good hashes is found by the mark that it lacks', async () => {
  const { damage, path, prove } = await audited();
  damage("update audit set by = 'dr.wu' where seq = 52");
  recompute(path, 52);
  expect((await prove()).findings).toEqual([
    `Act 52 of ${at(302)} is the first that is not right: it was not written by this house: it does not bear the mark of its key.`,
  ]);
  damage('update audit set mark = null where seq >= 52');
  expect((await prove()).findings[0]).toContain('Act 52');
});

test('the house itself does not sign a chain that was rewritten, and says so', async () => {
  const { damage, path, prove, heads, clock, act, troubles } = await audited();
  damage("update audit set by = 'dr.wu' where seq = 50");
  recompute(path, 50);
  await act(1);
  clock.advance(clock.now() + MINUTE);
  await heads.tick();
  expect(heads.state()).toMatchObject({
    head: { n: 5 },
    refused: { why: expect.stringContaining('act 51 does not follow from the last signed head') },
  });
  expect(troubles).toHaveLength(1);
  expect((await prove()).ok).toBe(false);
});

test('heads that were cut at the end, at the beginning, or all are missed', async () => {
  const { file, prove } = await audited();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  writeFileSync(file, `${lines.slice(0, 3).join('\n')}\n`);
  expect((await prove()).findings).toEqual([
    `Heads: ${file} was cut: head 4, written after ${at(180)}, is missing, and so is all up to head 5 (act 50) of ${at(300)}.`,
  ]);
  writeFileSync(file, `${lines.join('\n')}\n`);
  truncateSync(file, lines.join('\n').length - 3);
  expect((await prove()).findings).toEqual([
    `Heads: ${file} was cut: head 5, written after ${at(240)}, is missing, and so is all up to head 5 (act 50) of ${at(300)}.`,
  ]);
  writeFileSync(file, `${lines.slice(2).join('\n')}\n`);
  expect((await prove()).findings).toEqual([
    `Heads: head 1, which was written up to ${at(180)}, is missing from ${file}: the file was cut.`,
  ]);
  rmSync(file);
  expect((await prove()).findings).toEqual([
    `Heads: ${file} was cut: head 1 is missing, and so is all up to head 5 (act 50) of ${at(300)}.`,
  ]);
});

test('heads that were edited, exchanged, or signed by another key are found', async () => {
  const { file, prove, folder } = await audited();
  const whole = readFileSync(file, 'utf8');
  const lines = whole.trimEnd().split('\n');
  for (const [i, line] of lines.entries()) {
    const edited = line.replace(/"seq":(\d+)/, (_, seq) => `"seq":${Number(seq) + 1}`);
    writeFileSync(file, `${lines.with(i, edited).join('\n')}\n`);
    expect((await prove()).findings).toEqual([
      `Heads: head ${i + 1} of ${at(60 * (i + 1))} does not bear the signature of the house: it was changed.`,
    ]);
  }
  writeFileSync(file, whole.replace(lines[2]!, 'nothing'));
  expect((await prove()).findings).toEqual([`Heads: line 3 of ${file}, written after ${at(120)}, is no head: the file was changed.`]);
  writeFileSync(file, whole);
  const other = auditKeyOf(join(folder, 'elsewhere'));
  expect((await prove({ key: other.open })).findings[0]).toContain(`and this is the key ${other.name}`);
});

test('a rewritten chain with heads that were cut to suit it is found by the copy in the second place', async () => {
  const { damage, path, prove, file, copy, store } = await audited();
  damage(
    'update audit set by = \'dr.wu\' where seq = 45; update pulses set body = \'{"n":4,"seq":40,"line":""}\' where name = \'audit.heads\'',
  );
  recompute(path, 45);
  for (const { seq, hash } of await store.audit.after(44, 99)) damage(`update audit set mark = '${mark(hash)}' where seq = ${seq}`);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  writeFileSync(file, `${lines.slice(0, 4).join('\n')}\n`);
  expect((await prove()).findings).toEqual([]); // who has all keys and all files of this machine leaves nothing here
  expect((await prove({ heads: copy })).findings[0]).toContain(`Act 45 of ${at(245)} is the first that is not right`);
});

test('what a crash left of a line is dropped, and the heads go on', async () => {
  const { folder, store, clock, file, prove, act } = await audited();
  writeFileSync(file, '{"n":6,"at":', { flag: 'a' });
  const again = createHeads({ store, clock, key: auditKeyOf(folder), file, copy: undefined, onTrouble: () => {} });
  await act(1);
  await again.tick();
  expect(await prove()).toMatchObject({ ok: true, acts: 54, head: { n: 6, seq: 54 } });
});

test('a copy that is not the beginning of the original is left as it is, and told', async () => {
  const { heads, copy, act, troubles } = await audited();
  writeFileSync(copy, 'something else altogether, longer than nothing\n');
  await act(1);
  await heads.tick();
  expect(readFileSync(copy, 'utf8')).toContain('something else');
  expect(troubles.join()).toContain('holds other heads');
  expect(heads.state().copy?.why).toContain('holds other heads');
});
