/** A server for strace to watch: `node tests/traced.ts <folder> <port> full|normal`. Says one line when it listens. */
import { DatabaseSync } from 'node:sqlite';
import { openTestHouse } from './house.ts';

const [folder = '', port = '0', durability = 'full'] = process.argv.slice(2);
if (durability === 'normal') {
  // The control weakens the promise behind the store's back: no setting of Hearth does this.
  const exec = DatabaseSync.prototype.exec;
  DatabaseSync.prototype.exec = function (sql: string) {
    return exec.call(this, sql.replaceAll(/synchronous\s*=\s*(full|2)/gi, 'synchronous=normal'));
  };
}
const house = await openTestHouse({ folder, settings: { mqtt: { port: Number(port) } } });
console.log(process.pid); // it listens, and this is whom to end
process.once('SIGTERM', () => void house.close().then(() => process.exit()));
