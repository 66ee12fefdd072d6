import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../domain/clock.ts';
import { counts } from '../domain/counts.ts';
import type { Follower } from '../domain/follower.ts';
import type { Change, IssuedReport } from '../domain/issued.ts';
import type { PatientId, Reading } from '../domain/reading.ts';
import type { Records, Store } from '../domain/store.ts';

interface Version {
  readonly reading: Reading;
  /** Until when it stood; undefined: it stands. */
  readonly until?: Instant;
}

/**
 * Marks issued reports whose readings changed since. Holds each reading of an issued period against how it stood when the report was
 * issued, so that whatever comes twice, or is taken back and restored, comes to the same end.
 */
export const createChangeMarker = ({ store }: { readonly store: Pick<Store, 'transact' | 'issuedReports' | 'readings'> }): Follower => ({
  name: 'issued reports',
  hears: 'readings-reported-on',
  async follow(entries, signal) {
    const readings = entries.flatMap((entry) => ('reading' in entry ? [entry.reading] : []));
    const ends = new Map<PatientId, Instant | undefined>();
    const concerned: Reading[] = [];
    for (const reading of readings) {
      if (!ends.has(reading.patient)) ends.set(reading.patient, await store.issuedReports.latestEnd(reading.patient));
      // Nearly all are newer than whatever was issued.
      if (reading.at < (ends.get(reading.patient) ?? 0) || hasMoved(reading)) concerned.push(reading);
    }
    if (concerned.length === 0) return;
    signal.throwIfAborted();
    await store.transact(async (records) => {
      for (const reading of concerned) await markFor(records, reading);
    });
  },
});

/** It may have stood elsewhere before: with another patient, or at another time by a clock that was off. */
const hasMoved = ({ quality, statedAt }: Reading): boolean => quality.includes('reassigned') || statedAt !== undefined;

async function markFor(records: Records, now: Reading): Promise<void> {
  const before = await records.readings.corrections(now.id);
  const versions: readonly Version[] = [...before.map(({ reading, replaced }) => ({ reading, until: replaced })), { reading: now }];
  const places = new Map(versions.map(({ reading: { patient, at } }) => [`${patient} ${at}`, { patient, at }]));
  for (const { patient, at } of places.values()) {
    for (const report of await records.issuedReports.about(patient, at)) {
      const change = changeSince(report, versions, now);
      const known = (await records.issuedReports.changes(report.id)).find(({ reading }) => reading === now.id);
      if (known?.change === change) continue;
      await records.issuedReports.mark(report.id, now.id, change && { change, at: before.at(-1)?.replaced ?? now.received });
    }
  }
}

/** What became of a reading since a report was issued; undefined: nothing that its report would say otherwise. */
function changeSince({ patient, issued, from, to }: IssuedReport, versions: readonly Version[], now: Reading): Change | undefined {
  const inReport = (one: Reading | undefined) =>
    one !== undefined && one.patient === patient && counts(one) && one.at >= 2 * from - to && one.at < to ? one : undefined;
  const first = versions[0]!.reading;
  const then =
    first.received > issued ? undefined : inReport(versions.find(({ until }) => until === undefined || until >= issued)?.reading);
  const today = inReport(now);
  if (then && !today) return 'withdrawn';
  if (!then && today) return first.received > issued ? 'late' : 'corrected';
  return then && today && !isDeepStrictEqual(said(then), said(today)) ? 'corrected' : undefined;
}

/** What a reading says, without how Hearth came by it. */
const said = ({ received: _, quality, ...rest }: Reading): unknown => JSON.parse(JSON.stringify(rest));
