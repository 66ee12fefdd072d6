/**
 * node bench/reports.ts: CPU of one report as JSON, HTML and PDF, on one core; node --expose-gc bench/reports.ts 10000: of a week of so many patients, and
 * what the process holds meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { DAY } from '../domain/clock.ts';
import { createReporter } from '../house/make-report.ts';
import { openDatabase } from '../house/open-database.ts';
import { readQuestionnaires, readRules } from '../house/packs.ts';
import { printReport } from '../house/print-report.ts';
import { buildReport } from '../reports/build.ts';
import { renderHtml } from '../reports/render/html.ts';
import { pageOf } from '../reports/render/page.ts';
import { median } from './median.ts';
import { onOneCore } from './processes.ts';
import { reportInput } from './report-house.ts';

export interface ReportTimes {
  /** ms of CPU, all threads together, the median of the rounds behind the first; of the report’s JSON text, of HTML, of PDF. */
  readonly json: number;
  readonly html: number;
  readonly pdf: number;
  /** JSON.stringify and JSON.parse of the same readings: what any program that touches them pays. */
  readonly parsed: number;
  /** The first of a process, which also loads the charts and the fonts, and whose code nothing has warmed. */
  readonly first: { readonly json: number; readonly html: number; readonly pdf: number };
  readonly readings: number;
}

/** What the process has used so far: as long as one core would take, however many others want it. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Ninety days of a sensor and a cuff, each time of another patient: Typst remembers a page that it has set before. */
export async function measureReports(rounds: number): Promise<ReportTimes> {
  const all: Omit<ReportTimes, 'first' | 'readings'>[] = [];
  let readings = 0;
  for (let round = 0; round <= rounds; round++) {
    const input = reportInput(90, 7 + round);
    readings = input.readings.length;
    const started = cpuMs();
    const report = buildReport(input);
    JSON.stringify(report);
    const built = cpuMs();
    const page = pageOf(report, { language: round % 2 === 0 ? 'en' : 'zh-CN', clinic: 'Clinic' });
    renderHtml(page);
    const rendered = cpuMs();
    await printReport(page);
    const printed = cpuMs();
    JSON.parse(JSON.stringify(input.readings));
    const ended = cpuMs();
    all.push({ json: built - started, html: rendered - built, pdf: printed - rendered, parsed: ended - printed });
  }
  const [first, ...rest] = all;
  const mid = (of: 'json' | 'html' | 'pdf' | 'parsed') => median(rest.map((one) => one[of]));
  return { json: mid('json'), html: mid('html'), pdf: mid('pdf'), parsed: mid('parsed'), first: first!, readings };
}

export interface WeeklyRun {
  readonly patients: number;
  /** A second of CPU. */
  readonly perSecond: number;
  /** In MB after a tenth of them, after half and after all, behind a collection where the process can ask for one. */
  readonly held: readonly { readonly after: number; readonly heapMb: number; readonly rssMb: number }[];
}

/**
 * Weekly reports of many patients, one after the other, from a real database file: JSON and HTML of each. What is kept between two of them
 * would show as memory that grows.
 */
export async function measureWeekly(patients: number): Promise<WeeklyRun> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-weekly-'));
  try {
    const store = await openDatabase(folder, 'off');
    const house = reportInput(7);
    // Ten patients hold the readings of all: what is measured is making reports, not filling a disk.
    const ids = Array.from({ length: 10 }, (_, i) => `p${i}`);
    for (const id of ids) {
      const readings = [...house.previous, ...house.readings].map((reading) => ({
        ...reading,
        patient: id,
        id: `${id}${reading.id}`,
        device: id,
      }));
      await store.transact(async (records) => {
        await records.patients.save({ ...house.patient, id });
        await records.readings.append(readings.map((reading) => ({ reading, judgement: { is: 'exempt', because: 'demonstration' } })));
      });
    }
    const [rules, questionnaires] = [readRules([]), readQuestionnaires()];
    const make = createReporter({ store, rules: () => rules, questionnaires: () => questionnaires, clinic: 'Clinic', now: () => house.to });
    const collect = (globalThis as { gc?: () => void }).gc;
    const marks = [0.1, 0.5, 1].map((share) => Math.ceil(share * patients));
    const held: WeeklyRun['held'][number][] = [];
    const started = cpuMs();
    for (let i = 0; i < patients; i++) {
      // As the issuer does; without it, what weak references point to is held to the end.
      await setImmediate();
      const made = await make({ patient: ids[i % ids.length]!, from: house.to - 7 * DAY, to: house.to, language: 'zh-CN' });
      JSON.stringify(made.json);
      await made.html();
      if (!marks.includes(i + 1)) continue;
      collect?.();
      const { heapUsed, rss } = process.memoryUsage();
      held.push({ after: i + 1, heapMb: heapUsed / 1e6, rssMb: rss / 1e6 });
    }
    const seconds = (cpuMs() - started) / 1000;
    await store.close();
    return { patients, perSecond: patients / seconds, held };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  onOneCore();
  const weekly = Number(process.argv[2] ?? 0);
  console.log(weekly > 0 ? await measureWeekly(weekly) : await measureReports(8));
}
