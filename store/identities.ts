import type { PatientIdentity } from '../domain/patient.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Seal } from './seal.ts';

const byPatient = query((db, $: Holes<{ patient: string }>) =>
  db.selectFrom('identities').select('sealed').where('patient', '=', $.patient),
);
const save = query((db, $: Holes<{ patient: string; sealed: string }>) =>
  db
    .insertInto('identities')
    .values({ patient: $.patient, sealed: $.sealed })
    .onConflict((conflict) => conflict.column('patient').doUpdateSet({ sealed: $.sealed })),
);

/** Sealed record by record: who reads the file learns no name, and who swaps two rows is found out. */
export function identities(connection: Connection, seal: Seal): Records['identities'] {
  const placeOf = (patient: PatientId) => `identities|${patient}`;
  return {
    async get(ids) {
      const rows = await connection.oneEach(
        byPatient,
        ids.map((patient) => ({ patient })),
      );
      const open = (sealed: string, patient: PatientId) => JSON.parse(seal.open(sealed, placeOf(patient))) as PatientIdentity;
      return new Map(rows.flatMap((row, i) => (row ? [[ids[i]!, open(row.sealed, ids[i]!)]] : [])));
    },
    async save(patient, identity) {
      await connection.run(save, { patient, sealed: seal.close(JSON.stringify(identity), placeOf(patient)) });
    },
  };
}
