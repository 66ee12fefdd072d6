import { parseArgs } from 'node:util';
import { changeUser, dropFactors } from '../api/change-user.ts';
import { publicUrlOf } from '../api/settings.ts';
import type { Instant } from '../domain/clock.ts';
import { ROLES } from '../domain/roles.ts';
import type { Store } from '../domain/store.ts';
import { User } from '../domain/user.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { systemClock } from '../house/system-clock.ts';
import { type Command, noMoreThan, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';
import { userToken } from './user-token.ts';

const VERBS: readonly string[] = ['add', 'link', 'disable', 'enable', 'role', 'assign', 'unassign', 'reset-factors', 'sign-out'];
const BY = 'command line';
const roles = ROLES.join('|');

export const user: Command = {
  name: 'user',
  summary: 'People who sign in: list, add, change and let them in again; care teams; tokens of other programs.',
  usage: `hearth user list
hearth user add <id> --name "Dr. Li" --role ${roles} [--language zh-CN|en] [--email li@clinic.example]
hearth user link <id>          a link that signs in once, within a day
hearth user disable <id>       ends their sessions; enable gives the right back
hearth user role <id> --role ${roles}
hearth user assign <id> --patient p1 --reason "new to the ward"; unassign ends it
hearth user reset-factors <id> whoever lost telephone and passkeys begins anew
hearth user sign-out <id>      ends their sessions
hearth user token list|make <name> --scope read:readings [--days 90]|revoke <id>`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        role: { type: 'string' },
        language: { type: 'string' },
        email: { type: 'string' },
        patient: { type: 'string' },
        reason: { type: 'string' },
        scope: { type: 'string', multiple: true },
        days: { type: 'string' },
        config: { type: 'string' },
      },
    });
    const [verb = 'list', id, ...rest] = positionals;
    noMoreThan(verb === 'token' ? 3 : 2, positionals);
    const { store, config } = await openRecords(values.config, out);
    const now = systemClock.now();
    try {
      if (verb === 'token') return await userToken([...(id === undefined ? [] : [id]), ...rest], values, { store, out, now });
      if (verb === 'list') {
        const rows = (await store.users.list()).map((one) =>
          [one.id, one.role, one.language, one.name, ...(one.disabled === undefined ? [] : ['disabled'])].join('\t'),
        );
        out.write(rows.length ? `${rows.join('\n')}\n` : 'Nobody can sign in yet: hearth user add <id> --name … --role administrator\n');
        return 0;
      }
      if (!VERBS.includes(verb)) throw new UsageError(`hearth user knows list, ${VERBS.join(', ')}, token, not "${verb}".`);
      if (!id) throw new UsageError(`Who? hearth user ${verb} <id>`);
      const known = await store.users.get(id);
      if (verb === 'add') {
        if (known) throw new UsageError(`There is a user ${id} already.`);
        const { name, role, email } = values;
        const parsed = User.safeParse({ id, name, role, language: values.language ?? config.clinic.language, ...(email ? { email } : {}) });
        if (!parsed.success)
          throw new UsageError(parsed.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'));
        await store.transact(async (records) => {
          await records.users.save(parsed.data);
          await records.audit.note([{ at: now, by: BY, did: 'user.add', about: { user: id, role: parsed.data.role } }]);
        });
      } else if (!known) throw new UsageError(`There is no user ${id}. See: hearth user list`);
      else if (verb === 'assign' || verb === 'unassign') {
        out.write(await changeTeam(store, verb, known, values, now));
        return 0;
      } else if (verb === 'reset-factors') {
        await dropFactors(store, id, BY, now);
        out.write(`${id} has no second factor any more. Sessions that were open have ended.\n`);
        return 0;
      } else if (verb === 'sign-out') {
        await store.transact(async (records) => {
          await records.sessions.closeAllOf(id);
          await records.audit.note([{ at: now, by: BY, did: 'session.end-all', about: { user: id } }]);
        });
        out.write(`${id} is signed out everywhere.\n`);
        return 0;
      } else if (verb !== 'link') {
        const role = User.shape.role.optional().safeParse(values.role);
        if (!role.success || (verb === 'role' && !role.data)) throw new UsageError(`--role: one of ${ROLES.join(', ')}`);
        const change = verb === 'role' ? { role: role.data } : { disabled: verb === 'disable' };
        const { role: present, disabled } = await changeUser(store, known, change, BY, now);
        out.write(`${id} is ${present}${disabled === undefined ? '' : ', and may not sign in'}. Sessions that were open have ended.\n`);
        return 0;
      } else if (known.disabled !== undefined) throw new UsageError(`${id} may not sign in. See: hearth user enable ${id}`);
      out.write(`${await createSignInLink(store, id, publicUrlOf(config.http), now)}\n`);
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** Names somebody for a patient, or ends it. Resolves to the sentence that says so. */
async function changeTeam(
  store: Store,
  verb: 'assign' | 'unassign',
  { id, role, disabled }: User,
  { patient, reason }: { readonly patient?: string | undefined; readonly reason?: string | undefined },
  at: Instant,
): Promise<string> {
  if (!patient || !(await store.patients.get([patient])).has(patient)) throw new UsageError('--patient: a patient whom Hearth knows');
  if (!reason) throw new UsageError('--reason: in a few words why; the audit keeps it');
  const about = { user: id, reason };
  if (verb === 'assign' && (role === 'auditor' || disabled !== undefined))
    throw new UsageError(disabled === undefined ? 'An auditor cares for nobody.' : `${id} may not sign in. See: hearth user enable ${id}`);
  return store.transact(async (records) => {
    const done =
      verb === 'assign'
        ? await records.careTeams.assign({ patient, user: id, since: at, by: BY, reason })
        : await records.careTeams.end(patient, id, { at, by: BY, reason });
    if (!done) return verb === 'assign' ? `${id} is named for ${patient} already.\n` : `${id} is not named for ${patient}.\n`;
    await records.audit.note([{ at, by: BY, did: verb === 'assign' ? 'care-team.assign' : 'care-team.end', patient, about }]);
    return verb === 'assign' ? `${id} is named for ${patient}.\n` : `${id} is no longer named for ${patient}.\n`;
  });
}
