import { parseArgs } from 'node:util';
import { changeUser } from '../api/change-user.ts';
import { publicUrlOf } from '../api/settings.ts';
import { User } from '../domain/user.ts';
import { createSignInLink } from '../sign-in-link.ts';
import { systemClock } from '../system-clock.ts';
import { type Command, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';

const VERBS: readonly string[] = ['add', 'link', 'disable', 'enable', 'role'];

export const user: Command = {
  name: 'user',
  summary: 'People who sign in: list them, add one, make a sign-in link, take the right to sign in.',
  usage: `hearth user list
hearth user add <id> --name "Dr. Li" --role doctor|coordinator|pharmacist|dietitian|administrator [--language zh-CN|en] [--email li@clinic.example]
hearth user link <id>          a link that signs in once, within a day
hearth user disable <id>       ends their sessions; enable gives the right back
hearth user role <id> --role doctor|coordinator|pharmacist|dietitian|administrator`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        role: { type: 'string' },
        language: { type: 'string' },
        email: { type: 'string' },
        config: { type: 'string' },
      },
    });
    const [verb = 'list', id] = positionals;
    const { store, config } = await openRecords(values.config, out);
    const now = systemClock.now();
    try {
      if (verb === 'list') {
        const rows = (await store.users.list()).map((one) =>
          [one.id, one.role, one.language, one.name, ...(one.disabled === undefined ? [] : ['disabled'])].join('\t'),
        );
        out.write(rows.length ? `${rows.join('\n')}\n` : 'Nobody can sign in yet: hearth user add <id> --name … --role administrator\n');
        return 0;
      }
      if (!VERBS.includes(verb)) throw new UsageError(`hearth user knows list, ${VERBS.join(', ')}, not "${verb}".`);
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
          await records.audit.note([{ at: now, by: 'command line', did: 'user.add', about: { user: id, role: parsed.data.role } }]);
        });
      } else if (!known) throw new UsageError(`There is no user ${id}. See: hearth user list`);
      else if (verb !== 'link') {
        const role = User.shape.role.optional().safeParse(values.role);
        if (!role.success || (verb === 'role' && !role.data)) throw new UsageError('--role: doctor, coordinator or administrator');
        const change = verb === 'role' ? { role: role.data } : { disabled: verb === 'disable' };
        const { role: present, disabled } = await changeUser(store, known, change, 'command line', now);
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
