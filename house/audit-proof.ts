import type { KeyObject } from 'node:crypto';
import type { Instant } from '../domain/clock.ts';
import { Head, hashOfLine, isSigned, keyName, memoryOf } from '../domain/head.ts';
import type { ChainedAct } from '../domain/user.ts';
import { type Break, verifyAudit } from '../store/audit.ts';
import { linesOf } from '../store/heads.ts';
import { type HeadsRemembered, readingAudit } from '../store/prove.ts';

export interface ProofOf {
  readonly database: string;
  readonly heads: string;
  readonly key: KeyObject;
  /** Makes the marks of the house's key; without it they are not looked at. */
  readonly markOf?: (hash: string) => string;
}

export interface WholeProof {
  readonly ok: boolean;
  readonly acts: number;
  readonly head?: Pick<Head, 'n' | 'at' | 'seq' | 'hash'>;
  readonly last?: { readonly seq: number; readonly at: Instant; readonly hash: string };
  /** One sentence each: what is wrong, the first bad act and its time. Empty when all is whole. */
  readonly findings: readonly string[];
}

export const time = (at: Instant | undefined): string => (at === undefined ? 'an unknown time' : new Date(at).toISOString());

/**
 * Holds chain and heads against each other, one pass over both, a page of acts and a line of heads at a time. Finds an act that was changed,
 * taken out, put in or cut off, a chain that was recomputed, and heads that were cut or changed. Changes nothing.
 */
export async function proveAudit({ database, heads, key, markOf }: ProofOf): Promise<WholeProof> {
  const file = readHeads(heads, key, await readingAudit(database, (_, remembered) => remembered()));
  let head = file.next();
  let remembers = head && memoryOf(head);
  let signed: Head | undefined;
  let last: ChainedAct | undefined;

  const each = (act: ChainedAct): string | undefined => {
    while (head && act.seq > head.seq) {
      [signed, head] = [head, file.next()];
      remembers = head && memoryOf(head);
    }
    if (head && !remembers?.(act.seq, act.hash))
      return `it is not the act that was signed at ${time(head.at)}: the chain was rewritten from here on`;
    last = act;
    return undefined;
  };
  const chain = await readingAudit(database, (connection) => verifyAudit(connection, { each, ...(markOf ? { markOf } : {}) }));
  // What is behind the chain's end, or behind its break.
  let beyond: Head | undefined;
  for (; head; [signed, head] = [head, file.next()]) if (chain.ok && head.seq > chain.acts) beyond ??= head;

  const findings = [
    ...(chain.ok ? [] : [sentenceOf(chain)]),
    ...(chain.ok && beyond ? [cutOff(chain.acts, last, beyond.at)] : []),
    ...file.findings(),
  ];
  return {
    ok: findings.length === 0,
    acts: chain.ok ? chain.acts : (last?.seq ?? 0),
    ...(signed ? { head: { n: signed.n, at: signed.at, seq: signed.seq, hash: signed.hash } } : {}),
    ...(last ? { last: { seq: last.seq, at: last.at, hash: last.hash } } : {}),
    findings,
  };
}

const cutOff = (acts: number, last: ChainedAct | undefined, by: Instant): string =>
  `The end of the audit was cut off: act ${acts + 1}, written ${last ? `after ${time(last.at)} and ` : ''}up to ${time(by)}, and all behind it are missing; the audit now ends at act ${acts}.`;

/** `Act 5 of 2026-03-01T08:00:05.000Z: it was changed after it was written.` */
export function sentenceOf({ seq, why, at, between }: Break): string {
  if (between) {
    const [from, to] = between;
    const when = from === undefined ? `before ${time(to)}` : `between ${time(from)} and ${time(to)}`;
    return `Act ${seq}, written ${when}, is missing: it was taken out.`;
  }
  return `Act ${seq} of ${time(at)} is the first that is not right: ${why}.`;
}

/**
 * The heads in order, and what is wrong with their file; behind a fault nothing is believed. What the database remembers of them is asked
 * before the file is: a server that signs meanwhile is no damage.
 */
function readHeads(path: string, key: KeyObject, remembered: HeadsRemembered | undefined) {
  const lines = linesOf(path);
  const name = keyName(key);
  let count = 0;
  let before = '';
  let seq = 0;
  let fault: string | undefined;
  let at: Instant | undefined;

  const refuse = (why: string): undefined => {
    fault ??= why;
    return undefined;
  };
  return {
    next(): Head | undefined {
      if (fault !== undefined) return undefined;
      const { value: line, done } = lines.next();
      if (done || line === undefined) return undefined;
      const where = `line ${count + 1} of ${path}, written after ${at === undefined ? 'the beginning' : time(at)},`;
      const read = headIn(line);
      if (!read) return refuse(`Heads: ${where} is no head: the file was changed.`);
      if (read.n !== count + 1)
        return refuse(`Heads: head ${count + 1}, which was written up to ${time(read.at)}, is missing from ${path}: the file was cut.`);
      if (read.key !== name)
        return refuse(`Heads: head ${read.n} of ${time(read.at)} was signed by the key ${read.key}, and this is the key ${name}.`);
      if (!isSigned(read, key))
        return refuse(`Heads: head ${read.n} of ${time(read.at)} does not bear the signature of the house: it was changed.`);
      if (read.before !== before || read.seq < seq)
        return refuse(`Heads: head ${read.n} of ${time(read.at)} does not follow from the one before it: the file was changed.`);
      [count, before, seq, at] = [read.n, hashOfLine(line), read.seq, read.at];
      return read;
    },
    /** After the last `next`. */
    findings(): readonly string[] {
      if (fault !== undefined) return [fault];
      if (remembered && remembered.n > count)
        return [
          `Heads: ${path} was cut: head ${count + 1}${at === undefined ? '' : `, written after ${time(at)},`} is missing, and so is all up to head ${remembered.n} (act ${remembered.seq}) of ${time(remembered.at)}.`,
        ];
      return [];
    },
  };
}

function headIn(line: string): Head | undefined {
  try {
    return Head.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** A whole audit in a sentence. */
export function praiseOf({ acts, head, last }: WholeProof): string {
  if (!last) return 'The audit is empty: nobody has done anything yet.';
  const heads = head
    ? `${head.n} signed heads, the last at ${time(head.at)} over act ${head.seq}; ${acts - head.seq} acts since.`
    : 'No head was signed yet: the server signs one each minute.';
  return `The audit is whole: ${acts} acts, the last of ${time(last.at)}. ${heads}`;
}
