import { parseArgs } from 'node:util';
import { givenUp } from '../domain/given-up.ts';
import type { Delivery } from '../domain/message.ts';
import { stepOf } from '../domain/reach.ts';
import type { Store } from '../domain/store.ts';
import { systemClock } from '../house/system-clock.ts';
import { type Command, noMoreThan, UsageError } from './command.ts';
import { noteLooks } from './note-looks.ts';
import { openRecords } from './open-records.ts';

const MOST = 500;

export const messages: Command = {
  name: 'messages',
  summary: 'What was sent and how far it got; what was given up, and trying it again.',
  usage: `hearth messages <patient id>       how far each message got: accepted, delivered, read, acknowledged
hearth messages dead               what was given up and can be tried again, and why
hearth messages expired            what was not sent in time, and why; it is not sent any more
hearth messages replay <key>       tries one of those again, from the beginning; a running server sends it
hearth messages replay --all       all of them, but those whose time has passed`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { all: { type: 'boolean', default: false }, config: { type: 'string' } },
    });
    noMoreThan(2, positionals);
    const [verb = 'dead', key] = positionals;
    const { store } = await openRecords(values.config, out);
    try {
      if (verb === 'dead' || verb === 'expired') {
        const dead = (await givenUp(store, systemClock.now(), MOST))[verb];
        await noteLooks(store, 'messages', { shown: [...new Set(dead.map(({ message }) => message.about))] });
        const rows = dead.flatMap(({ message: { key: of, about, to, template, urgent }, delivery }) =>
          delivery.is === 'dead' || delivery.is === 'expired'
            ? [[of, time(delivery.at), about || '-', to.role, urgent ? `${template} (urgent)` : template, whyOf(delivery)].join('\t')]
            : [],
        );
        const none = verb === 'dead' ? 'Nothing was given up.\n' : 'Nothing was late in the last 30 days.\n';
        out.write(rows.length > 0 ? `${rows.join('\n')}\n` : none);
      } else if (verb === 'replay') {
        if ((key === undefined) === !values.all) throw new UsageError('Which? hearth messages replay <key>, or --all');
        const count = await replay(store, key);
        if (key !== undefined && count === 0)
          throw new UsageError(`There is no message ${key} that was given up and can still be sent. See: hearth messages dead`);
        out.say(`${count} to be sent again.\n`);
      } else {
        if (!(await store.patients.get([verb])).has(verb))
          throw new UsageError(`There is no patient ${verb}, and hearth messages knows dead, expired and replay.`);
        await noteLooks(store, 'messages', { patient: verb });
        const rows = (await store.sends.of(verb, MOST)).map((send) =>
          [time(send.tried), send.template, send.person, send.channel, stepOf(send) ?? 'not accepted', send.failed?.why ?? ''].join('\t'),
        );
        out.write(rows.length > 0 ? `${rows.join('\n')}\n` : 'Nothing was sent about this patient yet.\n');
      }
      return 0;
    } finally {
      await store.close();
    }
  },
};

/** One, or all whose time has not passed; resolves to how many there were. */
async function replay(store: Store, key: string | undefined): Promise<number> {
  const at = systemClock.now();
  const keys = key !== undefined ? [key] : (await givenUp(store, at, MOST)).dead.map(({ message }) => message.key);
  return store.transact(async (records) => {
    let count = 0;
    for (const one of keys) {
      if ((await records.outbox.revive(one, at)) !== 'waiting') continue;
      count++;
      await records.audit.note([{ at, by: 'command line', did: 'message.replay', about: { message: one } }]);
    }
    return count;
  });
}

const whyOf = (delivery: Extract<Delivery, { is: 'dead' | 'expired' }>): string =>
  [delivery.why ?? '', ...('took' in delivery ? [`in time by ${delivery.took}`] : [])].join('; ');

const time = (at: number): string => new Date(at).toISOString().slice(0, 16);
