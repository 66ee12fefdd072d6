import { parseArgs } from 'node:util';
import { publicUrlOf } from '../api/settings.ts';
import { User } from '../domain/user.ts';
import { createSignInLink } from '../sign-in-link.ts';
import { systemClock } from '../system-clock.ts';
import { type Command, UsageError } from './command.ts';
import { openRecords } from './open-records.ts';

export const user: Command = {
  name: 'user',
  summary: 'People who sign in: list them, add one, make a sign-in link.',
  usage: `hearth user list
hearth user add <id> --name "Dr. Li" --role doctor|coordinator|administrator [--language zh-CN|en] [--email li@clinic.example]
hearth user link <id>          a link that signs in once, within a day`,

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
    const { store, config } = await openRecords(values.config);
    const now = systemClock.now();
    try {
      if (verb === 'list') {
        const rows = (await store.users.list()).map((one) => [one.id, one.role, one.language, one.name].join('\t'));
        out.write(rows.length ? `${rows.join('\n')}\n` : 'Nobody can sign in yet: hearth user add <id> --name … --role administrator\n');
        return 0;
      }
      if (verb !== 'add' && verb !== 'link') throw new UsageError(`hearth user knows list, add and link, not "${verb}".`);
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
      out.write(`${await createSignInLink(store, id, publicUrlOf(config.http), now)}\n`);
      return 0;
    } finally {
      await store.close();
    }
  },
};
