import type { Scope } from '../domain/api-token.ts';
import type { UserRole } from '../domain/roles.ts';
import { type About, ACCESS_TABLE, type Door } from './access-table.ts';

/** What a route says of itself in `config`, with the scope of programs. A row in access-table.ts goes before it. */
export type Who = Door | readonly UserRole[];

export interface Access {
  readonly who: Who;
  readonly about: About;
  readonly scope?: Scope;
}

const ROWS: ReadonlyMap<string, Access> = new Map(
  ACCESS_TABLE.map(([route, who, about, scope]) => [route, { who, about, ...(scope === undefined ? {} : { scope }) }]),
);

/**
 * Who may use a route: its row in the table; without one, what the route says in `config: { who }`, which concerns the patient in its
 * address, if there is one. Undefined where neither says anything: nobody may.
 */
export function accessOf(method: string, url: string, said: Who | undefined, scope?: Scope): Access | undefined {
  const row = ROWS.get(`${method === 'HEAD' ? 'GET' : method} ${url}`);
  if (row || said === undefined) return row;
  const about = /:patient\b/.test(url) && typeof said !== 'string' ? 'patient' : 'nobody';
  return { who: said, about, ...(scope === undefined ? {} : { scope }) };
}
