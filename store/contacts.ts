import { Contact, type Person } from '../domain/contact.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Seal } from './seal.ts';

const byPerson = query((db, $: Holes<{ person: string }>) => db.selectFrom('contacts').select('sealed').where('person', '=', $.person));
const all = query((db) => db.selectFrom('contacts').selectAll().orderBy('person'));
const save = query((db, $: Holes<{ person: string; sealed: string }>) =>
  db
    .insertInto('contacts')
    .values({ person: $.person, sealed: $.sealed })
    .onConflict((conflict) => conflict.column('person').doUpdateSet({ sealed: $.sealed })),
);

/** Sealed person by person, like the identities. What an older version wrote gets today's defaults. */
export function contacts(connection: Connection, seal: Seal): Records['contacts'] {
  const placeOf = (person: Person) => `contacts|${person}`;
  const open = (sealed: string, person: Person) => Contact.parse(JSON.parse(seal.open(sealed, placeOf(person))));
  return {
    async get(persons) {
      const rows = await connection.oneEach(
        byPerson,
        persons.map((person) => ({ person })),
      );
      return new Map(rows.flatMap((row, i) => (row ? [[persons[i]!, open(row.sealed, persons[i]!)] as const] : [])));
    },
    list: async () => new Map((await connection.all(all, {})).map(({ person, sealed }) => [person, open(sealed, person)])),
    async save(person, contact) {
      await connection.run(save, { person, sealed: seal.close(JSON.stringify(contact), placeOf(person)) });
    },
  };
}
