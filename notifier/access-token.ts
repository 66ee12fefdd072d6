import type { Clock, Instant } from '../domain/clock.ts';
import type { Outcome } from '../domain/message.ts';

export type Token = { readonly token: string; readonly until: Instant };

/**
 * Keeps an access token until shortly before it ends. Those who need one at the same time wait for one request; a token that the
 * provider does not take any more is fetched anew by `renew`, once for all who hold it.
 */
export function createAccessToken(fetchOne: (signal: AbortSignal) => Promise<Token | Outcome>, clock: Clock) {
  let kept: Token | undefined;
  let fetching: Promise<Token | Outcome> | undefined;

  async function get(signal: AbortSignal): Promise<Token | Outcome> {
    if (kept && clock.now() < kept.until) return kept;
    fetching ??= fetchOne(signal).finally(() => {
      fetching = undefined;
    });
    const got = await fetching;
    if ('token' in got) kept = got;
    return got;
  }

  return {
    get,
    renew(refused: Token, signal: AbortSignal): Promise<Token | Outcome> {
      if (kept?.token === refused.token) kept = undefined;
      return get(signal);
    },
  };
}
