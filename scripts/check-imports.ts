/** Who may import whom: the three laws of ARCHITECTURE.md. This file is the police. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const pure = ['devices', 'rules', 'reports', 'medications'];
const working = ['store', 'ingest', 'care', 'duty', 'advice', 'adverse', 'notifier', 'issuing', 'api'];
const may: Record<string, readonly string[]> = {
  domain: [],
  ...Object.fromEntries(pure.map((room) => [room, ['domain']])),
  ...Object.fromEntries(working.map((room) => [room, ['domain', ...pure]])),
  gateway: ['domain', 'devices'], // a program of its own, in the home: it meets the server over MQTT only
  web: ['domain', 'api', 'reports'], // of api/ the types of contract.ts only: a bundle that held more would not load
};
const impure = /^(node:(fs|net|http|https|tls|child_process|worker_threads|dgram|dns|timers)|fastify|mqtt|aedes|kysely|pino|nodemailer)/;
const roomOf = (path: string): string => path.split('/')[0]!;
const wrong: string[] = [];

for (const file of globSync('*/**/*.{ts,tsx}', { exclude: (name) => name.includes('node_modules') || name.includes('dist') })) {
  const room = roomOf(file);
  const allowed = may[room];
  if (!allowed || file.endsWith('.test.ts')) continue; // house/, commands/, demo/, bench/, scripts/ and tests/ may know everybody
  const text = readFileSync(file, 'utf8');
  for (const [, target = ''] of text.matchAll(/from '([^']+)'/g)) {
    if (target.startsWith('.')) {
      const to = roomOf(normalize(join(dirname(file), target)));
      if (to !== room && !allowed.includes(to)) {
        wrong.push(`${file} may not import ${to} (${room}/ may import: ${allowed.join(', ') || 'nothing of ours'})`);
      }
    } else if ((room === 'domain' || pure.includes(room)) && impure.test(target) && !file.endsWith('vectors.ts')) {
      wrong.push(`${file} may not import ${target}: ${room}/ is pure`);
    }
  }
  if (/\b(Date\.now\(\)|new Date\(\)|Math\.random\(\)|randomUUID\(\))/.test(text) && room !== 'web') {
    wrong.push(`${file} reads the time or rolls dice: take a clock as an argument, and names from domain/identity.ts`);
  }
}

if (wrong.length) console.error(wrong.join('\n'));
else console.log('imports: in order');
process.exitCode = wrong.length ? 1 : 0;
