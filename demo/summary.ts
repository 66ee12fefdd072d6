import type { Out } from '../commands/command.ts';
import type { House } from '../house/app.ts';

/** What came of the replay. */
export interface Summary {
  readonly readings: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly alerts: number;
  readonly advice: number;
  readonly messages: number;
  readonly followUps: number;
  readonly reports: number;
  readonly seconds: number;
}

/** Counted in the database, not in the demo; only duplicates leave no row behind and come from the intake's counter. */
export async function summarise({ store, received }: Pick<House, 'store' | 'received'>): Promise<Omit<Summary, 'reports' | 'seconds'>> {
  return {
    readings: await store.readings.count(),
    duplicates: received().duplicate,
    quarantined: await store.quarantine.count(),
    alerts: await store.alerts.count(),
    advice: await store.advice.count(),
    messages: (await store.outbox.counts()).accepted,
    followUps: await store.followUps.count(),
  };
}

export function tell(summary: Summary, out: Out): void {
  const rows: readonly (readonly [keyof Summary, string])[] = [
    ['readings', 'stored and judged, each before its device was told "received"'],
    ['duplicates', 'sent again after a lost acknowledgement, stored once'],
    ['quarantined', 'unreadable or nobody’s: kept with their bytes, shown in the console'],
    ['alerts', 'one for each episode'],
    ['advice', 'written from computed facts, passed by the guard'],
    ['messages', 'delivered'],
    ['followUps', 'questions asked'],
    ['reports', 'for the doctor'],
  ];
  out.say('\n');
  for (const [what, means] of rows) out.say(`${String(summary[what]).padStart(7)}  ${what.padEnd(12)} ${means}\n`);
  out.say(`${String(summary.seconds).padStart(7)}  seconds\n`);
}
