import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backup as backupCommand } from '../commands/backup.ts';
import { restore as restoreCommand } from '../commands/restore.ts';
import { backup } from './backup.ts';
import { append, glucose, patient } from './conformance/samples.ts';
import { migrations } from './migrations/registry.ts';
import { proveBackup } from './prove.ts';
import { restore } from './restore.ts';
import { openHouse, temporaryFolder } from './temporary-house.ts';

async function withReadings(count: number, path?: string) {
  const house = openHouse(path === undefined ? {} : { path });
  await append(house.store, ...Array.from({ length: count }, (_, i) => glucose(i, 5)));
  await house.store.transact(async (records) => {
    await records.patients.save(patient('p1'));
    await records.audit.note([{ at: 1, by: 'test', did: 'begin', about: {} }]);
  });
  return house;
}

/** Overwrites bytes in the middle of a file. */
function damage(file: string, at = 0.5): void {
  const handle = openSync(file, 'r+');
  const size = statSync(file).size;
  writeSync(handle, Buffer.alloc(3 * 4096, 0xa5), 0, 3 * 4096, Math.floor((size * at) / 4096) * 4096);
  closeSync(handle);
}

describe('a backup', () => {
  test('made while a server writes without a pause holds one whole moment, and is proved', async () => {
    const { store, path } = await withReadings(20_000);
    const to = join(temporaryFolder(), 'backup.db');
    let writing = true;
    let written = 20_000;
    const writer = (async () => {
      while (writing) {
        await append(store, ...Array.from({ length: 50 }, () => glucose(written++, 5)));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const before = await store.readings.count();
    const shares: number[] = [];
    const proof = await backup(path, to, (share) => shares.push(share));
    writing = false;
    await writer;

    expect(shares.length).toBeGreaterThan(1);
    expect(written).toBeGreaterThan(before);
    expect(proof).toMatchObject({ patients: 1, alerts: 0, step: migrations.at(-1)!.name, audit: { ok: true, acts: 1 } });
    expect(proof.readings).toBeGreaterThanOrEqual(before);
    expect((proof.readings - 20_000) % 50).toBe(0);
    expect(readdirSync(dirname(to))).toEqual(['backup.db']);
    expect(statSync(to).mode & 0o777).toBe(0o600);
    const copy = openHouse({ path: to }).store;
    expect(await copy.readings.latest('p1', 'glucose', 1)).toEqual([glucose(proof.readings - 1, 5)]);
  });

  test('that fails leaves the one before in its place', async () => {
    const { store, path } = await withReadings(2000);
    const to = join(temporaryFolder(), 'backup.db');
    await backup(path, to);
    const good = readFileSync(to);
    await store.close();
    damage(path);
    await expect(backup(path, to)).rejects.toThrow(/damaged/);
    expect(readFileSync(to).equals(good)).toBe(true);
    expect(readdirSync(dirname(to))).toEqual(['backup.db']);
  });

  test('is refused where it would write over the database, or there is none', async () => {
    const { path } = await withReadings(1);
    await expect(backup(path, path)).rejects.toThrow(/is the database itself/);
    await expect(backup(path, dirname(path))).rejects.toThrow(/is not a file/);
    await expect(backup(`${path}.nothing`, `${path}.copy`)).rejects.toThrow(/there is no database/);
  });
});

describe('a file is proved', () => {
  test.each<[string, (file: string) => void, RegExp]>([
    ['damaged inside', (file) => damage(file), /is damaged/],
    ['cut off', (file) => truncateSync(file, Math.floor(statSync(file).size / 8192) * 4096), /damaged|cannot be read/],
    ['no database', (file) => writeFileSync(file, 'Dear editor, '.repeat(1000)), /damaged|cannot be read/],
    ['empty', (file) => writeFileSync(file, ''), /not a database of Hearth's/],
    ['of a newer version', (file) => edit(file, "insert into migrations values ('9999-later')"), /newer version of Hearth/],
    ['not ours', (file) => edit(file, 'pragma application_id = 7'), /not a database of Hearth's/],
    ['an index that does not fit its table', (file) => edit(file, UNFIT), /is damaged/],
  ])('and refused when it is %s', async (_, spoil, why) => {
    const { path, store } = await withReadings(2000);
    const file = join(temporaryFolder(), 'backup.db');
    await backup(path, file);
    await store.close();
    spoil(file);
    await expect(proveBackup(file)).rejects.toThrow(why);
    const before = readFileSync(path);
    await expect(restore(file, path)).rejects.toThrow(why);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual([basename(path)]);
  });

  test('a broken audit is told, and does not stand in the way', async () => {
    const { path, store } = await withReadings(5);
    await store.close();
    edit(path, "update audit set did = 'nothing'");
    expect((await proveBackup(path)).audit).toMatchObject({ ok: false, seq: 1, why: 'it was changed after it was written' });
  });
});

const UNFIT = `pragma writable_schema = on; update sqlite_schema set sql = 'CREATE INDEX "readings_of_patient" on "readings" ("kind", "patient", "at")' where name = 'readings_of_patient'`;

function edit(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  if (sql.includes('writable_schema')) db.enableDefensive(false);
  db.exec(sql);
  db.close();
}

describe('a restore', () => {
  test('brings back what was, and keeps what stood there', async () => {
    const { store, path } = await withReadings(10);
    const file = join(temporaryFolder(), 'backup.db');
    await backup(path, file);
    await append(store, glucose(77, 9));
    await store.close();

    const { proof, kept } = await restore(file, path);
    expect(proof.readings).toBe(10);
    expect(kept).toBe(`${path}.before-restore-1`);
    expect(readdirSync(dirname(path)).sort()).toEqual([basename(path), `${basename(path)}.before-restore-1`]);
    const restored = openHouse({ path }).store;
    expect(await restored.readings.count()).toBe(10);
    const old = openHouse({ path: kept! }).store;
    expect(await old.readings.count()).toBe(11);
    await restored.close();
    expect((await restore(file, path)).kept).toBe(`${path}.before-restore-2`);
  });

  test('into an empty place makes the folder', async () => {
    const { path } = await withReadings(3);
    const file = join(temporaryFolder(), 'backup.db');
    await backup(path, file);
    const place = join(temporaryFolder(), 'new', 'hearth.db');
    expect(await restore(file, place)).toMatchObject({ kept: undefined, proof: { readings: 3 } });
    expect(await openHouse({ path: place }).store.readings.count()).toBe(3);
  });

  test('takes the place of a database that is damaged, with the log that lay beside it', async () => {
    const { store, path } = await withReadings(10);
    const file = join(temporaryFolder(), 'backup.db');
    await backup(path, file);
    await store.close();
    writeFileSync(path, 'not a database any more'.repeat(500));
    writeFileSync(`${path}-wal`, 'a log of something');
    const { kept } = await restore(file, path);
    const beside = readdirSync(dirname(path));
    expect(beside).toEqual(expect.arrayContaining([path, kept!, `${kept}-wal`].map((name) => basename(name))));
    expect(beside.filter((name) => name.startsWith(`${basename(path)}-`))).toEqual([]);
    expect(await openHouse({ path }).store.readings.count()).toBe(10);
  });

  test('is refused while a server has the database open, idle or not, in this process or another', async () => {
    const { store, path } = await withReadings(10);
    const file = join(temporaryFolder(), 'backup.db');
    await backup(path, file);
    await expect(restore(file, path)).rejects.toThrow(/open in another program: stop the server first/);
    await append(store, glucose(77, 9));
    await store.close();

    const server = await startServer(path);
    await expect(restore(file, path)).rejects.toThrow(/open in another program: stop the server first/);
    expect(readdirSync(dirname(path)).filter((name) => name.includes('restor'))).toEqual([]);
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect(existsSync(`${path}-wal`)).toBe(true);
    const { kept } = await restore(file, path);
    expect(await openHouse({ path: kept! }).store.readings.count()).toBe(11);
  });
});

async function startServer(path: string): Promise<ChildProcess> {
  const program = `
    const { openSqlite } = await import(${JSON.stringify(import.meta.resolve('./sqlite.ts'))});
    const store = openSqlite({ path: ${JSON.stringify(path)}, identityKey: new Uint8Array(32).fill(7), now: () => 0 });
    await store.transact((records) => records.streams.moveCursor('x', 1));
    process.stdout.write('open');
    setInterval(() => {}, 1000);`;
  const server = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void server.kill('SIGKILL'));
  await once(server.stdout!, 'data');
  return server;
}

describe('the commands', () => {
  async function run(command: typeof backupCommand, ...args: readonly string[]) {
    let [written, said] = ['', ''];
    const out = {
      write: (text: string) => {
        written += text;
      },
      say: (text: string) => {
        said += text;
      },
      isTerminal: false,
    };
    return { code: await command.run(args, out), written, said };
  }

  test('back up and restore a data folder, and say what they did', async () => {
    const data = temporaryFolder();
    const { store } = await withReadings(4, join(data, 'hearth.db'));
    const file = join(temporaryFolder(), 'backup.db');
    const made = await run(backupCommand, file, '--data', data);
    expect(made.code).toBe(0);
    expect(made.written).toContain('4 readings, 1 patients, 0 alerts, 1 acts in the audit');
    expect(made.said).toContain('identity.key');

    const refused = await run(restoreCommand, file, '--data', data);
    expect([refused.code, refused.written]).toEqual([1, '']);
    expect(refused.said).toMatch(/stop the server first\.\nNothing was changed/);
    await store.close();
    const restored = await run(restoreCommand, file, '--data', data);
    expect(restored.code).toBe(0);
    expect(restored.written).toContain(`kept as ${join(data, 'hearth.db.before-restore-1')}`);
  });

  test('say in one sentence what is wrong', async () => {
    const data = temporaryFolder();
    expect(await run(backupCommand, join(data, 'b.db'), '--data', data)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/there is no database/),
    });
    expect(await run(restoreCommand, join(data, 'b.db'), '--data', data)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/no such file/),
    });
    await expect(run(backupCommand)).rejects.toThrow('Which file');
    await expect(run(restoreCommand)).rejects.toThrow('Which backup');
    await expect(run(backupCommand, 'x', '--nonsense')).rejects.toThrow();
  });
});
