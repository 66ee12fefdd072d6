import { flushCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../house/config.ts';
import { keepOpen } from '../house/keep-open.ts';
import { takeFolder } from '../house/one-server.ts';
import { firstLink } from '../house/sign-in-link.ts';
import { systemClock } from '../house/system-clock.ts';
import type { Command } from './command.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'Run the server, configured by hearth.yaml and HEARTH_* variables.',
  usage: 'hearth serve [--config hearth.yaml]',

  async run(args, out) {
    const { values } = parseArgs({ args: [...args], options: { config: { type: 'string' } } });
    const config = readConfig(values.config, process.env);
    const log = pino({ level: config.log.level });
    const folder = takeFolder(config.data);
    const kept = await keepOpen({ config, clock: systemClock, log, background: true });
    const house = kept.house();
    const link = await firstLink(house.store, house.url, house.clinic.language, systemClock.now());
    out.say(`Hearth listens: ${house.url} for people, mqtt://${config.mqtt.host}:${house.broker.port} for devices.\n`);
    if (link) out.say(`\nNobody can sign in yet. This link makes you the administrator, once, within a day:\n\n  ${link}\n\n`);

    // Where there is a cache of compiled files (`npm start` keeps one): a server that is killed never comes to write it at its end.
    flushCompileCache();

    const told = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    await Promise.race([told, kept.failed]);
    out.say('Hearth ends: no new readings are accepted, what was accepted is safe.\n');
    await kept.close();
    folder.release();
    return 0;
  },
};
