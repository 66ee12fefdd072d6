/** kill -9 in the middle of a list of reports: each patient's is issued, and none twice. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seededRandom } from '../demo/pressure.ts';
import { DAY } from '../domain/clock.ts';
import { lastWhole } from '../domain/report-period.ts';
import { openDatabase } from '../house/open-database.ts';
import { systemClock } from '../house/system-clock.ts';
import { openTestHouse } from './house.ts';
import { serve } from './served.ts';
import { eventually, freePort, temporaryFolder } from './services.ts';

const KILLS = 8;
const PATIENTS = 800;
const SEED = Number(process.env.HEARTH_SEED ?? systemClock.now() % 1_000_000);

test(`${KILLS} times kill -9 while the reports of ${PATIENTS} patients are issued`, { timeout: 180_000 }, async () => {
  console.log(`report-kill.test seed: ${SEED}`);
  const random = seededRandom(SEED);
  const folder = temporaryFolder();
  const setUp = await openTestHouse({ folder });
  const ids = Array.from({ length: PATIENTS }, (_, i) => `p${i}`);
  await setUp.store.transact(async (records) => {
    for (const id of ids)
      await records.patients.save({
        id,
        language: 'en',
        zone: 'Asia/Shanghai',
        glucoseUnit: 'mmol/L',
        group: 'adult',
        conditions: [],
        medicines: [],
        allergies: [],
        plan: [{ kind: 'glucose', everyDays: 1 }],
      });
  });
  const now = systemClock.now();
  const period = lastWhole('week', 'Asia/Shanghai', now - 7 * DAY).key;
  const run = await setUp.issuer.ask(period, 'test');
  await setUp.close();

  const seen: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const server = await serve(folder, { mqtt: await freePort() });
    const beside = await openDatabase(folder);
    const looked = async () => (await beside.reportRuns.get(run.id))!.looked;
    await eventually('the list to go on', async () => (await looked()) > Math.min(seen.at(-1) ?? 0, PATIENTS - 1), 30);
    await sleep(random() * 250);
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
    seen.push(await looked());
    await beside.close();
  }
  console.log(`report-kill.test: after each kill ${seen.join(', ')} of ${PATIENTS}`);
  // The test says something only where a list was in hand when its server died.
  expect(seen.filter((looked) => looked > 0 && looked < PATIENTS).length).toBeGreaterThan(1);
  const last = await serve(folder, { mqtt: await freePort() });
  const store = await openDatabase(folder);
  await eventually('the list to be done', async () => (await store.reportRuns.get(run.id))!.ended !== undefined, 90);
  const gone = once(last, 'exit');
  last.kill('SIGTERM');
  await gone;

  expect(await store.reportRuns.get(run.id)).toMatchObject({ looked: PATIENTS, issued: PATIENTS, already: 0, failed: [] });
  for (const id of ids) {
    const reports = await store.issuedReports.of(id, 9);
    expect(reports.map((report) => `${report.period} ${report.edition}`)).toEqual([`${period} 1`]);
    expect((await store.audit.list(9, id)).map(({ did }) => did)).toEqual(['report.issued']);
  }
  const told = (await store.outbox.of('', 99)).map(({ message }) => message);
  expect(told).toMatchObject([{ template: 'reports.ready', values: { count: PATIENTS } }]);
  await store.close();
});
