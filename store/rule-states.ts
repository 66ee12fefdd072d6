import type { RuleState } from '../domain/rule-state.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Memory, recall } from './memory.ts';
import { type Holes, query } from './query.ts';

const byPatient = query((db, $: Holes<{ patient: string }>) =>
  db.selectFrom('rule_states').select('body').where('patient', '=', $.patient),
);
const save = query((db, $: Holes<{ patient: string; body: string }>) =>
  db
    .insertInto('rule_states')
    .values({ patient: $.patient, body: $.body })
    .onConflict((conflict) => conflict.column('patient').doUpdateSet({ body: $.body })),
);

/** A few KB each, parsed. */
const REMEMBERED = 4_000;

export function ruleStates(connection: Connection, memory: Memory): Records['ruleStates'] {
  const shelf = memory.shelf<RuleState>('rule states', REMEMBERED);
  return {
    /** One writer holds the whole database until its transaction ends: here a lock is a look. */
    async lock(patients) {
      const states = await recall(shelf, patients, async (missing) => {
        const rows = await connection.oneEach(
          byPatient,
          missing.map((patient) => ({ patient })),
        );
        return rows.map((row) => JSON.parse(row?.body ?? '{}') as RuleState);
      });
      return new Map(patients.map((patient, i) => [patient, states[i]!]));
    },
    async save(states) {
      await connection.runEach(
        save,
        [...states].map(([patient, state]) => ({ patient, body: JSON.stringify(state) })),
      );
      for (const [patient, state] of states) shelf.put(patient, state);
    },
  };
}
