/**
 * The server as a process of its own whose clock moves when it is told to: `node tests/clocked-server.ts <now>`, then lines `<now>` on
 * stdin. Everything else is `hearth serve`.
 */
import { createInterface } from 'node:readline';
import { pino } from 'pino';
import { createReplayClock } from '../domain/replay-clock.ts';
import { openHouse } from '../house/app.ts';
import { readConfig } from '../house/config.ts';
import { takeFolder } from '../house/one-server.ts';

const clock = createReplayClock(Number(process.argv[2]));
const config = readConfig(undefined, process.env);
const folder = takeFolder(config.data);
const house = await openHouse({ config, clock, log: pino({ level: 'silent' }), background: true });
process.stdout.write(`ready ${house.url} ${house.broker.port}\n`);

for await (const line of createInterface({ input: process.stdin })) clock.advance(Number(line));
await house.close();
folder.release();
