import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { openTestHouse } from '../tests/house.ts';
import { temporaryFolder } from '../tests/services.ts';
import type { Out } from './command.ts';
import { report } from './report.ts';

let config: string;
let folder: string;
let written = '';
const out: Out = { write: (text) => void (written += text), say: () => {}, isTerminal: false };
async function run(...args: string[]): Promise<string> {
  written = '';
  expect(await report.run([...args, '--config', config], out)).toBe(0);
  return written;
}

beforeEach(async () => {
  folder = temporaryFolder();
  config = join(folder, 'hearth.yaml');
  writeFileSync(config, `data: ${folder}\nclinic: { language: en, zone: Europe/London }\n`);
  const house = await openTestHouse({ folder });
  await house.moveIn('p1', []);
  await house.moveIn('p2', []);
  await house.close();
});

test('a period is issued once, listed, shown word for word, and verified', async () => {
  expect(await run('issued')).toBe('');
  expect(await run('issue', '--period', '2026-W07', '--patient', 'p1')).toBe('2026-W07: 1 issued, 0 had been issued before.\n');
  expect(await run('issue', '--period', '2026-W07')).toBe('2026-W07: 1 issued, 1 had been issued before.\n');
  expect((await run('issued')).split('\n').filter(Boolean)).toHaveLength(2);
  const [line] = (await run('issued', 'p1')).split('\n');
  expect(line).toMatch(/p1 {2}2026-W07 {2}edition 1, not signed {2}[0-9a-f]{12}$/);
  const [id] = line!.split('  ');
  const content = await run('issued', 'show', id!);
  const [{ sha256 }] = JSON.parse(`[${(await run('issued', 'p1', '--json')).trim()}]`);
  expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  const file = join(folder, 'report.html');
  await run('issued', 'show', id!, '--format', 'html', '--language', 'zh-CN', '--output', file);
  expect(readFileSync(file, 'utf8')).toContain(sha256);
  expect(await run('issued', 'verify')).toBe('2 as issued, 0 not.\n');
});

test('what was tampered with is found, also with a hash to match', async () => {
  await run('issue', '--period', '2026-W07');
  const database = new DatabaseSync(join(folder, 'hearth.db'));
  const [first, second] = database.prepare('select id, body from issued_reports order by patient').all() as { id: string; body: string }[];
  const put = database.prepare('update issued_contents set packed = ? where report = ?');
  put.run(gzipSync('{"better":true}'), first!.id);
  put.run(gzipSync('{"better":true}'), second!.id);
  const sha256 = createHash('sha256').update('{"better":true}').digest('hex');
  database
    .prepare('update issued_reports set body = ? where id = ?')
    .run(JSON.stringify({ ...JSON.parse(second!.body), sha256 }), second!.id);
  database.close();
  written = '';
  expect(await report.run(['issued', 'verify', '--config', config], out)).toBe(1);
  expect(written).toContain(`${first!.id} p1 2026-W07: its content is not what its hash was made of`);
  expect(written).toContain(`${second!.id} p2 2026-W07: the audit knows another hash`);
  expect(written).toContain('0 as issued, 2 not.');
});

test('the act of issuing is found however much was written since: of a patient’s report and of the clinic’s', async () => {
  await run('issue', '--period', '2026-W07', '--patient', 'p1');
  const house = await openTestHouse({ folder });
  const content = '{"version":1}';
  const sha256 = createHash('sha256').update(content).digest('hex');
  await house.store.transact(async ({ clinicIssues, audit }) => {
    const issue = {
      id: 'clinic-1',
      period: '2026-10',
      from: 0,
      to: 1,
      issued: 1,
      by: 'schedule',
      patients: 2,
      schema: 1,
      sha256,
      bytes: 13,
    };
    await clinicIssues.keep(issue, content);
    await audit.note([{ at: 1, by: 'schedule', did: 'clinic-report.issued', about: { report: 'clinic-1', sha256 } }]);
  });
  await house.close();
  const database = new DatabaseSync(join(folder, 'hearth.db'));
  database.exec(`with recursive more(i) as (select 1 union all select i + 1 from more where i < 101000)
    insert into audit (seq, at, by, did, patient, about, prev_hash, hash)
    select (select max(seq) from audit) + i, 1, 'nurse', case when i % 300 = 0 then 'report.issued' else 'read' end, 'p1', '{}', '', 'h' || i from more`);
  database.close();
  expect(await run('issued', 'verify')).toBe('2 as issued, 0 not.\n');
});

test.each([
  [['issue', '--period', 'soon'], 'A period is a week like'],
  [['issue', '--period', '2099-W01'], 'not over yet'],
  [['issue', '--period', '2026-W07', '--patient', 'nobody'], 'There is no patient nobody.'],
  [['issued', 'nobody'], 'There is no patient nobody.'],
  [['issued', 'show'], 'Which?'],
  [['issued', 'p1', 'p2'], 'p2'],
  [['issued', 'show', 'x'], 'There is no report x.'],
  [['issued', 'verify', 'x'], 'There is no report x.'],
])('%j is refused in a sentence', async (args, sentence) => {
  await expect(report.run([...args, '--config', config], out)).rejects.toThrow(sentence);
});
