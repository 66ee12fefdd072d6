import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { Migration } from './migrate.ts';
import { migrations } from './migrations/registry.ts';
import { DatabaseRefused } from './refused.ts';
import { openWriter, stepsTaken } from './sqlite-file.ts';
import { openHouse, temporaryFolder } from './temporary-house.ts';

const newFile = () => join(temporaryFolder(), 'hearth.db');
const open = (path: string, known: readonly Migration[] = migrations) => openWriter({ path, durability: 'full' }, known);

test('the registry lists what lies in the folder, in order', () => {
  const files = readdirSync(join(import.meta.dirname, 'migrations')).filter((file) => /^\d{4}-/.test(file));
  expect(migrations.map(({ name }) => `${name}.ts`)).toEqual(files.sort());
});

describe('steps', () => {
  const next: Migration = { name: '9999-colour', up: ({ schema }) => [schema.alterTable('patients').addColumn('colour', 'text')] };

  test('are taken once, each when it is there', () => {
    const path = newFile();
    open(path).close();
    open(path).close();
    const db = open(path, [...migrations, next]);
    expect(stepsTaken(db)).toEqual([...migrations, next].map(({ name }) => name));
    db.exec('select colour from patients');
    db.close();
  });

  test('that fail leave the database as it was', () => {
    const path = newFile();
    open(path).close();
    const bad: Migration = {
      name: '0003-bad',
      up: ({ schema }) => [schema.createTable('more').addColumn('id', 'text'), schema.dropTable('nothing')],
    };
    expect(() => open(path, [...migrations, next, bad])).toThrow('no such table: nothing');
    const db = open(path);
    expect(stepsTaken(db)).toEqual(migrations.map(({ name }) => name));
    expect(db.prepare("select name from sqlite_schema where name = 'more'").all()).toEqual([]);
    db.close();
  });
});

describe('a file that is refused, with a sentence', () => {
  const changed = (by: string) => {
    const { store, path } = openHouse();
    return store.close().then(() => {
      const hand = new DatabaseSync(path);
      hand.exec(by);
      hand.close();
      return path;
    });
  };

  test('one that a newer version wrote', async () => {
    const path = await changed("insert into migrations values ('9999-from-the-future')");
    expect(() => openHouse({ path })).toThrow(DatabaseRefused);
    expect(() => openHouse({ path })).toThrow(/written by a newer version of Hearth \(it went through 9999-from-the-future\)/);
  });

  test('a database of somebody else’s, which stays as it is', () => {
    const path = newFile();
    const theirs = new DatabaseSync(path);
    theirs.exec('create table songs (title text)');
    theirs.close();
    expect(() => openHouse({ path })).toThrow(/not one of Hearth's/);
    const after = new DatabaseSync(path);
    expect(after.prepare('select name from sqlite_schema').all()).toEqual([{ name: 'songs' }]);
    after.close();
  });

  test('no database at all', () => {
    const path = newFile();
    writeFileSync(path, 'a letter to the editor, of some length, so that it has a page of its own'.repeat(100));
    expect(() => openHouse({ path })).toThrow(/is not a database: restore a backup/);
  });
});
