import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import { Head, hashOfLine, lineOf, signHead, trailOf } from '../domain/head.ts';
import type { Store } from '../domain/store.ts';
import type { ChainedAct } from '../domain/user.ts';
import { BEGINNING, hashOfAct } from '../store/audit.ts';
import { appendLine, dropTornLine, follow, HEADS_PULSE, lastLine } from '../store/heads.ts';
import type { AuditKey } from './audit-key.ts';
import type { AuditSettings } from './audit-settings.ts';

const EVERY_MS = MINUTE;
/** A chain that stands still is signed as well, so that a file which has ended is told from a house in which nothing happens. */
const STANDING_STILL_MS = HOUR;
/** A line stays short enough to be read at once. */
const MOST_ACTS = 10_000;

export const headsFile = (data: string, { heads }: Pick<AuditSettings, 'heads'>): string => join(heads ?? data, 'audit.heads');
export const copyFile = ({ copy }: Pick<AuditSettings, 'copy'>): string | undefined =>
  copy === undefined ? undefined : join(copy, 'audit.heads');

export interface HeadsState {
  readonly head?: Pick<Head, 'n' | 'at' | 'seq' | 'hash'>;
  /** Why none is signed any more: the chain is not the one of the last head. */
  readonly refused?: { readonly at: Instant; readonly why: string };
  /** Why the second place does not have them all. */
  readonly copy?: { readonly at: Instant; readonly why: string };
}

/**
 * Signs the head of the chain every minute and writes it outside of the database. Before it signs, it looks at each act since the last head:
 * what does not follow is never signed, so that no rewritten chain gets a good signature from the house itself.
 */
export function createHeads({
  store,
  clock,
  key,
  file,
  copy,
  onTrouble,
}: {
  readonly store: Pick<Store, 'audit' | 'pulses' | 'transact'>;
  readonly clock: Clock;
  readonly key: AuditKey;
  readonly file: string;
  readonly copy: string | undefined;
  readonly onTrouble: (error: unknown) => void;
}) {
  dropTornLine(file);
  let line = lastLine(file);
  let last = line === undefined ? undefined : Head.safeParse(parsed(line)).data;
  let turn: Promise<void> = Promise.resolve();
  let state: HeadsState = last ? { head: last } : {};

  async function write(): Promise<boolean> {
    const [seq, hash] = [last?.seq ?? 0, last?.hash ?? BEGINNING];
    if (line !== undefined && !last) throw new Error(`the last line of ${file} is no head: somebody has changed it`);
    const acts = await store.audit.after(seq, MOST_ACTS);
    const wrong = breakIn(acts, seq, hash) ?? (acts.length === 0 ? missing((await store.audit.end())?.seq ?? 0, seq) : undefined);
    if (wrong !== undefined) throw new Error(wrong);
    const now = clock.now();
    if (acts.length === 0 && last && now < last.at + STANDING_STILL_MS) return false;
    if (acts.length === 0 && !last) return false;
    const end = acts.at(-1);
    const head = signHead(
      {
        n: (last?.n ?? 0) + 1,
        at: now,
        seq: end?.seq ?? seq,
        hash: end?.hash ?? hash,
        trail: trailOf(acts.map((act) => act.hash)),
        before: line === undefined ? '' : hashOfLine(line),
        key: key.name,
      },
      key.secret,
    );
    appendLine(file, lineOf(head));
    [line, last] = [lineOf(head), head];
    const about = { n: head.n, seq: head.seq, line: hashOfLine(line) };
    await store.transact((records) => records.pulses.save({ name: HEADS_PULSE, at: now, about }), { quiet: true });
    return acts.length === MOST_ACTS;
  }

  return {
    /** Every minute until the signal aborts; `then` after each. */
    async run(signal: AbortSignal, then: () => void): Promise<void> {
      while (!signal.aborted) {
        await this.tick();
        // A house that begins has other things to do first.
        await clock.until(clock.now() + EVERY_MS, signal).catch(() => {});
        if (!signal.aborted) then();
      }
    },
    state: (): HeadsState => state,
    /** Signs what has come to pass since. What keeps it from that is told, and stands in the state until it is mended. */
    tick(): Promise<void> {
      // One after the other: two at once would both be the next.
      turn = turn.then(once);
      return turn;
    },
  };

  async function once(): Promise<void> {
    const at = clock.now();
    let next: HeadsState = {};
    try {
      while (await write());
    } catch (error) {
      next = { refused: { at: state.refused?.at ?? at, why: (error as Error).message } };
      onTrouble(error);
    }
    try {
      if (copy !== undefined && existsSync(file) && statSync(file).size > 0 && !follow(file, copy))
        throw new Error(`${copy} holds other heads than ${file}: one of them was changed. Run hearth audit verify with each`);
    } catch (error) {
      next = { ...next, copy: { at: state.copy?.at ?? at, why: (error as Error).message } };
      onTrouble(error);
    }
    state = { ...(last ? { head: last } : {}), ...next };
  }
}

/** Why these acts do not follow from the one before them; undefined when they do. */
function breakIn(acts: readonly ChainedAct[], seq: number, hash: string): string | undefined {
  let [place, before] = [seq, hash];
  for (const act of acts) {
    if (act.seq !== place + 1 || act.before !== before || hashOfAct(act) !== act.hash)
      return `act ${place + 1} does not follow from the last signed head (act ${seq}): no further head is signed. Run hearth audit verify`;
    [place, before] = [act.seq, act.hash];
  }
  return undefined;
}

const missing = (end: number, seq: number): string | undefined =>
  end < seq ? `the audit ends at act ${end}, and act ${seq} was signed: acts were cut off. Run hearth audit verify` : undefined;

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
