/**
 * node bench/issuing.ts [patients]: the weekly reports of a whole list, and the clinic's report over it. Prints how long each takes and what
 * the process holds in the first and in the last tenth of the list: if it grew with the list, the last would be larger.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../domain/clock.ts';
import { Patient } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import { boundsOf, lastWhole } from '../domain/report-period.ts';
import { createCohortMaker } from '../house/make-cohort.ts';
import { createReporter } from '../house/make-report.ts';
import { openDatabase } from '../house/open-database.ts';
import { readQuestionnaires, readRules } from '../house/packs.ts';
import { systemClock } from '../house/system-clock.ts';
import { createIssuer } from '../issuing/runs.ts';

const PATIENTS = Number(process.argv[2] ?? 10_000);
const ZONE = 'Asia/Shanghai';
const folder = mkdtempSync(join(tmpdir(), 'hearth-issuing-'));

try {
  const store = await openDatabase(folder, 'full');
  const now = systemClock.now();
  const period = lastWhole('week', ZONE, now);
  const { from } = boundsOf(period, ZONE);
  await plant();
  const rules = readRules([]);
  const report = createReporter({ store, rules: () => rules, questionnaires: readQuestionnaires, clinic: 'Bench', now: systemClock.now });
  const build = async (patient: string, start: number, end: number) =>
    (await report({ patient, from: start, to: end, language: 'en' })).json;
  const issuer = createIssuer({ store, clock: systemClock, zone: ZONE, language: 'en', build });
  const { id } = await issuer.ask(period.key, 'bench');
  const held: number[] = [];
  const began = performance.now();
  const resident: string[] = [];
  for (const marks = [0.1, 0.5, 1].map((share) => Math.ceil(share * PATIENTS)); (await issuer.tick()) > 0; ) {
    held.push(process.memoryUsage().heapUsed);
    const { issued: so } = (await store.reportRuns.get(id))!;
    if (so >= marks[0]!) resident.push(`${marks.shift()}: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`);
  }
  const seconds = (performance.now() - began) / 1000;
  const { issued } = (await store.reportRuns.get(id))!;
  const bytes = (await store.issuedReports.list(1)).reports[0]!.bytes;
  const tenth = Math.floor(held.length / 10);
  const most = (values: readonly number[]) => Math.round(Math.max(...values) / 2 ** 20);
  console.log(
    `${issued} reports in ${seconds.toFixed(1)} s: ${Math.round(issued / seconds)} a second, ${Math.round(bytes / 1024)} KiB each before packing`,
  );
  console.log(
    `heap at most ${most(held.slice(0, tenth))} MiB in the first tenth of the list, ${most(held.slice(-tenth))} MiB in the last; all memory after ${resident.join(', ')}`,
  );

  const start = performance.now();
  const { patients } = await createCohortMaker({ store, clock: systemClock, zone: ZONE })(lastWhole('month', ZONE, now).key);
  console.log(`the clinic's report over ${patients} patients: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  await store.close();

  /** Two weeks of glucose four times a day and blood pressure twice. */
  async function plant(): Promise<void> {
    for (let first = 0; first < PATIENTS; first += 100) {
      await store.transact(async (records) => {
        for (let i = first; i < Math.min(PATIENTS, first + 100); i++) {
          const patient = `p${String(i).padStart(6, '0')}`;
          const plan = [
            { kind: 'glucose', everyDays: 1 },
            { kind: 'blood-pressure', everyDays: 1 },
          ];
          await records.patients.save(Patient.parse({ id: patient, language: 'en', zone: ZONE, plan }));
          const judgement = { is: 'judged', rules: 'bench', at: now } as const;
          await records.readings.append(readingsOf(patient, i).map((reading) => ({ reading, judgement })));
        }
      });
    }
  }

  function readingsOf(patient: string, i: number): readonly Reading[] {
    const common = { patient, device: `d-${patient}`, received: now, quality: [], clock: 'device' };
    return Array.from({ length: 14 }, (_, day) => {
      const at = (hour: number) => from - 7 * DAY + day * DAY + hour * HOUR;
      const glucose = [7, 11, 17, 21].map((hour, k) => {
        const value = 5 + ((i + day + k) % 8);
        return {
          ...common,
          id: `${patient}~g${at(hour)}`,
          kind: 'glucose',
          at: at(hour),
          glucoseMmolL: value,
          reported: { value, unit: 'mmol/L' },
          specimen: 'capillary-whole-blood',
        };
      });
      const pressure = [8, 20].map((hour) => ({
        ...common,
        id: `${patient}~b${at(hour)}`,
        kind: 'blood-pressure',
        at: at(hour),
        systolicMmHg: 118 + ((i + day) % 30),
        diastolicMmHg: 76 + (i % 12),
      }));
      return [...glucose, ...pressure] as unknown as readonly Reading[];
    }).flat();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
