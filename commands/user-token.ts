import { z } from 'zod';
import { makeToken, revokeToken } from '../api/make-token.ts';
import { type ApiToken, SCOPES, Scope } from '../domain/api-token.ts';
import type { Instant } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';
import * as secrets from '../house/secrets.ts';
import { type Out, UsageError } from './command.ts';

const Days = z.coerce.number().int().min(1).max(730);
const BY = 'command line';

/** `hearth user token …`: keys of other programs. */
export async function userToken(
  [verb = 'list', name]: readonly string[],
  { scope, days = '90' }: { readonly scope?: readonly string[] | undefined; readonly days?: string | undefined },
  { store, out, now }: { readonly store: Store; readonly out: Out; readonly now: Instant },
): Promise<number> {
  if (verb === 'list') {
    const tokens = await store.apiTokens.list();
    out.write(
      tokens.length > 0
        ? `${tokens.map((token) => line(token, now)).join('\n')}\n`
        : 'There are no tokens: hearth user token make <name> --scope …\n',
    );
    return 0;
  }
  if (verb !== 'make' && verb !== 'revoke') throw new UsageError(`hearth user token knows list, make, revoke, not "${verb}".`);
  if (!name)
    throw new UsageError(
      verb === 'make' ? 'What is it for? hearth user token make <name> --scope …' : 'Which one? See: hearth user token list',
    );
  if (verb === 'revoke') {
    if (!(await revokeToken(store, name, BY, now))) throw new UsageError(`There is no good token ${name}. See: hearth user token list`);
    out.write(`${name} opens nothing any more.\n`);
    return 0;
  }
  const scopes = z
    .array(Scope)
    .min(1)
    .safeParse((scope ?? []).flatMap((one) => one.split(',')));
  if (!scopes.success) throw new UsageError(`--scope: one or more of ${SCOPES.join(', ')}`);
  const lasting = Days.safeParse(days);
  if (!lasting.success) throw new UsageError('--days: from 1 to 730');
  const { token, key } = await makeToken({ store, secrets }, { name, scopes: scopes.data, days: lasting.data }, BY, now);
  out.say(`${line(token, now)}\nShown this once, sent as Authorization: Bearer …\n`);
  out.write(`${key}\n`);
  return 0;
}

function line({ id, name, scopes, until, revoked }: ApiToken, now: Instant): string {
  const end = revoked
    ? 'revoked'
    : until <= now
      ? 'ended'
      : `until ${Temporal.Instant.fromEpochMilliseconds(until).toString().slice(0, 10)}`;
  return [id, end, scopes.join(','), name].join('\t');
}
