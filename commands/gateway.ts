import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { runGateway } from '../gateway/gateway.ts';
import { openQueue } from '../gateway/queue.ts';
import { type GatewaySettings, GatewaySettingsError, readGatewaySettings } from '../gateway/settings.ts';
import { takeFolder } from '../house/one-server.ts';
import { systemClock } from '../house/system-clock.ts';
import { type Command, noMoreThan, type Out, UsageError } from './command.ts';

export const gateway: Command = {
  name: 'gateway',
  summary: 'Run the Bluetooth gateway of a home, configured by gateway.yaml.',
  usage: `hearth gateway [--config gateway.yaml]
hearth gateway status [--config gateway.yaml]    devices, when they were seen, their batteries, what waits for the server
docs/gateway.md shows how to set one up on a Raspberry Pi.`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: { type: 'string', default: 'gateway.yaml' } },
    });
    const [verb = 'run'] = positionals;
    if (verb !== 'run' && verb !== 'status') throw new UsageError(`hearth gateway knows status, not "${verb}".`);
    noMoreThan(1, positionals);
    let settings: GatewaySettings;
    try {
      settings = readGatewaySettings(values.config);
    } catch (error) {
      if (!(error instanceof GatewaySettingsError)) throw error;
      out.say(`The settings are not right:\n${error.message}\n`);
      return 2;
    }
    if (verb === 'status') return status(settings, out);
    const folder = takeFolder(settings.data);
    const queue = openQueue(settings.data, { megabytes: settings.queueMegabytes });
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
    const { length } = settings.devices;
    out.say(`The gateway looks for ${length} ${length === 1 ? 'device' : 'devices'}, for ${settings.server}.\n`);
    if (/^(mqtt|ws):\/\/(?!127\.|localhost|\[::1\])/.test(settings.server)) {
      out.say('Readings and secrets travel in the clear: use mqtts:// unless this is a network of your own.\n');
    }
    await runGateway({
      settings,
      queue,
      clock: systemClock,
      clockIsRight: createClockCheck(),
      log: pino({ level: 'info' }),
      signal: stop.signal,
      ...(settings.caFile === undefined ? {} : { ca: readFileSync(settings.caFile, 'utf8') }),
    });
    queue.close();
    folder.release();
    return 0;
  },
};

function status({ data, devices }: GatewaySettings, out: Out): number {
  if (!existsSync(join(data, 'gateway.db'))) {
    out.say(`Nothing is known yet: the gateway has not run on ${data}.\n`);
    return 0;
  }
  const queue = openQueue(data);
  const rows = devices.map(({ name, kind }) => {
    const { lastSeen, battery, clockSkewMs, clockSet, trouble, serverTrouble } = queue.notes(name);
    return [
      name,
      kind,
      typeof lastSeen === 'number' ? new Date(lastSeen).toISOString() : 'never seen',
      battery === undefined ? 'battery unknown' : `battery ${battery} %`,
      typeof clockSkewMs === 'number' ? clockSentence(clockSkewMs, clockSet === true) : 'clock unknown',
      `${queue.waiting(name)} waiting`,
      trouble ?? serverTrouble ?? '',
    ];
  });
  queue.close();
  out.write(rows.map((row) => `${row.join('\t').trimEnd()}\n`).join(''));
  return 0;
}

function clockSentence(skewMs: number, set: boolean): string {
  const seconds = Math.round(skewMs / 1000);
  const off = seconds === 0 ? 'right' : `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead' : 'behind'}`;
  return set ? `clock set, was ${off}` : `clock ${off}`;
}

/**
 * A Raspberry Pi has no clock that runs while it is off: until the network has set it, it must set nobody else's. Where the system cannot
 * be asked, it is believed.
 */
function createClockCheck(): () => boolean {
  let right = false;
  return () => {
    if (right) return true;
    const { stdout, status: code } = spawnSync('timedatectl', ['show', '-p', 'NTPSynchronized', '--value'], { encoding: 'utf8' });
    right = code !== 0 || stdout.trim() !== 'no';
    return right;
  };
}
