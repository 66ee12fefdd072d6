import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Clock, type Instant, MINUTE } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';

/** Addresses that are remembered: more than guess at once, and few enough to hold. */
const MOST_ADDRESSES = 10_000;

/**
 * Counts wrong secrets of devices, followers and programs, for each address: who has tried so many within a minute is not listened to any more
 * until it is over, whatever comes next. People who are signed in come by another door and notice nothing.
 */
export function createWrongSecrets({ most, clock }: { readonly most: number; readonly clock: Clock }) {
  const tries = new Map<string, { readonly until: Instant; count: number }>();

  /** The minute of this address that still runs. */
  function running(address: string) {
    const known = tries.get(address);
    return known && known.until > clock.now() ? known : undefined;
  }

  function begin(address: string) {
    const begun = { until: clock.now() + MINUTE, count: 0 };
    tries.delete(address);
    tries.set(address, begun);
    for (const oldest of tries.keys()) if (tries.size > MOST_ADDRESSES) tries.delete(oldest);
    return begun;
  }

  /** Does what looks at a secret. Throws HearthError api.too-many with Retry-After instead, where too many of this address were wrong. */
  return async <T>(request: FastifyRequest, reply: FastifyReply, look: () => Promise<T>): Promise<T> => {
    const known = running(request.ip);
    if (known && known.count >= most) {
      reply.header('retry-after', Math.ceil((known.until - clock.now()) / 1000));
      throw new HearthError('api.too-many');
    }
    try {
      return await look();
    } catch (error) {
      if (error instanceof HearthError && (error.code === 'api.unauthenticated' || error.code === 'token.refused'))
        (running(request.ip) ?? begin(request.ip)).count++;
      throw error;
    }
  };
}
