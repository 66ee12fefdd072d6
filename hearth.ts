#!/usr/bin/env node
import { type Command, type Out, UsageError } from './commands/command.ts';
import { idsLast } from './commands/ids-last.ts';
import { errors, HearthError } from './domain/errors.ts';
import { ConfigError } from './house/config.ts';
import { PackError } from './rules/pack-error.ts';
import { DatabaseRefused } from './store/refused.ts';

/** The command line: picks a command, shows what went wrong in one sentence. The only file that may end the process. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  demo: async () => (await import('./commands/demo.ts')).demo,
  decode: async () => (await import('./commands/decode.ts')).decode,
  rules: async () => (await import('./commands/rules.ts')).rules,
  report: async () => (await import('./commands/report.ts')).report,
  import: async () => (await import('./commands/import.ts')).importFile,
  metrics: async () => (await import('./commands/metrics.ts')).metrics,
  advice: async () => (await import('./commands/advice.ts')).advice,
  adverse: async () => (await import('./commands/adverse.ts')).adverse,
  device: async () => (await import('./commands/device.ts')).device,
  plan: async () => (await import('./commands/plan.ts')).plan,
  gateway: async () => (await import('./commands/gateway.ts')).gateway,
  alerts: async () => (await import('./commands/alerts.ts')).alerts,
  limits: async () => (await import('./commands/limits.ts')).limits,
  duty: async () => (await import('./commands/duty.ts')).duty,
  user: async () => (await import('./commands/user.ts')).user,
  contact: async () => (await import('./commands/contact.ts')).contact,
  messages: async () => (await import('./commands/messages.ts')).messages,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  audit: async () => (await import('./commands/audit.ts')).audit,
  check: async () => (await import('./commands/check.ts')).check,
};

const out: Out = {
  write: (text) => void process.stdout.write(text),
  say: (text) => void process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
};

// Whoever read along has left (`| head`): what was ordered is done all the same, and what nobody reads is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
  });
}

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    out.write(await overview());
    return 0;
  }
  const command = await commands[name]?.();
  if (!command) {
    out.say(`There is no "hearth ${name}". These there are: ${Object.keys(commands).join(', ')}.\n`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    out.write(`${command.summary}\n\n${command.usage}\n`);
    return 0;
  }
  try {
    return await command.run(idsLast(args), out);
  } catch (error) {
    if (error instanceof ConfigError) out.say(`The settings are not right:\n${error.message}\n`);
    else if (error instanceof UsageError || isArgumentError(error))
      out.say(`${(error as Error).message}\nhearth ${name} --help says how it is written.\n`);
    else if (error instanceof DatabaseRefused || error instanceof PackError) out.say(`${error.message}\n`);
    else if (sentenceOf(error) !== undefined) out.say(`${sentenceOf(error)}\n`);
    else throw error;
    // What was opened before the refusal (a port, a timer) would keep the process alive.
    process.exit(2);
  }
}

/** What the house or the machine refuses, in a sentence; everything else is a fault of ours, and shows its stack. */
function sentenceOf(error: unknown): string | undefined {
  if (error instanceof HearthError && errors[error.code].status < 500)
    return [...new Set([error.message, ...error.fields.map(({ detail }) => detail)])].join('\n');
  const { code, path, port, address } = (error ?? {}) as { code?: string; path?: string; port?: number; address?: string };
  if (code === 'EADDRINUSE') return `Another program listens on ${address}:${port} already: stop it, or choose another port.`;
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${address}: choose another host to listen on.`;
  if (code === 'EACCES' && port !== undefined) return `Port ${port} is not for everybody: choose one above 1023.`;
  if (code === 'ENOENT' && path !== undefined) return `${path}: there is no such file.`;
  if (code === 'EISDIR') return `${path ?? 'What was named'}: that is a folder, and a file belongs here.`;
  if ((code === 'EACCES' || code === 'EPERM' || code === 'EROFS') && path !== undefined)
    return `${path}: this user may not read or write it.`;
  if (code === 'ENOSPC') return 'The disk is full.';
  return undefined;
}

async function overview(): Promise<string> {
  const rows = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => `  hearth ${name.padEnd(8)} ${(await load()).summary}`),
  );
  return `Hearth: what the meters at home say, kept, judged, and answered.\n\n${rows.join('\n')}\n\nhearth <command> --help says more.\n`;
}

/** node:util's parseArgs names the option that it does not know. */
function isArgumentError(error: unknown): boolean {
  return error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}
