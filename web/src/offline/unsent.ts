import type { OwnAdverse } from '../../../api/adverse-contract.ts';
import type { Answers } from '../../../domain/questionnaire.ts';
import { ApiError } from '../api/client.ts';
import { forget, keep, recall } from './kept.ts';

/** Something that a patient said while there was no connection. Its id, or the question's, makes it one of a kind: sent twice, it is said once. */
export type Unsent = { readonly id: string; readonly at: number /** As the patient reads it. */; readonly shown: string } & (
  | { readonly is: 'answer'; readonly question: string; readonly option: string }
  | { readonly is: 'response'; readonly question: string; readonly answers: Answers }
  | { readonly is: 'words'; readonly text: string }
  | { readonly is: 'adverse'; readonly said: OwnAdverse }
);

/** What became of something that was to be sent. `stays`: still no connection, or the server is busy. */
export type Sent = 'sent' | 'closed' | 'refused' | 'ended' | 'stays';

/** What is older than this may no longer be so: the patient is asked before it is sent. Engineering choice (evidence: unverified). */
export const STALE_MS = 6 * 3_600_000;

const WHAT = 'unsent';
/** One after the other, also over several tabs of one phone. */
const inTurn = <T>(token: string, work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request(`hearth.own ${token}`, work) as Promise<T>) : work();

export const unsentOf = async (token: string, now: number): Promise<readonly Unsent[]> =>
  (await recall<readonly Unsent[]>(token, WHAT, now))?.data ?? [];

async function write(token: string, list: readonly Unsent[], until: number, now: number): Promise<boolean> {
  if (list.length > 0) return keep(token, WHAT, { at: now, data: list }, until);
  await forget(token, WHAT);
  return true;
}

/** Whether it is kept: where the phone keeps nothing, the person has to be told. An answer takes the place of the one before it to the same question. */
export const putAside = (token: string, one: Unsent, until: number, now: number): Promise<boolean> =>
  inTurn(token, async () => {
    const others = (await unsentOf(token, now)).filter((other) => !isSame(other, one));
    return write(token, [...others, one], until, now);
  });

const isSame = (other: Unsent, one: Unsent): boolean =>
  other.id === one.id || ('question' in other && 'question' in one && other.question === one.question);

export const takeBack = (token: string, id: string, until: number, now: number): Promise<boolean> =>
  inTurn(token, async () =>
    write(
      token,
      (await unsentOf(token, now)).filter((one) => one.id !== id),
      until,
      now,
    ),
  );

/**
 * Sends what waits, oldest first, and stops where there is no connection. What is stale waits for the patient's word (`evenStale`: its id).
 * @returns what became of each that is gone now
 */
export const sendAll = (
  token: string,
  { send, until, now, evenStale }: { send: (one: Unsent) => Promise<unknown>; until: number; now: number; evenStale?: string },
): Promise<readonly { readonly one: Unsent; readonly as: Exclude<Sent, 'stays'> }[]> =>
  inTurn(token, async () => {
    const gone: { one: Unsent; as: Exclude<Sent, 'stays'> }[] = [];
    for (const one of await unsentOf(token, now)) {
      if (now - one.at > STALE_MS && one.id !== evenStale) continue;
      const as = await send(one).then(() => 'sent' as const, becameOf);
      if (as === 'stays') break;
      gone.push({ one, as });
      if (as === 'ended') break;
      await write(
        token,
        (await unsentOf(token, now)).filter(({ id }) => id !== one.id),
        until,
        now,
      );
    }
    return gone;
  });

export function becameOf(error: unknown): Exclude<Sent, 'sent'> {
  if (!(error instanceof ApiError)) return 'stays';
  const { status } = error;
  if (status === 401) return 'ended';
  if (status === 404 || status === 409) return 'closed';
  return status === 0 || status === 408 || status === 429 || status >= 500 ? 'stays' : 'refused';
}
