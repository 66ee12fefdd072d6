/** Starts the systems under test, each pinned to one core, and the load generator on another; counts their CPU time. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Load, LoadResult } from './load.ts';

const canPin = process.platform === 'linux' && cpus().length > 1 && spawnSync('which', ['taskset']).status === 0;
const GENERATOR_CORE = '0';
const SYSTEM_CORE = '1';

const pinned = (core: string, command: readonly string[]): readonly string[] => (canPin ? ['taskset', '-c', core, ...command] : command);

export interface Running {
  /** Of the process and of the children it waited for. */
  cpuSeconds(): number;
  residentMb(): number;
  /** Lines that it printed so far. */
  printed(): string;
  end(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Runs this program again on one core and ends with it, where there are several: V8 then collects in the same thread, and what its helpers
 * spend waiting for one another on two busy cores is in nobody's figures. Returns where it has one core, or cannot be put on one.
 */
export function onOneCore(): void {
  if (!canPin || availableParallelism() === 1) return;
  const [program, ...args] = pinned(SYSTEM_CORE, [process.execPath, ...process.execArgv, ...process.argv.slice(1)]);
  process.exit(spawnSync(program!, args, { stdio: 'inherit' }).status ?? 1);
}

/** Puts this process on the load generator's core. */
export function stepAside(): void {
  if (canPin) spawnSync('taskset', ['-a', '-c', '-p', GENERATOR_CORE, String(process.pid)]);
}

/** A system under test, on its own core, where everything that it starts stays; or on all, as a house has them. */
export function start(command: readonly string[], env: Record<string, string> = {}, cores: 'its own' | 'all' = 'its own'): Running {
  const [program, ...args] = cores === 'all' ? command : pinned(SYSTEM_CORE, command);
  const child: ChildProcess = spawn(program!, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (printed = (printed + text).slice(-20_000)));
  return {
    cpuSeconds() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    residentMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    printed: () => printed,
    async end(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

/** One run of the load generator, on its own core. */
export async function drive(load: Load): Promise<LoadResult> {
  const [program, ...args] = pinned(GENERATOR_CORE, [
    process.execPath,
    fileURLToPath(new URL('load.ts', import.meta.url)),
    JSON.stringify(load),
  ]);
  const child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  return JSON.parse(out) as LoadResult;
}
