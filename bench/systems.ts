/** The systems that are compared: each started fresh in its own folder, pinned to the same core, asked for the same thing. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../tests/services.ts';
import { type Running, start } from './processes.ts';
import type { Options } from './server.ts';

export interface System {
  readonly name: string;
  readonly running: readonly Running[];
  readonly port: number;
  readonly secret?: string;
  readonly folder: string;
}

const listening = async (port: number): Promise<void> => {
  const { connect } = await import('node:net');
  for (let i = 0; i < 1000; i++) {
    const there = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket.end() && true)).on('error', () => resolve(false));
    });
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nothing listens on port ${port}`);
};

const UNLIMITED = ['persistence false', 'max_inflight_messages 0', 'max_queued_messages 0', 'sys_interval 0', 'log_type none'];

/** Mosquitto as fast as it goes: its limits lifted, nothing on disk, no log. Its PUBACK promises nothing about a database. */
export async function mosquitto(folder: string, settings: readonly string[] = UNLIMITED): Promise<System> {
  const port = await freePort();
  const lines = ['allow_anonymous true', ...settings];
  if (process.getuid?.() === 0) lines.push('user root');
  writeFileSync(join(folder, 'mosquitto.conf'), [`listener ${port} 127.0.0.1`, ...lines, ''].join('\n'));
  const running = start(['mosquitto', '-c', join(folder, 'mosquitto.conf')]);
  await listening(port);
  return { name: 'Mosquitto', running: [running], port, folder };
}

const server = fileURLToPath(new URL('server.ts', import.meta.url));

/** Node's own options, as `npm start` sets them; its variables stand in `serve`. */
const asStarted: readonly string[] = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).scripts.start.match(
  /--\S+/g,
);

/** Hearth's embedded broker with rules, store and outbox: the server of `hearth serve`, with as many enrolled devices as connect. */
export async function hearth(folder: string, devices: number, durability: 'full' | 'off', patients = devices): Promise<System> {
  const port = await freePort();
  const options: Options = { folder, port, devices, patients, durability };
  execFileSync(process.execPath, [server, JSON.stringify({ ...options, prepare: true })], { stdio: 'inherit' });
  const running = await serve(options);
  return { name: durability === 'full' ? 'Hearth' : 'Hearth, sync off', running: [running], port, secret: 'bench', folder };
}

/** The same house again, whose server has ended. Seconds until it takes connections. */
export async function hearthAgain(folder: string, devices: number): Promise<{ readonly system: System; readonly seconds: number }> {
  const port = await freePort();
  const begun = performance.now();
  const running = await serve({ folder, port, devices, patients: devices, durability: 'full' });
  return { system: { name: 'Hearth', running: [running], port, secret: 'bench', folder }, seconds: (performance.now() - begun) / 1000 };
}

export async function serve(options: Options, program = server, cores?: 'all'): Promise<Running> {
  const env = { MALLOC_ARENA_MAX: '2', NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/hearth', import.meta.url)) };
  const running = start([process.execPath, ...asStarted, program, JSON.stringify(options)], env, cores);
  await listening(options.port);
  if (options.http) await listening(options.http);
  return running;
}

/** What people build today: Mosquitto, a Node-RED flow (MQTT in, JSON, threshold, InfluxDB in batches), InfluxDB. All on one core. */
export async function nodeRed(folder: string, nodeRedProgram: string): Promise<System & { readonly influxPort: number }> {
  // As it is installed: its queue for a subscriber that is slower than the devices holds 1,000 messages.
  const broker = await mosquitto(folder, ['log_type none']);
  const influxPort = await freePort();
  const rpcPort = await freePort();
  const dirs = `[meta]\ndir = "${folder}/meta"\n[data]\ndir = "${folder}/data"\nwal-dir = "${folder}/wal"\nquery-log-enabled = false\n`;
  const rest = `[http]\nbind-address = "127.0.0.1:${influxPort}"\nlog-enabled = false\n[monitor]\nstore-enabled = false\n`;
  writeFileSync(join(folder, 'influxdb.conf'), `reporting-disabled = true\nbind-address = "127.0.0.1:${rpcPort}"\n${dirs}${rest}`);
  const influx = start(['influxd', '-config', join(folder, 'influxdb.conf')]);
  await listening(influxPort);
  await fetch(`http://127.0.0.1:${influxPort}/query?q=${encodeURIComponent('CREATE DATABASE flow')}`, { method: 'POST' });

  const uiPort = await freePort();
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(flow(broker.port, influxPort)));
  writeFileSync(
    join(folder, 'settings.js'),
    `module.exports = { flowFile: 'flows.json', uiHost: '127.0.0.1', uiPort: ${uiPort}, logging: { console: { level: 'error' } }, functionGlobalContext: {} };`,
  );
  const red = start([process.execPath, nodeRedProgram, '--userDir', folder]);
  await listening(uiPort);
  await new Promise((resolve) => setTimeout(resolve, 3000)); // its MQTT node connects after the page answers
  return { name: 'Node-RED flow', running: [...broker.running, influx, red], port: broker.port, folder, influxPort };
}

/** A flow as in the tutorials, with InfluxDB's batch node written as one function and one HTTP request for 500 points. */
function flow(mqttPort: number, influxPort: number): readonly object[] {
  const batch = `
    const points = context.get('points') || [];
    const r = msg.payload;
    const line = 'glucose,device=' + msg.topic.split('/')[2] + ',alert=' + (msg.alert ? 1 : 0) + ' value=' + r.value + ' ' + r.at + String(r.sequence % 1000000).padStart(6, '0');
    points.push(line);
    if (points.length < 500) { context.set('points', points); return null; }
    context.set('points', []);
    msg.payload = points.join('\\n');
    return msg;`;
  const node = (id: string, type: string, more: object, to?: string) => ({
    id,
    z: 'f',
    type,
    x: 0,
    y: 0,
    wires: to ? [[to]] : [[]],
    ...more,
  });
  return [
    { id: 'f', type: 'tab', label: 'readings' },
    {
      id: 'b',
      type: 'mqtt-broker',
      broker: '127.0.0.1',
      port: String(mqttPort),
      clientid: '',
      autoConnect: true,
      protocolVersion: '4',
      keepalive: '60',
      cleansession: true,
    },
    node('in', 'mqtt in', { topic: 'hearth/v1/+/readings', qos: '1', datatype: 'utf8', broker: 'b' }, 'json'),
    node('json', 'json', { property: 'payload', action: '', pretty: false }, 'limit'),
    node(
      'limit',
      'function',
      { func: 'msg.alert = msg.payload.value < 3.9 || msg.payload.value > 13.9; return msg;', outputs: 1 },
      'batch',
    ),
    node('batch', 'function', { func: batch, outputs: 1 }, 'write'),
    node('write', 'http request', { method: 'POST', ret: 'txt', url: `http://127.0.0.1:${influxPort}/write?db=flow&precision=ns` }),
  ];
}
