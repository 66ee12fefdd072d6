import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Records } from '../domain/store.ts';
import { addEvidence, changeAlert, openAlert } from './alerts.ts';
import type { Connection } from './connection.ts';
import { saveFollowUp, saveRun } from './follow-ups.ts';
import { owe } from './outbox.ts';
import { type Holes, query } from './query.ts';
import { setTimer, stopTimer } from './timers.ts';

const append = query((db, $: Holes<{ key: string | null; decided: Instant; body: string }>) =>
  db
    .insertInto('decisions')
    .values({ key: $.key, decided: $.decided, body: $.body })
    .onConflict((conflict) => conflict.column('key').doNothing()),
);

/**
 * The stream tells what changed: a decision that changes nothing the second time is not told the second time. Those that change no
 * table are known by a key. Timers are not told: their table is their whole life, and every reading may move one.
 */
export function decisions(connection: Connection): Records['decisions'] {
  return {
    async apply(all, at) {
      for (const decision of all) {
        const told = await carryOut(connection, decision);
        if (told !== 'untold') await connection.run(append, { key: told, decided: at, body: JSON.stringify(decision) });
      }
    },
  };
}

/** How to tell it: under a key that makes it one of a kind, under none (`null`: its change was the first of its kind), or not at all. */
async function carryOut(connection: Connection, decision: Decision): Promise<string | null | 'untold'> {
  const ifChanged = async (change: Promise<boolean>) => ((await change) ? null : 'untold');
  switch (decision.do) {
    case 'open-alert':
      return ifChanged(openAlert(connection, decision.alert));
    case 'change-alert':
      return ifChanged(changeAlert(connection, decision.alert, decision.to));
    case 'add-evidence':
      return ifChanged(addEvidence(connection, decision.alert, decision.readings));
    case 'send':
      return ifChanged(owe(connection, decision.message));
    case 'save-run':
      return ifChanged(saveRun(connection, decision.run));
    case 'save-follow-up':
      return ifChanged(saveFollowUp(connection, decision.followUp));
    case 'wake':
      await setTimer(connection, decision);
      return 'untold';
    case 'unwake':
      await stopTimer(connection, decision.patient, decision.what);
      return 'untold';
    case 'advise':
      return keyOf(decision.do, decision.alert, ...decision.topics.toSorted());
    case 'understand':
    case 'adverse-reaction':
      return keyOf(decision.do, decision.said);
    case 'start-pathway':
      return keyOf(decision.do, decision.patient, decision.pathway, decision.alert ?? decision.cause ?? decision.at);
    case 'report-fault':
      return keyOf(decision.do, decision.patient, decision.rule, decision.version);
  }
}

const keyOf = (...parts: readonly (string | number)[]): string => parts.join('|');
