/** Starts the real programs that tests talk to: each on a free port of the loopback, in a temporary folder, ended with the test. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { describe } from 'vitest';

/** `describe` where the program is there; a skip with one clear line elsewhere; a failure where HEARTH_REQUIRE_SERVICES is set. */
export function describeWith(program: string, name: string, tests: () => void): void {
  if (spawnSync('which', [program]).status === 0) return void describe(name, tests);
  if (process.env.HEARTH_REQUIRE_SERVICES)
    throw new Error(`${program} is not installed, and HEARTH_REQUIRE_SERVICES asks for it: scripts/install-services.sh`);
  console.log(`skipped: ${name} (${program} is not installed; scripts/install-services.sh installs it on Debian)`);
  describe.skip(name, tests);
}

/** A certificate of this machine's own, which this process then trusts. */
export function trustedCertificate(): { readonly key: string; readonly cert: string } {
  const folder = temporaryFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1'.split(' ');
  execFileSync('openssl', [...made, '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'pipe' });
  const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  setDefaultCACertificates([...getCACertificates('default'), pair.cert]);
  return pair;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** It goes with the folder of the whole run: see tests/folder.ts. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'test-'));

/** Waits until `holds`, for 20 seconds at the most, where nobody allows more. */
export async function eventually(what: string, holds: () => Promise<boolean> | boolean, seconds = 20): Promise<void> {
  const until = Date.now() + seconds * 1000;
  while (!(await Promise.resolve(holds()).catch(() => false))) {
    if (Date.now() > until) throw new Error(`in vain for ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export interface Service {
  readonly port: number;
  /** As a power cut for the process: SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again in the same folder, on the same port. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function service(
  port: number,
  command: readonly string[],
  ready: () => Promise<boolean>,
  env: Record<string, string> = {},
): Promise<Service> {
  let child: ChildProcess | undefined;
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  const self: Service = {
    port,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async start() {
      child = spawn(command[0]!, command.slice(1), { stdio: 'ignore', env: { ...process.env, ...env } });
      await eventually(`${command[0]} to answer on port ${port}`, ready);
    },
  };
  await self.start();
  return self;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    import('node:net').then(({ connect }) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket.end() && true));
      socket.on('error', () => resolve(false));
    });
  });

/** InfluxDB 1.x with a database called `hearth`. */
export async function startInflux(): Promise<Service & { query(q: string): Promise<InfluxRow[]> }> {
  const folder = temporaryFolder();
  const port = await freePort();
  const rpc = await freePort();
  const config = join(folder, 'influxdb.conf');
  writeFileSync(
    config,
    `reporting-disabled = true
bind-address = "127.0.0.1:${rpc}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
[monitor]
  store-enabled = false
`,
  );
  const base = `http://127.0.0.1:${port}`;
  const influx = await service(port, ['influxd', '-config', config], async () => (await fetch(`${base}/ping`)).ok);
  const ask = async (q: string, method = 'GET') => {
    const response = await fetch(`${base}/query?${new URLSearchParams({ db: 'hearth', epoch: 'ms', q })}`, { method });
    return (await response.json()) as {
      results: { error?: string; series?: { name: string; tags?: Record<string, string>; columns: string[]; values: unknown[][] }[] }[];
    };
  };
  await ask('CREATE DATABASE hearth', 'POST');
  return {
    ...influx,
    async query(q) {
      const { results } = await ask(q);
      if (results[0]?.error) throw new Error(`${q}: ${results[0].error}`);
      return (results[0]?.series ?? []).flatMap(({ tags, columns, values }) =>
        values.map((row) => ({ ...tags, ...Object.fromEntries(columns.map((column, i) => [column, row[i]])) })),
      );
    },
  };
}
export type InfluxRow = Readonly<Record<string, unknown>>;

/** Mosquitto with the lines given, listening on the loopback; anonymous unless the lines say otherwise. */
export async function startMosquitto(lines: readonly string[] = ['allow_anonymous true']): Promise<Service> {
  const folder = temporaryFolder();
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  const user = process.getuid?.() === 0 ? ['user root'] : [];
  writeFileSync(config, [`listener ${port} 127.0.0.1`, `persistence_location ${folder}/`, ...user, ...lines, ''].join('\n'));
  return service(port, ['mosquitto', '-c', config], () => answers(port));
}
