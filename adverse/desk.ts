import { AdverseContent } from '../domain/adverse-content.ts';
import type { AdverseFormat, AdverseReport, AdverseState } from '../domain/adverse-report.ts';
import type { StaffSee } from '../domain/care-team.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import { adverseReportId } from '../domain/identity.ts';
import type { PatientId } from '../domain/reading.ts';
import { recordName } from '../domain/record-names.ts';
import type { Records, Store } from '../domain/store.ts';
import { whatIsKnown } from './begin.ts';
import { alarm, remind, whoCompletes } from './due.ts';
import { type Missing, missingAtFirst, missingAtLast } from './missing.ts';
import { attachedOf } from './readings-around.ts';

export interface AdverseDeskParts {
  readonly store: Pick<Store, 'transact'>;
  readonly clock: Clock;
  readonly staffSee: StaffSee;
}

/** A report that is not under review any more is opened again before it is changed. */
const OPEN: readonly AdverseState[] = ['draft', 'submitted', 'under-review'];

/**
 * What people do with reports of adverse reactions. Every act is one transaction with a version of its own, the audit, the reminder of the
 * deadline, and the alarm where the reaction is serious and nobody was told so yet.
 */
export function createAdverseDesk({ store, clock, staffSee }: AdverseDeskParts) {
  /** The one way in which a report changes. */
  async function keep(records: Records, changed: AdverseReport, by: string, did: string, about: Record<string, string> = {}) {
    const now = clock.now();
    const { report, decisions } = alarm(changed, await whoCompletes(records, changed.patient, staffSee), now);
    await records.adverse.save(report, { at: now, by, did });
    await records.decisions.apply([...decisions, remind(report, now)], now);
    await records.audit.note([
      { at: now, by, did: `adverse.${did}`, patient: report.patient, about: { report: report.id, version: report.version, ...about } },
    ]);
    return report;
  }

  const change = (
    id: string,
    version: number | undefined,
    work: (report: AdverseReport, records: Records, now: Instant) => Promise<AdverseReport> | AdverseReport,
    by: string,
    did: string,
    about?: Record<string, string>,
  ): Promise<AdverseReport> =>
    store.transact(async (records) => {
      const report = await records.adverse.get(id);
      if (!report) throw new HearthError('api.not-found', 'There is no such report.');
      if (version !== undefined && version !== report.version)
        throw new HearthError('api.conflict', `Somebody else changed this report: it is at version ${report.version} now.`);
      const changed = await work(report, records, clock.now());
      return keep(records, { ...changed, version: report.version + 1 }, by, did, about);
    });

  return {
    /** By somebody of the clinic: with everything that the record says, its medicines as taken beside. `key` makes it one of a kind. */
    begin: (patient: PatientId, by: string, key: string): Promise<AdverseReport> =>
      store.transact(async (records) => {
        const now = clock.now();
        const id = adverseReportId(patient, key);
        const there = await records.adverse.get(id);
        if (there) return there;
        const known = (await records.patients.get([patient])).get(patient);
        if (!known) throw new HearthError('api.not-found', 'There is no such patient.');
        const content = await whatIsKnown(records, patient, now);
        const drugs = known.medicines
          .slice(0, 40)
          .map((medicine) => ({ role: 'concomitant' as const, name: recordName(medicine, known.language) }));
        const report: AdverseReport = {
          ...{ id, patient, state: 'under-review', version: 1, begun: now, by, from: 'clinician', aware: now },
          content: { ...content, drugs },
        };
        return keep(records, report, by, 'begun');
      }),

    /** By the patient, on a form of their own or on a draft that a question began. Throws HearthError adverse.incomplete. */
    submit: (
      patient: PatientId,
      key: string,
      given: Omit<AdverseContent, 'patient' | 'readings'>,
      draft?: string,
    ): Promise<AdverseReport> =>
      store.transact(async (records) => {
        const now = clock.now();
        const begun = draft === undefined ? undefined : await records.adverse.get(draft);
        if (draft !== undefined && begun?.patient !== patient) throw new HearthError('api.not-found', 'There is no such report.');
        const id = begun?.id ?? adverseReportId(patient, key);
        const there = begun ?? (await records.adverse.get(id));
        // Handed in twice, by a slow line or a second press: once.
        if (there && there.state !== 'draft') return there;
        const known = there?.content ?? (await whatIsKnown(records, patient, now));
        const content = AdverseContent.parse({ ...given, patient: known.patient, readings: known.readings });
        incompleteIf(missingAtFirst(content));
        const report: AdverseReport = {
          ...(there ?? { id, patient, begun: now, by: patient, from: 'patient' as const }),
          state: 'submitted',
          version: (there?.version ?? 0) + 1,
          aware: there?.aware ?? now,
          content,
        };
        return keep(records, report, patient, 'submitted');
      }),

    /** Throws HearthError api.not-found, api.conflict, adverse.state, api.invalid for a reading that is not the patient's. */
    save: (id: string, by: string, version: number, content: AdverseContent): Promise<AdverseReport> =>
      change(
        id,
        version,
        async (report, records) => {
          mustBe(report, OPEN, 'It is no longer under review: open it again before you change it.');
          return { ...report, state: 'under-review', content: { ...content, readings: await attach(records, report, content) } };
        },
        by,
        'changed',
      ),

    /** Throws HearthError adverse.incomplete with a sentence for each item that is missing. */
    complete: (id: string, by: string, version: number): Promise<AdverseReport> =>
      change(
        id,
        version,
        (report) => {
          mustBe(report, OPEN, 'It is not under review.');
          incompleteIf(missingAtLast(report.content));
          return { ...report, state: 'completed' };
        },
        by,
        'completed',
      ),

    reopen: (id: string, by: string, version: number, reason: string): Promise<AdverseReport> =>
      change(
        id,
        version,
        (report) => {
          mustBe(report, ['completed', 'exported', 'dismissed'], 'It is open already.');
          return { ...report, state: 'under-review', reason };
        },
        by,
        'reopened',
        { reason },
      ),

    dismiss: (id: string, by: string, version: number, reason: string): Promise<AdverseReport> =>
      change(
        id,
        version,
        (report) => {
          mustBe(report, OPEN, 'Only a report that is open can be dismissed.');
          return { ...report, state: 'dismissed', reason };
        },
        by,
        'dismissed',
        { reason },
      ),

    /** Notes that it was handed out; a completed report only. Throws HearthError adverse.state, adverse.incomplete. */
    export: (id: string, by: string, format: AdverseFormat): Promise<AdverseReport> =>
      change(
        id,
        undefined,
        (report, _records, at) => {
          mustBe(report, ['completed', 'exported'], 'Complete the report before it is exported.');
          if (format === 'e2b' && !report.content.reporter.country)
            incompleteIf([
              {
                pointer: '/reporter/country',
                says: { en: 'E2B needs the reporter’s country.', 'zh-CN': 'E2B 需要报告人所在国家。' },
              },
            ]);
          return { ...report, state: 'exported', exported: { at, by, format, times: (report.exported?.times ?? 0) + 1 } };
        },
        by,
        'exported',
        { format },
      ),
  };
}

/** What was attached before stays as it was; what is new is taken from the record as it stands, and must be the patient's. */
async function attach(records: Records, { patient, content: before }: AdverseReport, { readings }: AdverseContent) {
  const kept = new Map(before.readings.map((one) => [one.id, one]));
  const found = new Map((await records.readings.get(readings.map(({ id }) => id))).map((reading) => [reading.id, reading]));
  return readings.map(({ id }, i) => {
    const reading = found.get(id);
    const one = kept.get(id) ?? (reading?.patient === patient ? attachedOf(reading) : undefined);
    if (!one) throw new HearthError('api.invalid', 'This reading is not the patient’s.', [{ pointer: `/readings/${i}`, detail: id }]);
    return one;
  });
}

function mustBe({ state }: AdverseReport, states: readonly AdverseState[], otherwise: string): void {
  if (!states.includes(state)) throw new HearthError('adverse.state', otherwise);
}

function incompleteIf(missing: readonly Missing[]): void {
  if (missing.length === 0) return;
  throw new HearthError(
    'adverse.incomplete',
    missing.map(({ says }) => says.en).join(' '),
    missing.map(({ pointer, says }) => ({ pointer, detail: says.en, says })),
  );
}
