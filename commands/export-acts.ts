import { closeSync, openSync, writeSync } from 'node:fs';
import type { Store } from '../domain/store.ts';
import type { ActFilter, ChainedAct } from '../domain/user.ts';
import type { Out } from './command.ts';

const PAGE = 1000;

/** Writes acts as lines of JSON, a page at a time: as much memory for a million as for a thousand. Resolves to how many. */
export async function exportActs(store: Pick<Store, 'audit'>, which: ActFilter, file: string | undefined, out: Out): Promise<number> {
  const handle = file === undefined ? undefined : openSync(file, 'w', 0o600);
  const write = (text: string) => (handle === undefined ? out.write(text) : void writeSync(handle, text));
  try {
    let [seq, count] = [0, 0];
    for (;;) {
      const acts = await store.audit.after(seq, PAGE);
      const wanted = acts.filter((act) => fits(act, which));
      if (wanted.length > 0) write(wanted.map((act) => `${lineOf(act)}\n`).join(''));
      count += wanted.length;
      if (acts.length < PAGE) return count;
      seq = acts.at(-1)!.seq;
    }
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

const fits = (act: ChainedAct, { by, patient, did }: ActFilter): boolean =>
  (by === undefined || act.by === by) &&
  (patient === undefined || act.patient === patient) &&
  (did === undefined || act.did.startsWith(did));

/** The hash is SHA-256 over the JSON array [before, seq, at, by, did, patient or null, about as JSON text]. */
const lineOf = ({ seq, at, by, did, patient, about, before, hash }: ChainedAct): string =>
  JSON.stringify({ seq, at, time: new Date(at).toISOString(), by, did, patient: patient ?? null, about, before, hash });
