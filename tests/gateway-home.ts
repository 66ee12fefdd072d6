/** A home with a gateway for a test: fake BlueZ on a private bus, and `hearth gateway` as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type FakeBluez, startFakeBluez } from './fake-bluez.ts';
import { type PrivateBus, startPrivateBus } from './private-bus.ts';
import { temporaryFolder } from './services.ts';

export interface GatewayHome {
  readonly bus: PrivateBus;
  readonly bluez: FakeBluez;
  readonly folder: string;
  /** What the gateway has said so far. */
  said(): string;
  /** Starts `hearth gateway` with these settings; again, after it was ended. */
  start(): void;
  /** What `hearth gateway status` prints. */
  status(): Promise<string>;
  /** How many of this device's notifications wait for the server. */
  waiting(device: string): number;
  /** SIGKILL is a power cut. Resolves to the exit code. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  close(): Promise<void>;
}

export interface HomeParts {
  readonly server: string;
  readonly devices: readonly Record<string, unknown>[];
  readonly settings?: Record<string, unknown>;
  readonly matchRules?: number;
}

/** Settings are JSON, which YAML can read. Everything that takes seconds in a home is short here. */
export async function openGatewayHome({ server, devices, settings = {}, matchRules = 512 }: HomeParts): Promise<GatewayHome> {
  const folder = temporaryFolder();
  const bus = await startPrivateBus({ matchRules });
  const bluez = await startFakeBluez(bus.address);
  const config = join(folder, 'gateway.yaml');
  const quick = { zone: 'Europe/London', scanSeconds: 2, restSeconds: 1, mostBackoffSeconds: 1, quietSeconds: 1, data: 'data' };
  writeFileSync(config, JSON.stringify({ server, ...quick, ...settings, devices }));
  const command = (...more: string[]) => ['hearth.ts', 'gateway', ...more, '--config', config];
  let child: ChildProcess | undefined;
  let said = '';

  const home: GatewayHome = {
    bus,
    bluez,
    folder,
    said: () => said,
    start() {
      child = spawn(process.execPath, command(), {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: bus.address },
      });
      for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    },
    async status() {
      const asked = spawn(process.execPath, command('status'), { stdio: ['ignore', 'pipe', 'inherit'] });
      let answer = '';
      asked.stdout.on('data', (chunk: Buffer) => (answer += chunk.toString()));
      await once(asked, 'close');
      return answer;
    },
    waiting(device) {
      const path = join(folder, 'data', 'gateway.db');
      if (!existsSync(path)) return 0;
      const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
      const row = db
        .prepare(
          "select count(*) as waiting from waiting where device = ? and topic like '%/gatt/%' and topic not like '%/2a2b/%' and topic not like '%/2a08/%'",
        )
        .get(device);
      db.close();
      return Number(row!.waiting);
    },
    async end(signal = 'SIGTERM') {
      if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
      const gone = once(child, 'exit');
      child.kill(signal);
      const late = setTimeout(() => child!.kill('SIGKILL'), 40_000);
      const [code] = (await gone) as [number | null];
      clearTimeout(late);
      return code;
    },
    async close() {
      const code = await home.end();
      await bluez.stop();
      await bus.stop();
      if (code !== 0) throw new Error(`the gateway has ended with ${code}, and has said:\n${said}`);
    },
  };
  return home;
}
