/** `hearth serve` as a process of its own, for tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process';

/** Starts it, and waits for nothing. A port that is not named is any; `more`: further settings, as variables. */
export function beginServer(folder: string, { mqtt = 0, http = 0 }: { mqtt?: number; http?: number }, more: Record<string, string> = {}) {
  const env = { HEARTH_DATA: folder, HEARTH_MQTT_PORT: String(mqtt), HEARTH_HTTP_PORT: String(http), HEARTH_LOG_LEVEL: 'silent' };
  return spawn(process.execPath, ['hearth.ts', 'serve'], {
    env: { ...process.env, ...env, ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Resolves when it listens; rejects with what it said when it ends before. */
export async function serve(...how: Parameters<typeof beginServer>): Promise<ChildProcess> {
  const server = beginServer(...how);
  let said = '';
  server.stderr.setEncoding('utf8');
  for await (const text of server.stderr) {
    said += text;
    if (said.includes('Hearth listens')) break;
  }
  if (!said.includes('Hearth listens')) throw new Error(`the server did not start: ${said}`);
  server.stderr.resume();
  return server;
}
