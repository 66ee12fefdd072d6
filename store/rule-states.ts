import type { RuleState } from '../domain/rule-state.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Memory, recall } from './memory.ts';
import { type Holes, query } from './query.ts';

const byPatient = query((db, $: Holes<{ patient: string }>) =>
  db.selectFrom('rule_states').select('body').where('patient', '=', $.patient),
);
const piecesOf = query((db, $: Holes<{ patient: string }>) =>
  db.selectFrom('rule_state_pieces').select(['name', 'text']).where('patient', '=', $.patient),
);
const save = query((db, $: Holes<{ patient: string; body: string }>) =>
  db
    .insertInto('rule_states')
    .values({ patient: $.patient, body: $.body })
    .onConflict((conflict) => conflict.column('patient').doUpdateSet({ body: $.body })),
);
const savePiece = query((db, $: Holes<{ patient: string; name: string; text: string }>) =>
  db
    .insertInto('rule_state_pieces')
    .values({ patient: $.patient, name: $.name, text: $.text })
    .onConflict((conflict) => conflict.columns(['patient', 'name']).doUpdateSet({ text: $.text })),
);
const dropPiece = query((db, $: Holes<{ patient: string; name: string }>) =>
  db.deleteFrom('rule_state_pieces').where('patient', '=', $.patient).where('name', '=', $.name),
);

/** A few KB each, parsed. */
const REMEMBERED = 4_000;

export function ruleStates(connection: Connection, memory: Memory): Records['ruleStates'] {
  const shelf = memory.shelf<RuleState>('rule states', REMEMBERED);
  const load = async (patients: readonly string[]): Promise<readonly RuleState[]> => {
    const keys = patients.map((patient) => ({ patient }));
    const [bodies, pieces] = [await connection.oneEach(byPatient, keys), await connection.allEach(piecesOf, keys)];
    return bodies.map((row, i) => ({
      ...JSON.parse(row?.body ?? '{}'),
      ...(pieces[i]!.length > 0 ? { pieces: Object.fromEntries(pieces[i]!.map(({ name, text }) => [name, text])) } : {}),
    }));
  };
  return {
    /** One writer holds the whole database until its transaction ends: here a lock is a look. */
    async lock(patients) {
      const states = await recall(shelf, patients, load);
      return new Map(patients.map((patient, i) => [patient, states[i]!]));
    },
    async save(states) {
      const before = await recall(shelf, [...states.keys()], load);
      const bodies: { patient: string; body: string }[] = [];
      const written: { patient: string; name: string; text: string }[] = [];
      const dropped: { patient: string; name: string }[] = [];
      for (const [patient, { pieces = {}, ...rest }] of states) {
        const { pieces: were = {} } = before[bodies.length]!;
        bodies.push({ patient, body: JSON.stringify(rest) });
        for (const [name, text] of Object.entries(pieces)) if (were[name] !== text) written.push({ patient, name, text });
        for (const name of Object.keys(were)) if (pieces[name] === undefined) dropped.push({ patient, name });
      }
      await connection.runEach(save, bodies);
      await connection.runEach(savePiece, written);
      await connection.runEach(dropPiece, dropped);
      for (const [patient, state] of states) shelf.put(patient, state);
    },
  };
}
